// The README's pictures, taken from a real VS Code with the packaged extension: npm run screenshots. Needs the package
// of this machine (npm run package). What the ghost text says is the bundled model's own word.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openEditor, type Editor } from '../test/support/editor';
import { projectRoot } from './projectRoot';

const LETTER = '# Notes\n\nThe quick summary of this proposal is that a small network can learn what you write.\n';
const SHOP = 'export interface Item {\n  readonly name: string;\n  readonly price: number;\n}\n\nexport function total(items: readonly Item[]): number {\n  let sum = 0;\n';
const KOREAN = '# 안내\n\n이 문서는 컴포넌트를 만드는 방법을 설명합니다. 먼저 상태를 정의하고, 그 다음에 값을 전달합니다.\n';
const SETTINGS = { 'editor.fontSize': 17, 'editor.wordWrap': 'on', 'elman.minimumProbability': 0.1 };

/** Where the window's interesting part lies, pixels. */
const TOP = { x: 0, y: 0, width: 1280, height: 420 };
const WHOLE = { x: 0, y: 0, width: 1280, height: 800 };

async function main(): Promise<void> {
  const folder = path.join(projectRoot, 'images');
  mkdirSync(folder, { recursive: true });
  const editor = await openEditor({ files: { 'notes.md': LETTER, 'shop.ts': SHOP, '안내.md': KOREAN }, settings: { ...SETTINGS, 'workbench.colorTheme': 'Default Light Modern' } });
  const take = (name: string, clip = WHOLE) => editor.page.screenshot({ path: path.join(folder, `${name}.png`), clip });
  try {
    await ghost(editor, 'notes.md', 'This proposal should be able ');
    await take('ghost-prose', TOP);
    await editor.press('Tab', 'Control+S');
    await ghost(editor, '안내.md', '이 값은 컴포넌트에 전달할 수 ');
    await take('ghost-korean', TOP);
    await editor.press('Tab', 'Control+S');
    await editor.waitForStatusBar(/\d/);
    await editor.openFile('notes.md');
    await editor.runCommand('Elman: Show Document Perplexity');
    await editor.page.locator('.monaco-list-row', { hasText: 'bits' }).first().waitFor({ timeout: 30_000 });
    await take('perplexity');
    await editor.press('Control+J');
    await dark(editor);
    await ghost(editor, 'shop.ts', '  for (const item of items) {\n    sum += item.price;\n  }\n  retu');
    await take('ghost-typescript', TOP);
  } finally {
    await editor.close();
  }
}

/** Types until the ghost text is there. */
async function ghost(editor: Editor, file: string, text: string): Promise<void> {
  await editor.openFile(file);
  await editor.type(text, 40);
  await editor.press('Escape');
  await editor.runCommand('Trigger Inline Suggestion');
  await editor.waitForGhostText();
}

async function dark(editor: Editor): Promise<void> {
  await editor.runCommand('Preferences: Toggle between Light/Dark Themes');
}

void main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
