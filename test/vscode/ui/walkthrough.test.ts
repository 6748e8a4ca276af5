// First start as a person sees it: the walkthrough opens once, with a picture for every step; and the extension's own page.
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { openEditor, startUpMs, type Editor } from '../../support/editor';

const STEPS = ['Type and see a suggestion', 'Accept all of it, or word by word', 'Train on your project', 'See how predictable a text is', 'Your text stays on this machine'];
const SETTINGS = { 'workbench.welcomePage.walkthroughs.openOnInstall': true, 'workbench.colorTheme': 'Default Light Modern' };

describe('the first start', function () {
  this.timeout(5 * 60_000);
  let editor: Editor;
  before(async () => (editor = await openEditor({ files: { 'letter.md': '# A letter\n' }, settings: SETTINGS })));
  after(() => editor?.close());

  const heading = () => editor.page.getByRole('heading', { level: 2, name: 'Get Started with Elman' });

  /** Frame in which the page in front shows a picture or a document. */
  const frame = (): FrameLocator => editor.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');

  it('opens the walkthrough, each step with its picture, in light and in dark', async () => {
    await heading().waitFor({ timeout: startUpMs });
    // The editor shows pictures only where there is room for them.
    await editor.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const theme of ['light', 'dark']) {
      for (const [n, title] of STEPS.entries()) {
        await editor.page.getByRole('button', { name: title }).first().click();
        await frame().locator('svg').waitFor();
        const { height } = (await frame().locator('svg').boundingBox())!;
        assert.ok(height > 100, `${title}: ${height}`);
        await editor.screenshot(`walkthrough-${theme}-${n + 1}`);
      }
      await editor.runCommand('Preferences: Toggle between Light/Dark Themes');
    }
  });

  it('does not open it again', async () => {
    await editor.openFolder(editor.folder);
    await editor.until(() => editor.statusBarItem('Elman').innerText(), (text) => /\d|Elman/.test(text), 'Elman in the status bar', startUpMs);
    await editor.openFile('letter.md');
    assert.equal(await editor.page.getByRole('tab', { name: /Walkthrough|Get Started/ }).count(), 0);
  });

  it('shows the page of the extension without a broken picture', async () => {
    await editor.runCommand('Extensions: Show Installed Extensions');
    await editor.page.locator('.extension-list-item', { hasText: 'Elman' }).first().click();
    await frame().getByRole('heading', { level: 1, name: /^Elman/ }).waitFor();
    const widths = await frame().locator('img').evaluateAll((images) => images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth));
    assert.deepEqual(widths.filter((width) => width === 0), []);
    await editor.screenshot('extension-page');
  });
});
