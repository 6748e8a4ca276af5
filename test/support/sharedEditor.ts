// One editor for all browser-driven files: starting one takes longer than most of what is looked at in it. Every test
// opens a file of its own, so none depends on another's text. And how Elman is read from the screen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { wordsOf } from '../../src/prediction/words';
import { beginnings } from './beginnings';
import { openEditor, startUpMs, type Editor } from './editor';

/** Suggestions come for nearly everything, so that a test of how they are shown does not hang on what a model knows. */
export const eagerSettings = { 'elman.eagerness': 'always' };

/** Of the user: they hold in every folder. */
const userSettings = { 'elman.trainingSeconds': 20 };

let editor: Promise<Editor> | undefined;
let folder = '';

/** The editor, started by the first who asks, on a folder with `eagerSettings`. */
export function sharedEditor(): Promise<Editor> {
  editor ??= start();
  return editor;
}

async function start(): Promise<Editor> {
  folder = mkdtempSync(path.join(os.tmpdir(), 'elman-folder-'));
  const files = { '.vscode/settings.json': JSON.stringify(eagerSettings), 'letter.md': 'Dear friend,\n' };
  const started = await openEditor({ folder, files, settings: userSettings });
  // What is typed before the model is loaded and the language is known to the editor gets no answer.
  await waitForStatus(started, /Model: /, startUpMs);
  await started.openFile('letter.md');
  await typeUntilGhost(started);
  return started;
}

// A hook of the root suite: it runs after the tests of all files.
after(async () => {
  await (await editor?.catch(() => undefined))?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Writes a file into the folder. */
export function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Writes a file into the folder and opens it, the cursor at its end, once the network has read it. */
export async function openNew(editor: Editor, name: string, text: string): Promise<void> {
  const isRead = statusOf(text);
  // Where the document before has as many words, an empty one in between shows which of them was read.
  if (text !== '' && isRead.test(await spokenStatus(editor))) await openNew(editor, 'between.txt', '');
  write(name, text);
  await editor.openFile(name);
  await waitForStatus(editor, isRead);
}

/** What the status says of a text once all of it is read, and not of the document before. */
function statusOf(text: string): RegExp {
  const words = text.split(/\r?\n/).reduce((sum, line) => sum + wordsOf(line).length, 0);
  return text === '' ? /no perplexity/ : new RegExp(`Perplexity per word: (?:> )?\\S+ Perplexity per token.* ${words.toLocaleString('en')} words`);
}

/** Everything that the status bar item says, as a screen reader gets it: the lines of the tooltip. */
export async function spokenStatus(editor: Editor): Promise<string> {
  return (await editor.statusBarItem('Elman').getAttribute('aria-label')) ?? '';
}

export async function waitForStatus(editor: Editor, wanted: RegExp, limitMs?: number): Promise<string> {
  return editor.until(() => spokenStatus(editor), (status) => wanted.test(status), `the status ${wanted}`, limitMs);
}

/** A key that the editor does not ask about, such as one right after a language was switched on, gets no answer. */
const ANSWER_WITHIN_MS = 5_000;
/** The status is told at most five times a second, so that a reason may be that of the key before. */
const REASON_STANDS_MS = 600;

/**
 * Types beginnings on new lines until one gets ghost text that matches.
 * @returns the line as typed and the ghost text.
 */
export async function typeUntilGhost(editor: Editor, wanted = /\S/): Promise<{ typed: string; ghost: string }> {
  const seen: string[] = [];
  for (const typed of beginnings) {
    await editor.press('Enter');
    await editor.type(typed, 30);
    const ghost = await settledGhost(editor);
    if (wanted.test(ghost)) return { typed, ghost };
    seen.push(`${typed}[${ghost}]`);
    await editor.press('Escape');
  }
  throw new Error(`No ghost text matches ${wanted}; seen: ${seen.join(', ')}.`);
}

/** The ghost text after the last key was answered: '' once the status keeps saying why there is none. */
export async function settledGhost(editor: Editor): Promise<string> {
  let since = Date.now();
  for (const end = since + ANSWER_WITHIN_MS; Date.now() < end; await sleep(25)) {
    const text = await editor.ghostText();
    if (text !== '') return text;
    if (!(await spokenStatus(editor)).includes('Nothing was suggested last')) since = Date.now();
    else if (Date.now() - since >= REASON_STANDS_MS) return '';
  }
  return '';
}
