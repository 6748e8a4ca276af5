// Ghost text through commands alone, as keys run them: what is suggested goes into the document, whole or by one word, and
// undo takes it out again. Nothing is seen from in here, so the text of the document is the witness.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { beginnings } from '../../support/beginnings';

/** The model may still be loading when the first beginning is typed. */
const ROUNDS = 4;
const ANSWER_WITHIN_MS = 3_000;

describe('ghost text by commands', function () {
  this.timeout(120_000);
  let document: vscode.TextDocument;
  beforeEach(async () => {
    document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '# A letter\n\nDear friend, I have read your letter.\n' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('cursorBottom');
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('is inserted by the commit command and taken back by undo', async () => {
    const { before, after } = await accept('editor.action.inlineSuggest.commit');
    assert.ok(after.startsWith(before), after);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('is inserted by one word at a time and taken back by undo', async () => {
    const { before, after } = await accept('editor.action.inlineSuggest.acceptNextWord');
    assert.match(after.slice(before.length), /^[^\p{L}\n]*\p{L}+[^\p{L}\n]*$/u);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  /** Types beginnings until the command finds a suggestion to insert. @returns the text before and after. */
  async function accept(command: string): Promise<{ before: string; after: string }> {
    for (const beginning of Array.from({ length: ROUNDS }, () => beginnings).flat()) {
      await vscode.commands.executeCommand('type', { text: `\n${beginning}` });
      const before = document.getText();
      assert.ok(before.endsWith(beginning), `"${beginning}" was not typed: ${before}`);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      for (const end = Date.now() + ANSWER_WITHIN_MS; Date.now() < end; await sleep(50)) {
        await vscode.commands.executeCommand(command);
        if (document.getText() !== before) return { before, after: document.getText() };
      }
    }
    throw new Error(`Nothing was suggested after ${beginnings.join(', ')}.`);
  }
});
