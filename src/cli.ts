#!/usr/bin/env node
// The command line: `elman COMMAND ...`. Connects the commands with this process and nothing more.
import { runCommandLine } from './cli/commandLine';
import { processTerminal } from './cli/terminal';

void runCommandLine(process.argv.slice(2), processTerminal()).then((exitCode) => {
  process.exitCode = exitCode;
});
