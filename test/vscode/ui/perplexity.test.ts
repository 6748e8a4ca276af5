// The document's perplexity as a person sees it: in the status bar, in its tooltip, in the view.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor, typeUntilGhost, waitForStatus } from '../../support/sharedEditor';

const NOTES = [
  '# Notes',
  '',
  'The function returns the value of the first argument. It does not change the list.',
  'If you want to change the list, you can use a quagmire function.',
  '',
].join('\n');

describe('perplexity', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });
  afterEach(() => editor.hidePanel());

  const row = (text: RegExp) => editor.page.locator('[id="workbench.parts.panel"] .monaco-list-row', { hasText: text }).first();

  it('stands in the status bar and follows an edit', async () => {
    await openNew(editor, 'figure.md', NOTES);
    const figure = await editor.waitForStatusBar(/Elman \d[\d,.]* · (?:usual|unusual|foreign)/);
    await editor.type('Blue xylophones yawn.', 20);
    const next = await editor.until(() => editor.statusBarItem('Elman').innerText(), (text) => /Elman \d/.test(text) && text.trim() !== figure, 'another figure');
    await editor.press('Escape', 'Shift+Home', 'Delete');
    await editor.until(() => editor.statusBarItem('Elman').innerText(), (text) => text.trim() === figure, `"${figure}" again, not "${next}"`);
  });

  it('is told with more figures in the tooltip, and why nothing was suggested last', async () => {
    await openNew(editor, 'tooltip.md', NOTES);
    const { typed } = await typeUntilGhost(editor);
    await editor.press('Escape', 'ArrowLeft');
    await editor.type(typed.at(-2)!);
    await waitForStatus(editor, /Letters stand right of the cursor/);
    const tooltip = await editor.statusBarTooltip('Elman', 'Letters stand right of the cursor');
    for (const line of [
      /^Perplexity per word: [\d.,]+$/m,
      /^Perplexity per token: [\d.,]+$/m,
      /^Bits per character: [\d.]+$/m,
      /^Perplexity is the number of equally likely words/m,
      /^Bits measure surprise/m,
      /^[\d,]+ words, [\d,]+ tokens$/m,
      /^Model: .+, bundled with Elman$/m,
      /^Nothing was suggested last: Letters stand right of the cursor\.$/m,
      /^Show Document Perplexity$/m,
    ]) assert.match(tooltip, line);
  });

  it('has a view whose most surprising words lead to their places', async () => {
    await openNew(editor, 'view.md', NOTES);
    await editor.runCommand('Elman: Show Document Perplexity');
    await row(/quagmire.*bits, line 4/).click();
    const place = NOTES.split('\n')[3]!.indexOf('quagmire') + 'quagmire'.length + 1;
    await editor.waitForStatusBar(new RegExp(`Ln 4, Col ${place} \\(8 selected\\)`));
  });

  it('is shown by line in that view', async () => {
    await openNew(editor, 'lines.md', NOTES.replace('quagmire', 'zeppelin'));
    await editor.runCommand('Elman: Show Document Perplexity');
    await row(/zeppelin.*bits, line 4/).waitFor();
    await row(/^Most surprising words/).click();
    await editor.until(() => row(/bits, line/).count(), (count) => count === 0, 'the words folded');
    await row(/^Figure by line/).click();
    await row(/^3: The function returns/).waitFor();
    assert.match(await row(/^3: The function returns/).innerText(), /[\d.,]+$/);
  });
});
