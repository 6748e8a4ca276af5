// Ghost text beside the editor's own suggestions in TypeScript, as VS Code 1.139 shows them. What is seen:
// - Closed. `editor.quickSuggestions` is "offWhenInlineCompletions" from the start: while ghost text is shown the list does
//   not open by itself. Where Elman has nothing to say the list opens as ever.
// - Open, because a character such as "." opened it, Ctrl+Space, or `"editor.quickSuggestions": { "other": "on" }`: ghost
//   text, if any, goes on from the selected entry, which it contains. Tab takes the entry; the rest stays ghost text.
//   Before anything of a word is typed the editor selects the entry that ghost text begins with, where there is one.
// - After Escape the list is closed and ghost text is what Elman alone says, which Tab inserts; a second Escape dismisses it.
import assert from 'node:assert/strict';
import { startUpMs, type Editor } from '../../support/editor';
import { eagerSettings, openNew, settledGhost, sharedEditor, write } from '../../support/sharedEditor';

const SHOP = [
  'export interface Item {',
  '  readonly name: string;',
  '  readonly price: number;',
  '}',
  '',
  'export function totalPrice(items: readonly Item[]): number {',
  '  let total = 0;',
  '  for (const item of items) {',
  '    total += item.price;',
  '  }',
  '  return total;',
  '}',
  '',
  '',
].join('\n');

describe('beside the suggest widget', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
    await openNew(editor, 'shop.ts', SHOP);
    await editor.type('const items: Item[] = [];\nitems.', 30);
    await selected().waitFor({ timeout: startUpMs }); // the language service is there
    await editor.press('Escape', 'Escape');
  });
  after(async () => {
    write('.vscode/settings.json', JSON.stringify(eagerSettings));
  });

  const widget = () => editor.page.locator('.suggest-widget.visible');
  const selected = () => widget().locator('.monaco-list-row.focused .label-name').first();
  const entry = (...labels: string[]) => editor.until(() => selected().innerText(), (text) => labels.includes(text), `the entry "${labels.join('" or "')}"`);
  const lastLine = async () => (await editor.visibleLines()).at(-1) ?? '';

  it('ghost text comes and the list stays closed where nobody opened it', async () => {
    await openNew(editor, 'closed.ts', SHOP);
    await editor.type('expor', 60);
    const look = async () => ({ ghost: await editor.ghostText(), lists: await widget().count() });
    const { ghost } = await editor.until(look, (seen) => seen.ghost.startsWith('t ') && seen.lists === 0, '"export" and more, and no list');
    await editor.press('Tab');
    await editor.waitForLine(`expor${ghost}`);
  });

  it('with the list open ghost text goes on from its selected entry; Escape leaves what Elman alone says', async () => {
    await openNew(editor, 'open.ts', SHOP);
    await editor.type('for (const item of [] as Item[]) item.', 30);
    await entry('name', 'price');
    await editor.type('p', 60);
    await entry('price');
    const typed = await lastLine();
    const beside = await settledGhost(editor);
    assert.ok(beside === '' || beside.startsWith('rice'), `"${beside}" does not go on from the selected entry`);
    await editor.press('Escape');
    await widget().waitFor({ state: 'detached' });
    const alone = await editor.steadyGhostText();
    await editor.press('Tab');
    await editor.waitForLine(typed + alone);
  });

  it('Tab takes the entry of an open list, not the ghost text', async () => {
    await openNew(editor, 'entry.ts', SHOP);
    await editor.type('for (const item of [] as Item[]) item.', 30);
    await entry('name', 'price');
    await editor.type('pr', 60);
    await entry('price');
    await editor.press('Tab');
    await editor.until(lastLine, (line) => line.endsWith(' item.price'), 'the entry inserted');
  });

  it('with quick suggestions always on both are seen, and ghost text contains the selected entry', async () => {
    write('.vscode/settings.json', JSON.stringify({ ...eagerSettings, 'editor.quickSuggestions': { other: 'on' } }));
    await openNew(editor, 'both.ts', SHOP);
    const open = async () => {
      await editor.press('Escape', 'Escape', 'Shift+Home', 'Delete');
      await editor.type('expor', 60);
      return editor.until(async () => ({ ghost: await editor.ghostText(), open: await widget().count() }), (seen) => seen.open > 0 || seen.ghost !== '', 'the list or ghost text');
    };
    await editor.until(open, (seen) => seen.open > 0, 'the list while typing');
    await entry('export');
    await editor.waitForGhostText(/^t /);
    await editor.press('Tab');
    await editor.waitForLine('export');
    await editor.press('Escape');
  });
});
