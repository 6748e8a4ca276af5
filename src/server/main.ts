// The language server as a program of its own: VS Code starts it with `--node-ipc`, other editors with `--stdio`.
import { leaveOutWatchedProcess } from './watchedProcess';

leaveOutWatchedProcess();
// Loaded late: the LSP library reads the command line when it is loaded.
void import('./server').then(({ startServer }) => startServer(process.argv.slice(2)));
