import assert from 'node:assert/strict';
import { judge } from '../../../training/judge';

const same = { before: 2, after: 2 };

describe('the verdict on a new model', () => {
  it('is yes when held-out files got better by more than 1 % and nothing was forgotten', () => {
    const verdict = judge({ before: 2, after: 1.97 }, { en: { before: 2, after: 2.05 }, ko: same }, 12);
    assert.ok(verdict.accepted);
    assert.equal(verdict.reason, undefined);
    assert.equal(verdict.trainedFiles, 12);
  });

  it('is no, with both figures, when the gain is within chance', () => {
    const verdict = judge({ before: 2, after: 1.985 }, { en: same }, 1);
    assert.ok(!verdict.accepted);
    assert.deepEqual(verdict.reason?.values, [1.985, 2]);
  });

  it('is no, with the language, when one was forgotten', () => {
    const verdict = judge({ before: 2, after: 1 }, { en: same, ko: { before: 1, after: 1.031 } }, 1);
    assert.ok(!verdict.accepted);
    assert.deepEqual(verdict.reason?.values, [1.031, 'ko', 1]);
  });

  it('is no when a figure is not a number', () => {
    assert.ok(!judge({ before: 2, after: NaN }, {}, 1).accepted);
    assert.ok(!judge({ before: 2, after: 1 }, { en: { before: 1, after: NaN } }, 1).accepted);
  });
});
