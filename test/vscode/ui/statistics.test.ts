// "Show My Statistics" as a person sees it: what is typed along is shown once, Tab and Ctrl+Right are counted with their
// characters, and the button on the page clears everything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor, typeUntilGhost } from '../../support/sharedEditor';

const LETTER = '# A letter\n\nDear friend, I write to you because I have read your letter.\n';
const QUESTION = 'Clear the statistics of Elman?';

describe('statistics', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  it('are cleared after a question', async () => {
    await editor.runCommand('Elman: Clear My Statistics');
    await editor.answer(QUESTION, 'Clear');
    await editor.waitForNotification('Your statistics are cleared.');
    await look(async (page) => page.getByText('No statistics yet.').waitFor());
  });

  it('count a suggestion once that is typed along, and what Tab inserts of it', async () => {
    await openNew(editor, 'counted.md', LETTER);
    const { ghost } = await typeUntilGhost(editor, /^\p{L}{4}/u);
    const { shown, accepted } = await today();
    assert.ok(shown > 0);
    assert.equal(accepted, 0);
    for (let length = 1; length <= 2; length++) {
      await editor.type(ghost[length - 1]!);
      await editor.waitForGhostText(startOf(ghost.slice(length)));
    }
    assert.equal((await today()).shown, shown);
    await editor.type(ghost[2]!);
    const rest = await editor.waitForGhostText(startOf(ghost.slice(3)));
    await editor.press('Tab');
    const after = await today();
    assert.deepEqual([after.accepted, after.characters, after.saved], [1, rest.length, rest.length - 1]);
  });

  it('count a word that Ctrl+Right inserts, and the rest of the suggestion as the same one', async () => {
    const before = await today();
    const { ghost } = await typeUntilGhost(editor, /^\p{L}{2,}\s+\p{L}{2}/u);
    await editor.press('Control+ArrowRight');
    const rest = await editor.until(() => editor.ghostText(), (text) => text !== '' && text.length < ghost.length, 'the rest of the suggestion');
    const word = ghost.length - rest.length;
    await editor.press('Tab');
    await editor.waitForNoGhostText();
    const after = await today();
    assert.ok(word > 1);
    assert.deepEqual([after.accepted - before.accepted, after.characters - before.characters, after.saved - before.saved], [1, ghost.length, ghost.length - 2]);
  });

  it('are numbers on the disk, by day and by language', () => {
    const stored = JSON.parse(readFileSync(path.join(editor.server.userData, 'User', 'globalStorage', 'elman.elman', 'statistics.json'), 'utf8'));
    assert.deepEqual(Object.keys(stored), ['version', 'cleared', 'days', 'gaps']);
    assert.ok(stored.days.length > 0);
    for (const { day, language, ...counts } of stored.days) {
      assert.match(day, /^\d{4}-\d\d-\d\d$/);
      assert.match(language, /^[a-z]+$/);
      assert.deepEqual(Object.entries(counts).map(([name, count]) => [name, typeof count]), ['shown', 'accepted', 'acceptances', 'characters'].map((name) => [name, 'number']));
    }
  });

  it('are drawn, and cleared by the button on their page', async () => {
    await look(async (page) => {
      await editor.until(() => page.locator('canvas').count(), (charts) => charts === 2, 'two charts');
      await editor.screenshot('statistics');
      await page.getByRole('button', { name: 'Clear My Statistics' }).click();
      await editor.answer(QUESTION, 'Clear');
      await page.getByText('No statistics yet.').waitFor();
    });
  });

  /** Shows the page, the newest of the editor's, and closes it afterwards: the cursor is then where it was. */
  async function look<Result>(at: (page: FrameLocator) => Promise<Result>): Promise<Result> {
    await editor.runCommand('Elman: Show My Statistics');
    const seen = await at(editor.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame'));
    await editor.runCommand('View: Close Editor');
    await editor.focus();
    return seen;
  }

  /** The figures of the first line of the page. */
  async function today(): Promise<{ shown: number; accepted: number; characters: number; saved: number }> {
    const cells = await look(async (page) => {
      const row = page.locator('tr', { hasText: 'Today' });
      await row.waitFor();
      return row.locator('th, td').allInnerTexts();
    });
    const [, shown, accepted, , characters, saved] = cells.map((cell) => Number(cell.replaceAll(',', '')));
    return { shown: shown!, accepted: accepted!, characters: characters!, saved: saved! };
  }
});

/** Ghost text that begins so. */
function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
