// "Train on Workspace" as a person sees it: one question, progress, a model that knows the folder's own names and only
// there, the way back to the bundled one, and cancelling. An editor of its own, for the others must keep their model.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { openEditor, startUpMs, type Editor } from '../../support/editor';
import { settledGhost, waitForStatus } from '../../support/sharedEditor';

/** In no vocabulary and in no corpus. */
const NAME = 'Zorvethian';
/** What is typed of it, and how the suggestion then begins. */
const TYPED = NAME.slice(0, 3);
const REST = new RegExp(`^${NAME.slice(3)}`);
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
    await waitForStatus(editor, /bundled with Elman/, startUpMs);
  });
  after(async () => {
    await editor?.close();
    rmSync(otherFolder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Types three letters of the name in a new untitled document, in a sentence of the kind that the folder has, but none of it. */
  async function typeThreeLetters(): Promise<void> {
    await editor.openUntitled('Markdown');
    await editor.type(`Nobody asked us about the ${TYPED}`, 60);
  }

  async function completesTheName(): Promise<void> {
    await typeThreeLetters();
    await editor.waitForGhostText(REST);
  }

  async function doesNotKnowTheName(): Promise<void> {
    await typeThreeLetters();
    assert.doesNotMatch(await settledGhost(editor), REST);
  }

  async function train(): Promise<void> {
    await editor.runCommand('Elman: Train on Workspace');
    await editor.page.locator('.monaco-dialog-box', { hasText: 'Train Elman on this workspace?' }).waitFor();
    const question = await editor.page.locator('.monaco-dialog-box').innerText();
    assert.match(question, /Elman will read 60 files with \d+ kB of text, on this machine only\./);
    await editor.answer('Train Elman on this workspace?', 'Train');
  }

  it('knows nothing of the folder before', async () => {
    await doesNotKnowTheName();
  });

  it('is cancelled long before its time is over and leaves the model as it was', async () => {
    await train();
    await editor.waitForNotification(/Learning.*tokens\/s/, AROUND_MS);
    const begun = performance.now();
    await editor.answer('training on this workspace', 'Cancel');
    await editor.waitForNotification('Training was cancelled. The model in use is unchanged; you can train again at any time.');
    console.log(`    cancelling took ${Math.round(performance.now() - begun)} ms`);
    await waitForStatus(editor, /bundled with Elman/);
    assert.deepEqual(learned(), ['report.html']);
  });

  it('shows progress, takes the better model into use and teaches it the name', async () => {
    await train();
    await editor.waitForNotification(/Learning.*tokens\/s.*validation perplexity [\d.,]+.*left/, AROUND_MS);
    const outcome = await editor.waitForNotification(/Better: \d+ % fewer bits on files it had not seen\./, TRAINING_SECONDS * 1000 + AROUND_MS);
    assert.ok(Number(/Better: (\d+) %/.exec(outcome)![1]) >= 1, outcome);
    await editor.screenshot('training-outcome');
    await editor.answer('Better:', 'Show Report');
    await reportPage().getByText(/^Better: \d+ % fewer bits/).waitFor();
    await editor.runCommand('View: Close Editor');
    await waitForStatus(editor, /learned in this workspace/);
    await completesTheName();
    assert.deepEqual(learned(), ['live.json', 'memory.bin', 'models', 'report.html']);
  });

  it('has left a report with its curves', async () => {
    await editor.runCommand('Elman: Show Training Report');
    const page = reportPage();
    await page.getByText(/^Better: \d+ % fewer bits/).waitFor();
    await page.locator('canvas').first().waitFor();
    await editor.screenshot('report');
    await page.locator('summary', { hasText: 'Details of the training' }).press('Enter');
    await editor.until(() => page.locator('canvas').count(), (curves) => curves >= 4, 'four curves');
    await editor.runCommand('View: Close Editor');
  });

  it('keeps what it learned out of other folders', async () => {
    await editor.openFolder(otherFolder);
    await waitForStatus(editor, /bundled with Elman/, startUpMs);
    await doesNotKnowTheName();
  });

  it('knows the name again in its own folder, and not after "Use the Bundled Model"', async () => {
    await editor.openFolder(editor.folder);
    await waitForStatus(editor, /learned in this workspace/, startUpMs);
    await completesTheName();
    await editor.runCommand('Elman: Use the Bundled Model');
    await waitForStatus(editor, /bundled with Elman/);
    await doesNotKnowTheName();
  });

  it('leaves no trace after "Delete Learned Data", and the report says so', async () => {
    await editor.runCommand('Elman: Show Training Report');
    await reportPage().getByText(/^Better: \d+ % fewer bits/).waitFor();
    await editor.runCommand('Elman: Delete Learned Data');
    await editor.answer('Delete what Elman learned in this workspace?', 'Delete');
    await editor.waitForNotification('What was learned in this workspace is deleted.');
    assert.deepEqual(learned(), []);
    await reportPage().getByText('The report is gone: the learned data of this workspace was deleted.').waitFor();
    await editor.screenshot('report-deleted');
  });

  /** The page of the report in its tab. */
  function reportPage(): FrameLocator {
    return editor.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  /** What stands in the storage of any workspace of this editor. */
  function learned(): string[] {
    const storages = path.join(editor.server.userData, 'User', 'workspaceStorage');
    return readdirSync(storages).flatMap((id) => {
      const folder = path.join(storages, id, 'elman.elman');
      return existsSync(folder) ? readdirSync(folder).sort() : [];
    });
  }
});

const WHO = ['The captain', 'My neighbour', 'The old clerk', 'Nobody in town', 'Our teacher', 'The council', 'A stranger', 'The editor', 'Her brother', 'The night watch'];
const DID = ['wrote about', 'asked for', 'remembered', 'walked past', 'waited for', 'spoke of', 'looked after', 'paid for', 'painted', 'described'];
const WHAT = ['bridge', 'harbour', 'letter', 'market', 'museum', 'garden', 'library', 'school', 'festival', 'tower'];
const WHEN = ['in the morning', 'after the rain', 'last winter', 'before the meeting', 'on Monday', 'at the end of the year', 'for a long time', 'without a word'];

/** Sixty short notes that speak of the name in many ways, as a project speaks of its own; enough are held out to judge by. */
function notes(): Record<string, string> {
  const random = seededRandom(1);
  const oneOf = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  const sentence = (): string => {
    if (random() < 0.2) return `${NAME} was quiet ${oneOf(WHEN)}.`;
    const named = random() < 0.5 ? `${NAME} ` : '';
    return `${oneOf(WHO)} ${oneOf(DID)} the ${named}${oneOf(WHAT)} ${oneOf(WHEN)}.`;
  };
  const note = (n: number): string => `# Note ${n}\n\n${Array.from({ length: 24 }, sentence).join('\n')}\n`;
  return Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`notes/note-${n}.md`, note(n)]));
}
