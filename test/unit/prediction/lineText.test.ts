import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineText, type LineEdit } from '../../../src/prediction/lineText';

const piece = fc.stringMatching(/^[ab \r\n\u00e9\ud55c]{0,6}$/u);
const text = fc.oneof(piece, fc.constant('x\r\ny\r\n'), fc.constant('👩‍👩‍👧\n'), fc.string({ unit: 'binary', maxLength: 8 }));
const place = fc.record({ line: fc.nat(6), character: fc.nat(9) });
const edits = fc.array(fc.record({ a: place, b: place, text }), { maxLength: 12 });

const withLineFeeds = (value: string) => value.replace(/\r\n?/g, '\n');

/** The same edit on a string with LF line ends, as a reader of the edits would do it. */
function follow(value: string, edit: LineEdit): string {
  const document = TextDocument.create('', '', 0, value);
  return value.slice(0, document.offsetAt(edit.range.start)) + edit.text + value.slice(document.offsetAt(edit.range.end));
}

describe('line text', () => {
  it('is the text that the LSP library holds after the same edits', () => {
    fc.assert(
      fc.property(text, edits, (start, changes) => {
        const lines = new LineText(start);
        let followed = withLineFeeds(start);
        let document = TextDocument.create('', '', 0, start);
        for (const { a, b, text: inserted } of changes) {
          const [from, to] = document.offsetAt(a) <= document.offsetAt(b) ? [a, b] : [b, a];
          // Not TextDocument.update: it counts lines wrongly after an edit that begins past the end.
          const value = document.getText();
          document = TextDocument.create('', '', 0, value.slice(0, document.offsetAt(from)) + inserted + value.slice(document.offsetAt(to)));
          followed = follow(followed, lines.replace({ start: from, end: to }, inserted));
          assert.equal(lines.toString(), withLineFeeds(document.getText()));
          assert.equal(lines.length, document.getText().length);
          assert.equal(lines.lineCount, document.lineCount);
          assert.equal(followed, lines.toString());
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('takes a paste of more lines than a call takes arguments', () => {
    const lines = new LineText('a\nb');
    lines.replace({ start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, '\nx'.repeat(300_000));
    assert.equal(lines.lineCount, 300_002);
    assert.equal(lines.line(300_001), 'b');
  });
});
