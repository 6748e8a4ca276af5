import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { DropoutMasks, usualDropout } from '../../../training/dropout';

describe('masks of dropout', () => {
  const sizes = { batch: 8, contextTokens: 1, embedding: 500 };

  it('drop about their share, make the rest larger by as much, and differ from window to window', () => {
    const masks = new DropoutMasks(sizes, 0.2, seededRandom(1));
    const first = [...masks.next().embedded];
    assert.equal(first.length, 4000);
    assert.ok(first.every((value) => value === 0 || Math.abs(value - 1.25) < 1e-6));
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    assert.ok(Math.abs(mean - 1) < 0.05, `${mean}`);
    assert.notDeepEqual([...masks.next().embedded], first);
  });

  it('are those of the seed', () => {
    assert.deepEqual(new DropoutMasks(sizes, 0.5, seededRandom(4)).next(), new DropoutMasks(sizes, 0.5, seededRandom(4)).next());
  });

  it('are of a share between none and all', () => {
    for (const share of [0, 1, -0.1, NaN]) assert.throws(() => new DropoutMasks(sizes, share, seededRandom(1)), RangeError);
  });
});

describe('the usual dropout', () => {
  const window = { batch: 32, windowSteps: 32 };
  const weights = 2_600_000;

  it('is none unless a text is read many times', () => {
    assert.equal(usualDropout({ targets: 1_000_000, budget: { seconds: 120 }, weights }, window), 0);
    assert.equal(usualDropout({ targets: 40_000, budget: { steps: 100 }, weights }, window), 0);
    assert.equal(usualDropout({ targets: 40_000, budget: { seconds: 120, steps: 100 }, weights }, window), 0, 'whichever comes first');
    assert.equal(usualDropout({ targets: 150_000, budget: { seconds: 120 }, weights: 10 * weights }, window), 0, 'a large network is slow');
  });

  it('is some where it is', () => {
    assert.equal(usualDropout({ targets: 150_000, budget: { seconds: 120 }, weights }, window), 0.3);
    assert.equal(usualDropout({ targets: 40_000, budget: { steps: 480 }, weights }, window), 0.3);
  });
});
