import assert from 'node:assert/strict';
import { judge, type HeldOutMeasures } from '../../../training/judge';

const same = { before: 2, after: 2 };

/** Measures in which every piece gains the same. */
function measures(before: number, after: number, pieces = 10): HeldOutMeasures {
  const each = (nats: number) => new Array<number>(pieces).fill(100 * nats);
  return { before, after, pieces: { before: each(before), after: each(after) } };
}

describe('the verdict on a new model', () => {
  it('is yes when held-out files got better by more than 1 % and nothing was forgotten', () => {
    const verdict = judge(measures(2, 1.97), { en: { before: 2, after: 2.05 }, ko: same }, 12);
    assert.ok(verdict.accepted);
    assert.deepEqual([verdict.finding, verdict.heldOut, verdict.trainedFiles], ['better', { before: 2, after: 1.97 }, 12]);
  });

  it('is no when the gain is too small', () => {
    const { accepted, finding } = judge(measures(2, 1.985), { en: same }, 1);
    assert.deepEqual([accepted, finding], [false, 'notBetter']);
  });

  it('is no when a language was forgotten', () => {
    const { accepted, finding } = judge(measures(2, 1), { en: same, ko: { before: 1, after: 1.031 } }, 1);
    assert.deepEqual([accepted, finding], [false, 'forgot']);
  });

  it('is no when a few pieces gain much and others lose, or when there is one piece only', () => {
    const uneven = { before: 2, after: 1.6, pieces: { before: [200, 200, 200, 200], after: [60, 210, 205, 165] } };
    assert.deepEqual([judge(uneven, {}, 1).accepted, judge(uneven, {}, 1).finding], [false, 'uncertain']);
    assert.equal(judge(measures(2, 1, 1), {}, 1).finding, 'uncertain');
    assert.equal(judge(measures(2, 1, 0), {}, 1).finding, 'uncertain');
  });

  it('is no when a figure is not a number', () => {
    assert.ok(!judge(measures(2, NaN), {}, 1).accepted);
    assert.ok(!judge({ ...measures(2, 1), pieces: { before: [1, 1, 1], after: [0.5, NaN, 0.5] } }, {}, 1).accepted);
    assert.ok(!judge(measures(2, 1), { en: { before: 1, after: NaN } }, 1).accepted);
  });
});
