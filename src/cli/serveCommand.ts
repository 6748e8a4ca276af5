// `elman serve`: the language server for editors other than VS Code.
import { leaveOutWatchedProcess } from '../server/watchedProcess';
import type { Command } from './command';
import { UsageError } from './givenArguments';

export const serveCommand: Command = {
  synopsis: '--stdio [--model DIR]',
  description: [
    'Speaks the language server protocol on standard input and output, until the editor leaves.',
    '  --stdio       has to be given: there is no other way yet',
    '  --model DIR   a model package in place of the bundled one',
  ].join('\n'),
  // Some clients append `clientProcessId` to the command line of every server.
  options: { stdio: { type: 'boolean' }, model: { type: 'string' }, clientProcessId: { type: 'string' } },
  run: async (given) => {
    given.noPaths();
    if (!given.flag('stdio')) throw new UsageError('--stdio is missing.');
    const model = given.text('model');
    leaveOutWatchedProcess();
    // Loaded late: it claims standard output for the protocol.
    const { startServer } = await import('../server/server');
    startServer(['--stdio', ...(model === undefined ? [] : ['--model', model])]);
  },
};
