// `npm start`: opens a real VS Code with the extension and the bundled model on a sample folder, or on `--folder PATH`.
// The desktop editor where there is one or it can be downloaded, otherwise code-server, whose address is printed.
import { once } from 'node:events';
import path from 'node:path';
import { buildBundles } from './build';
import { startCodeServer } from './editor/codeServer';
import { editorCache, installCodeServer } from './editor/codeServerInstall';
import { findDesktopEditor, runDesktopEditor } from './editor/desktopEditor';
import { askedToEnd, endOnSignals } from './editor/endingSignals';
import { projectRoot } from './projectRoot';
import { startOptions, WrongUsage, type StartOptions } from './startOptions';

/** Settings, extensions and what was learned stay here between starts, apart from those of the person's own editor. */
const profile = path.join(editorCache, 'start');

async function serve({ folder }: StartOptions): Promise<number> {
  const install = installCodeServer();
  const server = await startCodeServer({ install, profile, extensions: [projectRoot] });
  console.log(`VS Code with Elman runs at ${server.url}/?folder=${encodeURIComponent(folder)}`);
  console.log('Open this address in a browser on this machine. Ctrl+C stops it.');
  const code = await Promise.race([askedToEnd(), once(server.process, 'exit').then(() => 1)]);
  await server.stop();
  if (code !== 0) console.error('VS Code ended by itself.');
  return code;
}

async function start(): Promise<number> {
  endOnSignals();
  const options = startOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  await buildBundles();
  const desktop = await findDesktopEditor({ needsScreen: true });
  return desktop ? runDesktopEditor(desktop, options.folder, profile) : serve(options);
}

start().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(error instanceof WrongUsage ? 2 : 1);
  },
);
