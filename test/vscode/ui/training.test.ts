// "Train on Workspace" as a person sees it: one question, progress, a model that knows the folder's own names and only
// there, the way back to the bundled one, and cancelling. An editor of its own, for the others must keep their model.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEditor, type Editor } from '../../support/editor';
import { settledGhost, waitForStatus } from '../../support/sharedEditor';

/** In no vocabulary and in no corpus. */
const NAME = 'Zorvethian';
const SENTENCES = [
  `The ${NAME} council met in the old town hall.`,
  `Nobody knew what the ${NAME} letter said.`,
  `She asked the ${NAME} captain for help.`,
  `We wrote to the ${NAME} office about the bridge.`,
  'The river was high after the rain of the week.',
  'In the evening the lamps along the road were lit.',
];
const TRAINING_SECONDS = 30;
/** The phases before and after learning: reading, measuring two models. */
const AROUND_MS = 180_000;

describe('training on the workspace', function () {
  this.timeout(10 * 60_000);
  let editor: Editor;
  let otherFolder: string;
  before(async () => {
    otherFolder = mkdtempSync(path.join(os.tmpdir(), 'elman-other-'));
    editor = await openEditor({ files: notes(), settings: { 'elman.trainingSeconds': TRAINING_SECONDS } });
    await waitForStatus(editor, /bundled with Elman/);
  });
  after(async () => {
    await editor?.close();
    rmSync(otherFolder, { recursive: true, force: true, maxRetries: 3 });
  });

  const statusOfModel = (kind: RegExp) => editor.until(() => editor.statusBarItem('Elman').getAttribute('aria-label'), (status) => kind.test(status ?? ''), `the status ${kind}`);

  /** What stands as ghost text after three letters of the name, in an untitled document. */
  async function ghostAfterThreeLetters(): Promise<string> {
    await editor.openUntitled('Markdown');
    await editor.type(`In the morning the ${NAME.slice(0, 3)}`, 60);
    return settledGhost(editor);
  }

  async function train(): Promise<void> {
    await editor.runCommand('Elman: Train on Workspace');
    await editor.page.locator('.monaco-dialog-box', { hasText: 'Train Elman on this workspace?' }).waitFor();
    const question = await editor.page.locator('.monaco-dialog-box').innerText();
    assert.match(question, /Elman will read 60 files with \d+ kB of text, on this machine only\./);
    await editor.answer('Train Elman on this workspace?', 'Train');
  }

  it('knows nothing of the folder before', async () => {
    assert.doesNotMatch(await ghostAfterThreeLetters(), new RegExp(`^${NAME.slice(3)}`));
  });

  it('is cancelled within a second and leaves the model as it was', async () => {
    await train();
    await editor.waitForNotification(/Learning.*tokens\/s/, AROUND_MS);
    const begun = performance.now();
    await editor.answer('training on this workspace', 'Cancel');
    await editor.waitForNotification('Training was cancelled. The model in use is unchanged.');
    console.log(`    cancelled in ${Math.round(performance.now() - begun)} ms`);
    await statusOfModel(/bundled with Elman/);
    assert.deepEqual(learned(), []);
  });

  it('shows progress, takes the better model into use and teaches it the name', async () => {
    await train();
    await editor.waitForNotification(/Learning.*tokens\/s.*validation perplexity [\d.,]+.*left/, AROUND_MS);
    const outcome = await editor.waitForNotification(/The new model is in use/, TRAINING_SECONDS * 1000 + AROUND_MS);
    const [, after, before] = /in use: ([\d.]+) bits per byte on held-out files, ([\d.]+) before/.exec(outcome)!;
    assert.ok(Number(after) < 0.99 * Number(before), outcome);
    await statusOfModel(/learned in this workspace/);
    assert.match(await ghostAfterThreeLetters(), new RegExp(`^${NAME.slice(3)}`));
    assert.deepEqual(learned(), ['live.json', 'models']);
  });

  it('keeps what it learned out of other folders', async () => {
    await editor.openFolder(otherFolder);
    await statusOfModel(/bundled with Elman/);
    assert.doesNotMatch(await ghostAfterThreeLetters(), new RegExp(`^${NAME.slice(3)}`));
  });

  it('knows the name again in its own folder, and not after "Use the Bundled Model"', async () => {
    await editor.openFolder(editor.folder);
    await statusOfModel(/learned in this workspace/);
    assert.match(await ghostAfterThreeLetters(), new RegExp(`^${NAME.slice(3)}`));
    await editor.runCommand('Elman: Use the Bundled Model');
    await statusOfModel(/bundled with Elman/);
    assert.doesNotMatch(await ghostAfterThreeLetters(), new RegExp(`^${NAME.slice(3)}`));
  });

  it('leaves no trace after "Delete What Was Learned"', async () => {
    await editor.runCommand('Elman: Delete What Was Learned');
    await editor.answer('Delete what Elman learned in this workspace?', 'Delete');
    await editor.waitForNotification('What was learned in this workspace is deleted.');
    assert.deepEqual(learned(), []);
  });

  /** What stands in the storage of any workspace of this editor. */
  function learned(): string[] {
    const storages = path.join(editor.server.userData, 'User', 'workspaceStorage');
    return readdirSync(storages).flatMap((id) => {
      const folder = path.join(storages, id, 'elman.elman');
      return existsSync(folder) ? readdirSync(folder).sort() : [];
    });
  }
});

/** Sixty short notes that speak of the name; enough are held out to judge by. */
function notes(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`notes/note-${n}.md`, note(n)]));
}

function note(n: number): string {
  const lines = Array.from({ length: 24 }, (_, line) => SENTENCES[(n * 7 + line * 5 + ((n * line) % 3)) % SENTENCES.length]);
  return `# Note ${n}\n\n${lines.join('\n')}\n`;
}
