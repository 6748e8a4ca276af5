import assert from 'node:assert/strict';
import { withoutBrokenLines } from '../../../src/prediction/invisibleCharacters';

describe('invisible characters', () => {
  it('take their line out of a text, which keeps its line ends', () => {
    assert.equal(withoutBrokenLines('one\ncaf\ufffd\n\ttwo\nzero\u200bwidth\nend\u2028of'), 'one\n\n\ttwo\n\n');
    const clean = 'caf\u00e9\n\u{1f469}\u200d\u{1f467}\n\n';
    assert.equal(withoutBrokenLines(clean), clean);
  });
});
