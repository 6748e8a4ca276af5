import assert from 'node:assert/strict';
import { cutDocuments } from '../../../training/pieces';

const contents = (pieces: Iterable<Uint16Array>) => Array.from(pieces, (piece) => [...piece]);

describe('pieces of long documents', () => {
  it('lose nothing', () => {
    const pieces = cutDocuments([Uint16Array.of(0, 1, 2, 3, 4, 5), Uint16Array.of(0, 6)], 2);
    assert.deepEqual(contents(pieces), [[0, 1, 2], [0, 3, 4], [0, 5], [0, 6]]);
  });

  it('end behind a line where one ends, and lose nothing', () => {
    const cut = (document: number[], longest: number) => contents(cutDocuments([Uint16Array.from(document)], longest, 9));
    assert.deepEqual(cut([0, 1, 9, 2, 9, 3, 4], 5), [[0, 1, 9, 2, 9], [0, 3, 4]]);
    assert.deepEqual(cut([0, 1, 9, 2, 3, 4, 5, 9, 6], 3), [[0, 1, 9], [0, 2, 3, 4], [0, 5, 9, 6]]);
    assert.deepEqual(cut([0, 9, 9, 9], 2), [[0, 9, 9], [0, 9]]);
    assert.deepEqual(cut([0, 1, 9, 2], 3), [[0, 1, 9, 2]], 'nothing is cut that fits');
    assert.deepEqual(cut([9, 1, 2, 3], 2), [[9, 1, 2], [9, 3]], 'the start token is no line end');
  });
});
