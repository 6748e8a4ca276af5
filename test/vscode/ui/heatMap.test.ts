// The surprisal heat map as it is seen: colours of words in light, dark and high-contrast themes, its hover, and that it goes.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { eagerSettings, openNew, sharedEditor, waitForStatus, write } from '../../support/sharedEditor';

const NOTES = [
  '# Notes',
  '',
  'The function returns the value of the first argument. It does not change the list.',
  'Use a quagmire function if you want to change the list.',
  '',
  '```typescript',
  'export function first<T>(values: readonly T[]): T | undefined {',
  '  // Zeppelin comments are rare.',
  "  const name = 'xylophone';",
  '  return values.length === 12 ? undefined : values[0];',
  '}',
  '```',
  '',
].join('\n');

/** Class of the window -> theme. */
const themes = { 'vs-dark': 'Default Dark Modern', vs: 'Default Light Modern', 'hc-black': 'Default High Contrast', 'hc-light': 'Default High Contrast Light' };
const toggle = 'Elman: Toggle Surprisal Heat Map';

describe('surprisal heat map', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });
  after(() => write('.vscode/settings.json', JSON.stringify(eagerSettings)));

  const set = (settings: object): void => write('.vscode/settings.json', JSON.stringify({ ...eagerSettings, ...settings }));

  /** Where a word is seen first, in pixels of the page; undefined while it is not. */
  const placeOf = (word: string) =>
    editor.code.evaluate((code, wanted) => {
      const document = code.ownerDocument;
      for (const line of code.querySelectorAll('.view-line')) {
        const nodes = document.createTreeWalker(line, 4);
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
          const at = (node.textContent ?? '').indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      return undefined;
    }, word);

  /** The colour behind a word; '' if there is none. */
  const colourOf = async (word: string): Promise<string> => {
    const place = await placeOf(word);
    if (!place) return '';
    return editor.code.evaluate((code, { x, y }) => {
      const { getComputedStyle } = code.ownerDocument.defaultView!;
      for (const mark of code.querySelectorAll('.view-overlays [class*="ced-"]')) {
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        const { backgroundColor } = getComputedStyle(mark);
        if (left <= x && x <= right && top <= y && y <= bottom && !/^transparent$|, 0\)$/.test(backgroundColor)) return backgroundColor;
      }
      return '';
    }, place);
  };
  const waitForColour = (word: string) => editor.until(() => colourOf(word), (colour) => colour !== '', `a colour behind "${word}"`);
  const waitForNoColour = (word: string) => editor.until(() => colourOf(word), (colour) => colour === '', `no colour behind "${word}"`);

  it('tells expected words from surprising ones in every theme', async () => {
    await openNew(editor, 'heat.md', NOTES);
    await editor.runCommand(toggle);
    const seen: string[] = [];
    for (const [name, theme] of Object.entries(themes)) {
      set({ 'workbench.colorTheme': theme });
      await editor.page.locator(`.monaco-workbench.${name}`).waitFor();
      const [expected, surprising] = [await waitForColour('value'), await waitForColour('quagmire')];
      assert.notEqual(expected, surprising);
      seen.push(surprising);
      await editor.screenshot(`heat-${name}`);
    }
    assert.equal(new Set(seen).size, seen.length, seen.join(' '));
    set({});
  });

  it('says of the word under the mouse what was expected instead', async () => {
    const hover = editor.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Other words expected here' }).last();
    const look = async () => {
      await editor.parkMouse();
      const place = (await placeOf('quagmire'))!;
      await editor.page.mouse.move(place.x, place.y, { steps: 3 });
      return (await hover.innerText({ timeout: 3_000 }).catch(() => '')).replaceAll('\u00a0', ' ');
    };
    const text = await editor.until(look, (seen) => seen !== '', 'a hover');
    assert.match(text, /^quagmire: [\d.]+ bits, probability (?:< )?[\d.]+%$/m);
    assert.match(text, /^Other words expected here:\n(?:.+ · [\d.]+%(?:\n|$))+/m);
    await editor.screenshot('heat-hover');
    await editor.parkMouse();
  });

  it('follows an edit and the editor in front', async () => {
    await editor.type('A wombat sleeps.', 20);
    await waitForColour('wombat');
    await openNew(editor, 'heat-other.md', 'Another list of values, and a platypus.\n');
    await waitForColour('platypus');
  });

  it('says once why a document has none', async () => {
    write('.gitignore', 'private/\n');
    await openNew(editor, 'private/unread.md', '');
    await editor.type('The platypus. ', 20);
    await editor.waitForNotification(/There is no heat map here\. Elman does not read files that git ignores/);
    assert.equal(await colourOf('platypus'), '');
    await editor.runCommand('Notifications: Clear All Notifications');
  });

  it('goes when it is toggled again', async () => {
    await editor.openFile('heat.md');
    await waitForColour('quagmire');
    await editor.runCommand(toggle);
    await waitForNoColour('quagmire');
    await waitForStatus(editor, /Perplexity per word/);
  });
});
