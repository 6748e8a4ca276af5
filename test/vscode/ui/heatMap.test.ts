// The surprisal heat map as it is seen: colours of words in light, dark and high-contrast themes, its hover, and that it goes.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { eagerSettings, openNew, sharedEditor, waitForStatus, write } from '../../support/sharedEditor';
import { colourBehind, placeOfWord } from '../../support/wordsOnScreen';

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

  const colourOf = (word: string, code = editor.code) => colourBehind(code, word);
  const waitForColour = (word: string, code = editor.code) => editor.until(() => colourOf(word, code), (colour) => colour !== '', `a colour behind "${word}"`);
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
      const place = (await placeOfWord(editor.code, 'quagmire'))!;
      await editor.page.mouse.move(place.x, place.y, { steps: 3 });
      return (await hover.innerText({ timeout: 3_000 }).catch(() => '')).replaceAll('\u00a0', ' ');
    };
    const text = await editor.until(look, (seen) => seen !== '', 'a hover');
    assert.match(text, /^quagmire: (?:very )?surprising \([\d.]+ bits, probability (?:< )?[\d.]+%\)$/m);
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

  it('is in every editor that is seen, and moves with the lines', async () => {
    const long = Array.from({ length: 200 }, (_, line) => (line === 150 ? 'The other wombat.' : 'The value of the list.'));
    await openNew(editor, 'heat-long.md', [...long, 'The last narwhal.'].join('\n'));
    await waitForColour('narwhal');
    await editor.runCommand('View: Split Editor Right');
    const [left, right] = [0, 1].map((group) => editor.page.locator('.editor-instance .monaco-editor').nth(group));
    for (const code of [left, right]) await waitForColour('narwhal', code);
    await right.hover();
    const scrolled = async () => {
      await editor.page.mouse.wheel(0, -400);
      return colourOf('wombat', right);
    };
    await editor.until(scrolled, (colour) => colour !== '', 'a colour in lines that came into sight');
    assert.equal(await colourOf('wombat', left), '');
    await editor.runCommand('View: Close All Editors in Group');
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
