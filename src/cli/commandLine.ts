// From words after `elman` to a command and an exit code: 0 done, 1 it could not be done, 2 wrong usage.
import { UserError } from '../model/userError';
import type { Command } from './command';
import { compareCommand } from './compareCommand';
import { evaluateCommand } from './evaluateCommand';
import { exportCommand } from './exportCommand';
import { generateCommand } from './generateCommand';
import { GivenArguments, UsageError } from './givenArguments';
import { predictCommand } from './predictCommand';
import { replayCommand } from './replayCommand';
import { serveCommand } from './serveCommand';
import type { Terminal } from './terminal';
import { trainCommand } from './trainCommand';

const commands: ReadonlyMap<string, Command> = new Map([
  ['train', trainCommand],
  ['evaluate', evaluateCommand],
  ['compare', compareCommand],
  ['replay', replayCommand],
  ['predict', predictCommand],
  ['generate', generateCommand],
  ['export', exportCommand],
  ['serve', serveCommand],
]);

/** Runs one command. Never throws. @returns the exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.write(usageOfAll());
    return 0;
  }
  const command = commands.get(name ?? '');
  if (!command) {
    terminal.note(name === undefined ? 'Give a command.' : `There is no command ${JSON.stringify(name)}.`);
    terminal.note(usageOfAll().trimEnd());
    return 2;
  }
  return run(name, command, rest, terminal);
}

async function run(name: string, command: Command, args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const given = GivenArguments.parse(args, { ...command.options, help: { type: 'boolean', short: 'h' } });
    if (given.flag('help')) terminal.write(`${usage(name, command)}\n\n${command.description}\n`);
    else await command.run(given, terminal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.note(error.message);
      terminal.note(usage(name, command));
      return 2;
    }
    terminal.note(error instanceof UserError ? error.message : `Elman failed: ${(error as Error).message}`);
    return 1;
  }
}

function usage(name: string, { synopsis }: Command): string {
  return `Usage: elman ${name} ${synopsis}`;
}

function usageOfAll(): string {
  return ['Usage:', ...[...commands].map(([name, { synopsis }]) => `  elman ${name} ${synopsis}`), 'elman COMMAND --help says more.', ''].join('\n');
}
