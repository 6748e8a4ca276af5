import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { CandidateSampler } from '../../../training/candidates';

const counts = Float64Array.from({ length: 50 }, (_, v) => 1000 / (v + 1));

describe('candidates of the sampled softmax', () => {
  it('hold every target once, and are distinct', () => {
    const sampler = new CandidateSampler(counts, 20, 6, seededRandom(1));
    const targets = [3, 3, 49, 0, 7, 3];
    for (let round = 0; round < 100; round++) {
      const { tokens, columns } = sampler.draw(targets);
      assert.equal(new Set(tokens).size, 20);
      assert.deepEqual([...columns].map((column) => tokens[column]), targets);
    }
  });

  it('are corrected by the logarithm of how often they are there', () => {
    const random = seededRandom(2);
    const sampler = new CandidateSampler(counts, 12, 4, random);
    const there = new Float64Array(50);
    const expected = new Float64Array(50);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const drawTarget = () => {
      let wanted = random() * total;
      return counts.findIndex((count) => (wanted -= count) < 0);
    };
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const { tokens, corrections } = sampler.draw(Array.from({ length: 4 }, drawTarget));
      tokens.forEach((token, s) => {
        there[token]++;
        expected[token] += Math.exp(-corrections[s]);
      });
    }
    // Where a token is often among the candidates, the claimed probability is the one observed.
    for (const token of [0, 1, 2]) assert.ok(Math.abs(there[token] / rounds - expected[token] / there[token]) < 0.05);
  });

  it('are the whole vocabulary, uncorrected, when asked for as many', () => {
    const { tokens, corrections } = new CandidateSampler(counts, 50, 2, seededRandom(3)).draw([5, 6]);
    assert.equal(new Set(tokens).size, 50);
    assert.ok(corrections.every((correction) => correction === 0));
  });

  it('refuse more distinct targets than they can hold', () => {
    assert.throws(() => new CandidateSampler(counts, 2, 3, seededRandom(4)).draw([1, 2, 3]), RangeError);
  });
});
