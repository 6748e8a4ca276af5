// Ghost text as a person meets it: it comes while typing, Tab and Ctrl+Right insert it, typing along keeps it, Escape
// dismisses it. What it says is read from the screen, so that another model changes nothing here.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, settledGhost, sharedEditor, typeUntilGhost, waitForStatus } from '../../support/sharedEditor';

const LETTER = '# A letter\n\nDear friend, I write to you because I have read your letter.\n';

describe('ghost text', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  it('comes while typing, and Tab inserts it', async () => {
    await openNew(editor, 'tab.md', LETTER);
    const { typed, ghost } = await typeUntilGhost(editor);
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
    assert.ok((await editor.savedText('tab.md')).endsWith(`\n${typed}${ghost}`));
  });

  it('is accepted word by word with Ctrl+Right', async () => {
    await openNew(editor, 'word.md', LETTER);
    const { typed, ghost } = await typeUntilGhost(editor, /\p{L}+\W*\s\W*\p{L}/u);
    await editor.press('Control+ArrowRight');
    const rest = await editor.until(() => editor.ghostText(), (text) => text !== '' && text.length < ghost.length, 'the rest of the suggestion');
    assert.ok(ghost.endsWith(rest), `"${rest}" is not the end of "${ghost}"`);
    await editor.waitForLine(typed + ghost.slice(0, -rest.length));
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
    assert.ok((await editor.savedText('word.md')).endsWith(`\n${typed}${ghost}`));
  });

  it('stays while it is typed along', async () => {
    await openNew(editor, 'along.md', LETTER);
    const { typed, ghost } = await typeUntilGhost(editor, /^\p{L}{3}/u);
    for (let length = 1; length <= 3; length++) {
      await editor.type(ghost[length - 1]!);
      await editor.until(() => editor.ghostText(), (text) => text.startsWith(ghost.slice(length)), `"${ghost.slice(length)}"`);
    }
    await editor.waitForLine(typed + ghost.slice(0, 3));
  });

  it('is dismissed with Escape, and its word does not come again with the next key', async () => {
    await openNew(editor, 'escape.md', LETTER);
    const { typed, ghost } = await typeUntilGhost(editor, /^\p{L}{4}/u);
    await editor.press('Escape');
    await editor.waitForNoGhostText();
    await editor.waitForLine(typed);
    const [word] = /^\p{L}+/u.exec(ghost)!;
    for (const [i, letter] of [...word].slice(0, 2).entries()) {
      await editor.type(letter);
      assert.doesNotMatch(await settledGhost(editor), new RegExp(`^${word.slice(i + 1)}(?!\\p{L})`, 'u'), 'the same word');
      await editor.press('Escape');
    }
    assert.ok((await editor.savedText('escape.md')).endsWith(`\n${typed}${ghost.slice(0, 2)}`));
  });

  it('offers several different suggestions when asked for by hand', async () => {
    await openNew(editor, 'several.md', LETTER);
    await editor.type('The ');
    await settledGhost(editor);
    await editor.press('Escape');
    await editor.runCommand('Trigger Inline Suggestion');
    const first = await editor.waitForGhostText();
    await editor.press('Alt+]');
    const second = await editor.until(() => editor.ghostText(), (text) => text !== '' && text !== first, 'another suggestion');
    await editor.press('Alt+[');
    await editor.until(() => editor.ghostText(), (text) => text === first, `"${first}" again`);
    assert.notEqual(first, second);
    await editor.press('Escape');
  });

  it('does not come where letters stand right of the cursor', async () => {
    await openNew(editor, 'inside.md', LETTER);
    const { typed } = await typeUntilGhost(editor);
    await editor.press('Escape', 'ArrowLeft');
    await editor.type(typed.at(-2)!);
    await waitForStatus(editor, /Letters stand right of the cursor/);
    assert.equal(await editor.ghostText(), '');
  });

  it('does not come while text is selected', async () => {
    await openNew(editor, 'selected.md', LETTER);
    await typeUntilGhost(editor);
    await editor.press('Escape', 'Shift+ArrowLeft', 'Shift+ArrowLeft');
    await editor.runCommand('Trigger Inline Suggestion');
    await waitForStatus(editor, /Text is selected/);
    assert.equal(await editor.ghostText(), '');
  });
});
