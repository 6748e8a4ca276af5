// The packaged extension in a real editor: it is there, starts quickly, and nothing pops up unasked.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor } from '../../support/sharedEditor';

describe('the extension in the editor', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  it('shows its status bar item', async () => {
    assert.match(await editor.waitForStatusBar('Elman'), /Elman/);
  });

  it('opens no notification by itself', async () => {
    await openNew(editor, 'unasked.md', 'Dear friend,\n');
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
  });

  it('is activated, in the time that the editor reports', async () => {
    await editor.runCommand('Developer: Startup Performance');
    await editor.page.locator('.tab.active', { hasText: 'Startup Performance' }).waitFor();
    await editor.focus();
    await editor.press('Control+F');
    await editor.type('elman.elman', 0);
    await editor.press('Enter');
    const lines = await editor.until(() => editor.visibleLines(), (seen) => seen.some((line) => line.startsWith('| elman.elman')), 'the line of the extension');
    const [, , , loaded, called] = lines.find((line) => line.startsWith('| elman.elman'))!.split('|').map((cell) => cell.trim());
    assert.match(`${loaded} ${called}`, /^\d+ \d+$/);
    console.log(`    activate() returned after ${called} ms; its script was loaded in ${loaded} ms.`);
    await editor.press('Escape');
  });
});
