import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import type { Outcome } from '../../../../training/calibration/outcomes';
import { reliabilityOf } from '../../../../training/calibration/reliability';

/** So many suggestions of one probability, and how many of them were right. */
function outcomes(probability: number, count: number, right: number): Outcome[] {
  return Array.from({ length: count }, (_, i) => ({ probability, isRight: i < right }));
}

/** Suggestions that are right as often as `shareRight` says. */
function drawn(count: number, shareRight: (probability: number) => number): Outcome[] {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const probability = random();
    return { probability, isRight: random() < shareRight(probability) };
  });
}

describe('reliability', () => {
  it('counts suggestions by their probability, and how many of them are right', () => {
    const { bins, error } = reliabilityOf([...outcomes(0.25, 4, 2), ...outcomes(0.95, 6, 6)])!;
    assert.deepEqual(bins.map(({ from, to, suggestions, shareRight }) => [from, to, suggestions, shareRight]), [[0.2, 0.3, 4, 0.5], [0.9, 1, 6, 1]]);
    assert.ok(Math.abs(error - (0.4 * 0.25 + 0.6 * 0.05)) < 1e-12, String(error));
  });
  it('puts certainty into the last range, and a border into the upper one', () => {
    const { bins } = reliabilityOf([...outcomes(1, 1, 1), ...outcomes(0.5, 1, 1), ...outcomes(0, 1, 0)])!;
    assert.deepEqual(bins.map(({ from }) => from), [0, 0.5, 0.9]);
  });
  it('is unknown where nothing was suggested', () => {
    assert.equal(reliabilityOf([]), undefined);
  });
  it('finds of true probabilities about the error of chance, and of others a larger one', () => {
    for (const count of [400, 40_000]) {
      const { error, errorByChance } = reliabilityOf(drawn(count, (probability) => probability))!;
      assert.ok(error > 0.4 * errorByChance && error < 1.8 * errorByChance, `${error}, by chance ${errorByChance}`);
    }
    const overconfident = reliabilityOf(drawn(40_000, (probability) => probability / 2))!;
    assert.ok(Math.abs(overconfident.error - 0.25) < 0.01, 'half of the probability is too much, and that is 0.5 on average');
    assert.ok(overconfident.errorByChance < 0.01);
  });
});
