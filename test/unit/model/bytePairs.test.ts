import assert from 'node:assert/strict';
import { BytePairs, tokenOfByte, type Merge } from '../../../src/model/bytePairs';
import { seededRandom, type SeededRandom } from '../../../src/prediction/seededRandom';

const LETTERS = [...'abc'];

/** Merges of random pairs of earlier tokens; as in a file, a result may be reached in several ways and a pair be listed twice. */
function randomMerges(random: SeededRandom): { merges: Merge[]; vocabulary: number } {
  const ids = new Map(LETTERS.map((letter) => [letter, tokenOfByte(letter.charCodeAt(0))]));
  let vocabulary = 257;
  const merges = Array.from({ length: 30 }, (): Merge => {
    const any = () => [...ids.keys()][Math.floor(random() * ids.size)];
    const [left, right] = [any(), any()];
    if (!ids.has(left + right)) ids.set(left + right, vocabulary++);
    return { left: ids.get(left)!, right: ids.get(right)!, result: ids.get(left + right)! };
  });
  return { merges, vocabulary };
}

/** The definition: one join after the other, the lowest rank first, the leftmost of equals. */
function encodeOneByOne(merges: readonly Merge[], piece: string): number[] {
  const tokens = Array.from(piece, (letter) => tokenOfByte(letter.charCodeAt(0)));
  for (;;) {
    const rankAt = (i: number) => merges.findLastIndex(({ left, right }) => left === tokens[i] && right === tokens[i + 1]);
    const places = tokens.map((_, at) => ({ at, rank: rankAt(at) })).filter(({ rank }) => rank >= 0);
    if (places.length === 0) return tokens;
    const { at, rank } = places.reduce((best, place) => (place.rank < best.rank ? place : best));
    tokens.splice(at, 2, merges[rank].result);
  }
}

describe('byte pairs', () => {
  it('are joined as the definition says, whatever the merges', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 300; round++) {
      const { merges, vocabulary } = randomMerges(random);
      const pairs = new BytePairs(merges, vocabulary);
      for (let i = 0; i < 20; i++) {
        const piece = Array.from({ length: Math.floor(24 * random()) }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
        assert.deepEqual(pairs.encode(piece), encodeOneByOne(merges, piece), `${piece} ${JSON.stringify(merges)}`);
      }
    }
  });

  it('let a pair that a join has made go before the others of that join', () => {
    const [a, b, c] = LETTERS.map((letter) => tokenOfByte(letter.charCodeAt(0)));
    const [bc, abc, ab, abcab] = [257, 258, 259, 260];
    // The token abc is known by another way, and so the pair of it and ab has a lower rank than the one of ab and c.
    const merges = [{ left: b, right: c, result: bc }, { left: a, right: bc, result: abc }, { left: a, right: b, result: ab }, { left: abc, right: ab, result: abcab }, { left: ab, right: c, result: abc }];
    const withoutFirst = merges.map((merge, rank) => (rank === 0 ? { ...merge, left: c, right: c } : merge));
    assert.deepEqual(new BytePairs(withoutFirst, 261).encode('abcabc'), [abcab, c]);
    assert.deepEqual(new BytePairs(merges, 261).encode('abcabc'), [abc, abc]);
  });
});
