// Documents other than plain files of prose: untitled ones, notebook cells, Windows line ends, tabs, emoji.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor, typeUntilGhost, write } from '../../support/sharedEditor';

describe('other documents', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  it('an untitled document gets suggestions', async () => {
    await editor.openUntitled();
    const { typed, ghost } = await typeUntilGhost(editor);
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
  });

  it('a notebook cell gets suggestions', async () => {
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['# A letter.\n', 'def'] };
    write('note.ipynb', JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    await editor.page.keyboard.press('Control+P');
    await editor.pick(`${editor.folder}/note.ipynb`, 'note.ipynb');
    const code = editor.page.locator('.notebookOverlay .code-cell-row .monaco-editor').first();
    await code.locator('.view-line').last().click();
    await editor.press('Control+End');
    await editor.type(' __in', 60);
    const ghost = code.locator('[class*="ghost-text"]').first();
    await ghost.waitFor();
    const text = (await ghost.innerText()).replaceAll('\u00a0', ' ');
    await editor.press('Tab');
    await code.locator('.view-line', { hasText: ` __in${text.trimEnd()}` }).waitFor();
  });

  it('a file with Windows line ends keeps them', async () => {
    await openNew(editor, 'windows.md', '# A letter\r\n\r\nDear friend,\r\n');
    const { typed, ghost } = await typeUntilGhost(editor);
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
    const text = await editor.savedText('windows.md');
    assert.ok(text.startsWith('# A letter\r\n\r\nDear friend,\r\n'));
    assert.ok(text.endsWith(`\r\n${typed}${ghost}`));
    assert.doesNotMatch(text, /[^\r]\n/);
  });

  for (const [what, before] of [['an emoji', '👩‍👩‍👧 '], ['tabs', '\t\t'], ['a letter of two code units', '𝒜 ']] as const) {
    it(`${what} before the cursor stays whole`, async () => {
      const name = `before-${what.replaceAll(' ', '-')}.md`;
      await openNew(editor, name, `# A letter\n\nDear friend,\n${before}`);
      await editor.type('For ex', 60);
      const ghost = await editor.waitForGhostText();
      await editor.press('Tab');
      await editor.waitForNoGhostText();
      assert.equal(await editor.savedText(name), `# A letter\n\nDear friend,\n${before}For ex${ghost}`);
    });
  }
});
