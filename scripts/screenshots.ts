// The README's pictures, taken from a real VS Code with the packaged extension and the settings that it ships with:
// npm run screenshots, with `-- --out DIR` into another folder. Needs the package of this machine (npm run package). What
// the ghost text says is the bundled model's own word.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openEditor, startUpMs, type Editor } from '../test/support/editor';
import { colourBehind, placeOfWord } from '../test/support/wordsOnScreen';
import { projectRoot } from './projectRoot';

const LETTER = '# A letter\n\nDear friend,\n\nthank you for your letter of last week. I was glad to hear that you are well.\n';
/** As many words as the view has room for, together with its lines. */
const ANSWER = 'On the other hand, it is not possible to say.\nFor example, a zeppelin.\n';
const KOREAN = '# 안내\n\n이 문서는 컴포넌트를 만드는 방법을 설명합니다. 먼저 상태를 정의하고, 그 다음에 값을 전달합니다.\n';
const SHOP = [
  'export interface Item {',
  '  readonly name: string;',
  '  readonly price: number;',
  '}',
  '',
  '',
  'export function countItems(items: readonly Item[]): number {',
  '  return items.length;',
  '}',
].join('\n');
const FILES = { 'letter.md': LETTER, 'answer.md': ANSWER, 'shop.ts': SHOP, '안내.md': KOREAN };
const SETTINGS = { 'editor.fontSize': 17, 'editor.wordWrap': 'on', 'workbench.colorTheme': 'Default Light Modern' };

/** More than one word. */
const WORDS = /\S\s+\S/;
/** An answer comes within milliseconds; this long says that there is none. */
const ANSWER_WITHIN_MS = 2_000;
/** Reading the files and measuring the first minibatches. */
const LEARNING_WITHIN_MS = 180_000;

/** Where the window's interesting part lies, pixels. */
const TOP = { x: 0, y: 0, width: 1280, height: 420 };
const WHOLE = { x: 0, y: 0, width: 1280, height: 800 };

const HEAT_MAP = 'Elman: Toggle Surprisal Heat Map';

type Take = (name: string, clip: typeof WHOLE) => Promise<unknown>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const pictures = values.out === undefined ? path.join(projectRoot, 'images') : path.resolve(process.env['INIT_CWD'] ?? '.', values.out);
  mkdirSync(pictures, { recursive: true });
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'elman-pictures-'));
  const editor = await openEditor({ folder: path.join(scratch, 'letters'), files: FILES, settings: SETTINGS });
  try {
    await takeAll(editor, (name, clip) => editor.page.screenshot({ path: path.join(pictures, `${name}.png`), clip }));
  } finally {
    await editor.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function takeAll(editor: Editor, take: Take): Promise<void> {
  await editor.openFile('letter.md');
  await editor.until(() => editor.statusBarItem('Elman').innerText(), (text) => /\d/.test(text), 'the model loaded', startUpMs);
  await ghost(editor, ['I have read it from the beg', 'We sat in the mid', 'I will see you at the en'], WORDS);
  await take('ghost-prose', TOP);
  await keep(editor);

  await editor.openFile('안내.md');
  await ghost(editor, ['이 값은 사용할 수 ', '이 값은 컴포넌트에 전달할 수 '], /\p{L}/u);
  await take('ghost-korean', TOP);
  await keep(editor);

  await editor.openFile('answer.md');
  await showPerplexity(editor);
  await take('perplexity', WHOLE);
  await editor.hidePanel();
  await showHeatMap(editor);
  await take('heat-map', TOP);
  await editor.runCommand(HEAT_MAP);
  await editor.parkMouse();

  await editor.runCommand('Preferences: Toggle between Light/Dark Themes');
  await editor.openFile('shop.ts');
  await editor.press('ArrowUp', 'ArrowUp', 'ArrowUp');
  await ghost(editor, ['/** Returns the num', '/** The num'], WORDS);
  await take('ghost-typescript', TOP);
  await keep(editor);

  await train(editor);
  await take('training', WHOLE);
  await editor.answer('training on this workspace', 'Cancel');
  await editor.waitForNotification('Training was cancelled.');
}

/** Types beginnings at the cursor until one gets ghost text as wanted. @throws Error if none does. */
async function ghost(editor: Editor, beginnings: readonly string[], wanted: RegExp): Promise<void> {
  for (const beginning of beginnings) {
    await editor.type(beginning, 80);
    const isSeen = await editor.until(() => editor.ghostText(), (text) => wanted.test(text), 'ghost text', ANSWER_WITHIN_MS).then(() => true, () => false);
    if (isSeen) return;
    await editor.press('Escape', 'Home', 'Shift+End', 'Delete');
  }
  throw new Error(`No ghost text matches ${wanted} after ${beginnings.join(', ')}.`);
}

/** Accepts the ghost text and saves, so that no later picture shows unsaved files. */
async function keep(editor: Editor): Promise<void> {
  await editor.press('Tab');
  await editor.waitForNoGhostText();
  await editor.press('Control+S');
}

/** Both groups of the view, which takes a higher panel than at first. */
async function showPerplexity(editor: Editor): Promise<void> {
  await editor.runCommand('Elman: Show Document Perplexity');
  const panel = editor.page.locator('[id="workbench.parts.panel"]');
  await panel.locator('.monaco-list-row', { hasText: 'bits' }).first().waitFor();
  const { x, y, width } = (await panel.boundingBox())!;
  await editor.page.mouse.move(x + width / 2, y - 2);
  await editor.page.mouse.down();
  await editor.page.mouse.move(x + width / 2, y - 280, { steps: 5 });
  await editor.page.mouse.up();
  await panel.locator('.monaco-list-row', { hasText: 'Figure by line' }).click();
  await editor.parkMouse();
  await panel.locator('.monaco-list-row', { hasText: '2: For example' }).waitFor();
}

/** With what was expected instead of a word. */
async function showHeatMap(editor: Editor): Promise<void> {
  await editor.runCommand(HEAT_MAP);
  await editor.until(() => colourBehind(editor.code, 'zeppelin'), (colour) => colour !== '', 'the heat map');
  const hover = editor.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Other words expected here' });
  const look = async () => {
    await editor.parkMouse();
    const { x, y } = (await placeOfWord(editor.code, 'zeppelin'))!;
    await editor.page.mouse.move(x, y, { steps: 3 });
    return hover.waitFor({ timeout: ANSWER_WITHIN_MS }).then(() => true, () => false);
  };
  await editor.until(look, (isSeen) => isSeen, 'a hover');
}

/** Training on this project's own source, until the notification says how it goes. */
async function train(editor: Editor): Promise<void> {
  const source = path.join(projectRoot, 'src');
  await editor.openFolder(source);
  await editor.openFile(path.join(source, 'prediction', 'suggestions.ts'));
  await editor.until(() => editor.statusBarItem('Elman').innerText(), (text) => /\d/.test(text), 'the model loaded', startUpMs);
  await editor.runCommand('Elman: Train on Workspace');
  await editor.answer('Train Elman on this workspace?', 'Train');
  await editor.waitForNotification(/Learning.*tokens\/s.*validation perplexity.*left/, LEARNING_WITHIN_MS);
}

void main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
