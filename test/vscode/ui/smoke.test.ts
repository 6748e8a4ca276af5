// The packaged extension in a real editor: it is there, starts quickly, and nothing pops up unasked.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor } from '../../support/sharedEditor';
import { activationTimes } from '../../support/startupPerformance';

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
    const { loaded, called } = await activationTimes(editor, 'elman.elman');
    assert.ok(loaded >= 0 && called >= 0, 'the editor has measured both');
    console.log(`    activate() returned after ${called} ms; its script was loaded in ${loaded} ms.`);
  });
});
