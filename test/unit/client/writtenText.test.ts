import assert from 'node:assert/strict';
import { WrittenText } from '../../../src/client/writtenText';

/** Takes what waits and lets it arrive. */
function insert(text: WrittenText): string {
  const { offset, text: inserted } = text.take()!;
  assert.ok(text.arrived([{ rangeOffset: offset, rangeLength: 0, text: inserted }]));
  return inserted;
}

describe('a text that is written', () => {
  it('goes in at its end, all that waits at once', () => {
    const text = new WrittenText(10, '\n');
    assert.equal(text.take(), undefined);
    text.add('a');
    assert.deepEqual(text.take(), { offset: 10, text: 'a' });
    assert.equal(text.isBegun, false);
    text.add(' b');
    text.add(' c');
    assert.ok(text.arrived([{ rangeOffset: 10, rangeLength: 0, text: 'a' }]));
    assert.deepEqual([text.isBegun, text.end], [true, 11]);
    assert.deepEqual(text.take(), { offset: 11, text: ' b c' });
    assert.equal(text.take(), undefined);
  });

  it('has the line ends of the document', () => {
    const text = new WrittenText(0, '\r\n');
    text.add('a\n\nb');
    assert.equal(insert(text), 'a\r\n\r\nb');
    assert.equal(text.end, 6);
  });

  it('knows its own insertions from all other changes', () => {
    const own = { rangeOffset: 10, rangeLength: 0, text: 'abc' };
    const others = [
      [{ ...own, text: 'abd' }],
      [{ ...own, rangeOffset: 11 }],
      [{ ...own, rangeLength: 1 }],
      [own, { rangeOffset: 0, rangeLength: 0, text: 'x' }],
      [{ rangeOffset: 10, rangeLength: 3, text: '' }],
    ];
    for (const changes of others) {
      const text = new WrittenText(10, '\n');
      text.add('abc');
      text.take();
      assert.equal(text.arrived(changes), false, JSON.stringify(changes));
      assert.equal(text.end, 10);
    }
    const text = new WrittenText(10, '\n');
    text.add('abc');
    text.take();
    assert.equal(text.arrived([]), true, 'the document was saved');
    assert.equal(text.arrived([own]), true);
    assert.equal(text.arrived([own]), false, 'somebody typed the same once more');
  });

  it('tells whether an insertion has not arrived', () => {
    const text = new WrittenText(10, '\n');
    text.add('abc');
    assert.equal(text.isOnItsWay, false);
    const { offset, text: inserted } = text.take()!;
    assert.equal(text.isOnItsWay, true);
    text.arrived([{ rangeOffset: offset, rangeLength: 0, text: inserted }]);
    assert.equal(text.isOnItsWay, false);
  });

  it('knows where insertions leave the cursor, also a step late', () => {
    const text = new WrittenText(10, '\n');
    const ends = () => Array.from({ length: 30 }, (_, offset) => offset).filter((offset) => text.isAtEnd(offset));
    assert.deepEqual(ends(), [10]);
    text.add('abc');
    insert(text);
    assert.deepEqual(ends(), [10, 13]);
    text.add('de');
    assert.deepEqual(ends(), [10, 13]);
    text.take();
    assert.deepEqual(ends(), [10, 13, 15]);
    text.arrived([{ rangeOffset: 13, rangeLength: 0, text: 'de' }]);
    assert.deepEqual(ends(), [13, 15]);
  });
});
