// Where nothing is suggested, and that it comes back where it should: private files, settings, output, diffs, switched
// off, paused, languages. The status says why; where Elman is not even asked, a second without ghost text must do.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { eagerSettings, openNew, sharedEditor, spokenStatus, typeUntilGhost, waitForStatus, write } from '../../support/sharedEditor';

const settingsFile = '.vscode/settings.json';

describe('silence', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });
  const set = (settings: object): void => write(settingsFile, JSON.stringify({ ...eagerSettings, ...settings }));
  const pausedIcon = () => editor.statusBarItem('Elman').locator('.codicon-debug-pause');

  // Whatever a test did, also one that failed: the others find the editor as it was.
  afterEach(async () => {
    set({});
    await editor.hidePanel();
    if (await pausedIcon().isVisible()) await editor.runCommand('Elman: Resume Suggestions');
    if (await editor.page.locator('.tab.active.dirty', { hasText: 'settings.json' }).isVisible()) await editor.runCommand('File: Revert File');
  });

  it('is kept in .env files, which have no perplexity either', async () => {
    await openNew(editor, 'shop/.env', '');
    await editor.type('# For example\nFor ex', 30);
    assert.ok(await editor.staysQuiet());
    assert.doesNotMatch(await waitForStatus(editor, /no perplexity/), /Perplexity per word/);
  });

  it('is kept in settings', async () => {
    await editor.openFile(settingsFile);
    await editor.type('\n// For ex', 30);
    await waitForStatus(editor, /Elman does not read settings files/);
    assert.equal(await editor.ghostText(), '');
  });

  it('is kept in files that git ignores', async () => {
    write('.gitignore', 'private/\n');
    await openNew(editor, 'private/diary.md', '');
    await editor.type('For ex', 30);
    await waitForStatus(editor, /Elman does not read files that git ignores/);
    assert.equal(await editor.ghostText(), '');
  });

  it('is kept in output', async () => {
    await editor.runCommand('Output: Focus on Output View');
    await editor.page.locator('.output-view-container .monaco-editor, .panel .monaco-editor').first().click();
    await editor.type('For ex', 30);
    assert.ok(await editor.staysQuiet());
    assert.equal(await editor.page.locator('[class*="ghost-text"]').count(), 0);
  });

  it('is kept in diff editors and ends where the file is shown alone', async () => {
    await openNew(editor, 'compared.md', '# A letter\n\nDear friend, I have read it.\n');
    await typeUntilGhost(editor);
    await editor.press('Escape');
    await editor.runCommand('File: Compare Active File with Clipboard');
    const changed = editor.page.locator('.monaco-diff-editor .editor.modified .monaco-editor').first();
    await changed.locator('.native-edit-context, textarea.inputarea').first().focus();
    await editor.press('Control+End');
    // While the two texts are being compared a key may not be asked about.
    const refused = () => editor.type('\nFor ex', 30).then(() => spokenStatus(editor));
    await editor.until(refused, (status) => /Elman does not suggest in diff editors/.test(status), 'the status of a diff editor');
    assert.equal(await editor.page.locator('[class*="ghost-text"]').count(), 0);
    await editor.runCommand('View: Close Editor');
    await editor.openFile('compared.md');
    await typeUntilGhost(editor);
  });

  it('begins with the pause command and ends with the one that resumes', async () => {
    await openNew(editor, 'paused.md', '# A letter\n');
    await typeUntilGhost(editor);
    await editor.runCommand('Elman: Pause Suggestions');
    await pausedIcon().waitFor();
    await editor.type(' For ex', 30);
    assert.ok(await editor.staysQuiet());
    assert.match(await waitForStatus(editor, /Suggestions are paused/), /Perplexity per word/);
    await editor.runCommand('Elman: Resume Suggestions');
    await pausedIcon().waitFor({ state: 'detached' });
    await typeUntilGhost(editor);
  });

  it('begins when Elman is switched off in the settings and ends when it is switched on', async () => {
    await openNew(editor, 'off.md', '# A letter\n');
    set({ 'elman.enabled': false });
    await waitForStatus(editor, /no perplexity/);
    await editor.type('For ex', 30);
    assert.ok(await editor.staysQuiet());
    set({});
    await waitForStatus(editor, /Perplexity per word/);
    await typeUntilGhost(editor);
  });

  it('holds for a language that is switched off, which keeps its perplexity', async () => {
    await openNew(editor, 'off.txt', 'A letter\n');
    await typeUntilGhost(editor);
    await editor.press('Escape');
    set({ 'elman.languages': { '*': true, plaintext: false } });
    const hidden = () => editor.type('\nFor ex', 30).then(() => editor.staysQuiet(500));
    await editor.until(hidden, (isQuiet) => isQuiet, 'silence in plain text');
    await waitForStatus(editor, /Perplexity per word/);
    set({});
    await typeUntilGhost(editor);
  });
});
