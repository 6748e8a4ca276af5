// "Continue Writing" as a person meets it: text appears and grows, one undo takes it back, and it ends when told.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor } from '../../support/editor';
import { eagerSettings, openNew, sharedEditor, write } from '../../support/sharedEditor';

const LETTER = '# A letter\n\nDear friend, I write to you because ';
const command = 'Elman: Continue Writing';
/** Far longer than between two insertions. */
const STEADY_MS = 500;
const MANY = { 'elman.continueWords': 10_000 };

describe('continue writing', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });
  afterEach(() => set({}));

  const set = (settings: object): void => write('.vscode/settings.json', JSON.stringify({ ...eagerSettings, ...settings }));
  const writing = () => editor.notification('Elman: writing');

  /** Place of the cursor, as the status bar has it: it goes with what is written. */
  const cursor = async (): Promise<number> => {
    const [, line, column] = /Ln (\d+), Col (\d+)/.exec(await editor.statusBarItem(/Ln \d+, Col \d+/).innerText())!;
    return 1000 * Number(line) + Number(column);
  };
  const grown = (from: number) => editor.until(cursor, (now) => now > from, 'text at the cursor');

  /** Starts a writing that does not end by itself, and waits until it is seen to grow. */
  async function writeLong(name: string): Promise<void> {
    set(MANY);
    await openNew(editor, name, LETTER);
    const start = await cursor();
    await editor.runCommand(command);
    await writing().waitFor();
    await grown(await grown(await grown(start)));
  }

  /** The notification goes at once where it is cancelled; what was on its way then is there soon, and nothing follows. */
  async function hasEnded(): Promise<void> {
    await editor.until(() => writing().count(), (count) => count === 0, 'the end of the writing');
    let last = '';
    const isSteady = async () => {
      const before = last;
      last = (await editor.visibleLines()).join('\n');
      return sleep(STEADY_MS, last === before);
    };
    await editor.until(isSteady, (steady) => steady, 'a text that stays');
  }

  it('adds words at the cursor, and one undo takes them all back', async () => {
    await openNew(editor, 'short.md', LETTER);
    await editor.runCommand(command);
    await grown(await cursor());
    await hasEnded();
    const written = await editor.savedText('short.md');
    assert.ok(written.startsWith(LETTER) && written.length > LETTER.length + 20, written);
    await editor.screenshot('continued');
    await editor.press('Control+Z');
    assert.equal(await editor.savedText('short.md'), LETTER);
  });

  it('has the line ends of the document, and writes behind a selection', async () => {
    const text = '# A letter\r\n\r\nDear friend\r\n';
    set({ 'elman.continueWords': 60 });
    await openNew(editor, 'lines.md', text);
    await editor.press('ArrowUp', 'Shift+Home');
    await editor.press('Home', 'Shift+End');
    await editor.runCommand(command);
    await editor.until(() => editor.visibleLines(), (lines) => lines[2] !== 'Dear friend', 'text behind the selection');
    await hasEnded();
    const written = await editor.savedText('lines.md');
    assert.ok(written.startsWith('# A letter\r\n\r\nDear friend') && written.endsWith('\r\n'), JSON.stringify(written));
    assert.doesNotMatch(written, /[^\r]\n/);
  });

  it('grows while it is written, and stops at the button', async () => {
    await writeLong('cancelled.md');
    await editor.screenshot('continuing');
    await editor.answer('Elman: writing', 'Cancel');
    await hasEnded();
    const written = await editor.savedText('cancelled.md');
    assert.ok(written.startsWith(LETTER) && written.length > LETTER.length);
    await editor.press('Control+Z');
    assert.equal(await editor.savedText('cancelled.md'), LETTER);
  });

  it('stops when somebody types, whose text stays', async () => {
    await writeLong('typed.md');
    await editor.focus();
    await editor.type('!!', 10);
    await hasEnded();
    const written = await editor.savedText('typed.md');
    assert.ok(written.includes('!!'), written);
    await editor.press('Control+Z');
    const undone = await editor.savedText('typed.md');
    assert.ok(!undone.includes('!!') && undone.startsWith(LETTER) && undone.length > LETTER.length, undone);
    await editor.press('Control+Z');
    assert.equal(await editor.savedText('typed.md'), LETTER);
  });

  it('stops when the cursor is moved away', async () => {
    await writeLong('moved.md');
    await editor.focus();
    await editor.press('Control+Home');
    await hasEnded();
    assert.equal(await cursor(), 1001);
    await editor.press('Control+Z');
    assert.equal(await editor.savedText('moved.md'), LETTER);
  });

  it('stops when another document is shown', async () => {
    await writeLong('left.md');
    await openNew(editor, 'instead.md', '# Other notes\n');
    await hasEnded();
    assert.equal(await editor.savedText('instead.md'), '# Other notes\n');
    await editor.openFile('left.md');
    await editor.press('Control+Z');
    assert.equal(await editor.savedText('left.md'), LETTER);
  });

  it('says why it does not begin', async () => {
    await openNew(editor, 'fixed.md', LETTER);
    await editor.runCommand('File: Set Active Editor Read-only in Session');
    await editor.runCommand(command);
    await editor.waitForNotification(/Nothing can be written here: the document cannot be changed/);
    await editor.runCommand('Notifications: Clear All Notifications');
    await editor.runCommand('Elman: Pause Suggestions');
    await editor.runCommand(command);
    await editor.waitForNotification(/Suggestions are paused/);
    await editor.runCommand('Elman: Resume Suggestions');
    await editor.runCommand('Notifications: Clear All Notifications');
  });
});
