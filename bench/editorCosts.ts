// What the extension costs the editor that runs it: the time of `activate()`, and the CPU that the extension host and the
// language server use while nothing happens, against an editor without the extension. In a real VS Code, from the package.
import { setTimeout as sleep } from 'node:timers/promises';
import { installCodeServerAndBrowser } from '../scripts/editor/codeServerInstall';
import { hostTarget, makePackages } from '../scripts/package';
import { openEditor, type Editor } from '../test/support/editor';
import { activationTimes } from '../test/support/startupPerformance';
import { cpuMs } from './cpuTime';
import { processOf } from './editorProcesses';

/** The editor's own work after opening a file dies down. */
const SETTLE_MS = 30_000;
const LETTER = 'Dear friend,\n\nI write to you because I have read your letter.\n';

export interface EditorCosts {
  /** What `activate()` took, milliseconds, by the editor's own clock. */
  readonly activateMs: number;
  /** CPU while nothing happened, milliseconds: of the extension host with and without Elman, and of the language server. */
  readonly hostMs: number;
  readonly hostWithoutMs: number;
  readonly serverMs: number;
}

/** @param idleSeconds how long nothing happens, in each of two editors. */
export async function editorCosts(idleSeconds: number): Promise<EditorCosts> {
  const target = hostTarget();
  if (target === undefined) throw new Error(`There is no package for ${process.platform} on ${process.arch}.`);
  await makePackages([target]);
  installCodeServerAndBrowser();
  const withElman = await inEditor({}, async (editor) => {
    await editor.waitForStatusBar(/Elman \d/);
    const { called } = await activationTimes(editor, 'elman.elman');
    await editor.openFile('letter.md');
    return { activateMs: called, ...(await idleCpu(editor, idleSeconds)) };
  });
  const without = await inEditor({ extensions: [] }, (editor) => idleCpu(editor, idleSeconds));
  return { ...withElman, hostWithoutMs: without.hostMs };
}

async function inEditor<Result>(options: { readonly extensions?: readonly string[] }, look: (editor: Editor) => Promise<Result>): Promise<Result> {
  const editor = await openEditor({ files: { 'letter.md': LETTER }, ...options });
  try {
    await editor.openFile('letter.md');
    return await look(editor);
  } finally {
    await editor.close();
  }
}

async function idleCpu(editor: Editor, seconds: number): Promise<{ hostMs: number; serverMs: number }> {
  await sleep(SETTLE_MS);
  const host = processOf(editor, 'host');
  const server = processOf(editor, 'server');
  const read = () => [host, server].map((pid) => (pid === undefined ? 0 : cpuMs(pid)));
  const before = read();
  await sleep(seconds * 1000);
  const [hostMs, serverMs] = read().map((after, i) => after - before[i]);
  return { hostMs, serverMs };
}
