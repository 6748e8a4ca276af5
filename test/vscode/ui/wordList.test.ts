// Enter ends a line. VS Code's own word list, which would take it for its selected entry, does not open by itself where Elman suggests.
import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor';
import { openNew, settledGhost, sharedEditor } from '../../support/sharedEditor';

const GO = 'package main\n\ntype Reading struct {\n\tvalue int\n}\n\nfunc sum(readings []Reading, reading Reading) int {\n\treturn reading.value\n}\n\n';
const YAML = 'greenhouse:\n  targetMoisture: 40\n  targetTemperature: 21\n';

describe('the word list of the editor', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  for (const [name, text, words] of [['word.go', GO, ['[]Reading', 'readi', 'Rea']], ['word.yaml', YAML, ['targetM', 'green', 'target']], ['word.txt', 'greenhouse reading\n', ['green', 'read']]] as const) {
    it(`stays closed while a word is typed in ${name}, so that Enter ends the line`, async () => {
      await openNew(editor, name, text);
      for (const word of words) {
        await editor.type(word);
        await settledGhost(editor);
        assert.equal(await editor.page.locator('.suggest-widget.visible').count(), 0, word);
        await editor.press('Escape', 'Enter', 'Shift+Home', 'Delete');
      }
      const typed = words.map((word) => `${word}\n`).join('');
      assert.equal((await editor.savedText(name)).replace(/\n[ \t]+/g, '\n'), (text + typed).replace(/\n[ \t]+/g, '\n'));
    });
  }
});
