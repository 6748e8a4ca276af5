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

  it('finds the nearest place inside, never between the halves of a surrogate pair', () => {
    const lines = new LineText('ab\r\n😀x');
    const nearest = (line: number, character: number) => Object.values(lines.nearest({ line, character }));
    assert.deepEqual([nearest(0, 99), nearest(9, 3), nearest(-1, -1), nearest(NaN, NaN), nearest(0.9, 1.9)], [[0, 2], [1, 3], [0, 0], [0, 0], [0, 1]]);
    assert.deepEqual([0, 1, 2, 3].map((character) => nearest(1, character)[1]), [0, 0, 2, 3]);
    assert.deepEqual(lines.nearestRange({ start: { line: 5, character: 5 }, end: { line: 1, character: 1 } }), { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } });
  });

  it('lets an edit replace half of a surrogate pair, as editors that compare by UTF-16 units do', () => {
    const lines = new LineText('😀');
    lines.replace({ start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, '😁'[1]);
    assert.equal(lines.toString(), '😁');
  });

  it('takes places that are no numbers as the beginning', () => {
    const lines = new LineText('ab');
    lines.replace({ start: { line: NaN, character: NaN }, end: { line: 0, character: 1 } }, 'x');
    assert.equal(lines.toString(), 'xb');
  });
});
