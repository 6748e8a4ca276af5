// The test behind a verdict: how often it is wrong where nothing was learned, and right where something was.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { isCertainGain, natsOfPieces } from '../../../training/confidence';

/** Share of 4000 seeded trials that are called a gain, where the pieces gain `mean` on average and differ by `spread`. */
function shareCalledGain(pieces: number, mean: number, spread: number): number {
  const random = seededRandom(pieces);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let called = 0;
  for (let trial = 0; trial < 4000; trial++) {
    const before = Array.from({ length: pieces }, () => 200 + 100 * random());
    if (isCertainGain(before, before.map((nats) => nats * (1 - mean - spread * normal())))) called++;
  }
  return called / 4000;
}

describe('the certainty of a gain', () => {
  it('is claimed in one of twenty cases at most where nothing was learned, however few pieces there are', () => {
    for (const pieces of [2, 3, 4, 6, 10, 20]) {
      const share = shareCalledGain(pieces, 0, 0.1);
      assert.ok(share < 0.06, `${pieces} pieces: ${share}`);
    }
  });

  it('is claimed nearly always where a workspace was learned: 20 % less, with 8 % between the pieces', () => {
    assert.ok(shareCalledGain(4, 0.2, 0.08) > 0.9);
    assert.ok(shareCalledGain(10, 0.2, 0.08) > 0.99);
  });

  it('is never claimed of a loss that is the same everywhere', () => {
    assert.equal(isCertainGain([2, 2, 2], [2.1, 2.1, 2.1]), false);
    assert.equal(isCertainGain([2, 2, 2], [1.9, 1.9, 1.9]), true);
  });
});

describe('the pieces of held-out text', () => {
  it('hold all nats, in equal numbers of tokens, at most twenty', () => {
    fc.assert(fc.property(fc.array(fc.nat(700), { maxLength: 12 }), (lengths) => {
      const texts = lengths.map((length) => new Float64Array(length).fill(1));
      const tokens = lengths.reduce((sum, length) => sum + length, 0);
      const pieces = natsOfPieces(texts);
      assert.equal(pieces.reduce((sum, nats) => sum + nats, 0), tokens);
      assert.equal(pieces.length, tokens === 0 ? 0 : Math.min(20, Math.max(1, Math.floor(tokens / 128))));
      assert.ok(tokens === 0 || Math.max(...pieces) - Math.min(...pieces) <= 1);
    }));
  });
});
