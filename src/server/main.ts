// The language server as a program of its own: VS Code starts it with `--node-ipc`, other editors with `--stdio`.
import { startServer } from './server';

startServer(process.argv.slice(2));
