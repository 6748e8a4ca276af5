import assert from 'node:assert/strict';
import { MOST_POINTS, RunLog } from '../../../../training/report/runLog';

/** A loop of 10 tokens and a tenth of a second per step, with a validation at every 50th. */
function logOf(steps: number): RunLog {
  const log = new RunLog();
  for (let step = 1; step <= steps; step++) {
    log.add({ step, fraction: step / steps, tokens: 10 * step, tokensPerSecond: 100, seconds: step / 10, secondsLeft: 0, lossNats: step, learningRate: 1, gradientNorm: 2, validationNats: 9 - Math.floor(step / 50) / 1000 });
  }
  return log;
}

describe('the course of a run', () => {
  it('keeps every step of a short one', () => {
    const points = logOf(3).points();
    assert.deepEqual(points.map(({ step, lossNats, validationNats }) => [step, lossNats, validationNats]), [[1, 1, 9], [2, 2, null], [3, 3, null]]);
    assert.ok(points.every(({ tokensPerSecond }) => Math.abs(tokensPerSecond - 100) < 1e-6));
  });

  it('merges neighbours into means, bounded, the last step and every validation kept', () => {
    const points = logOf(10_000).points();
    assert.ok(points.length <= MOST_POINTS && points.length > MOST_POINTS / 2);
    assert.equal(points.at(-1)!.step, 10_000);
    assert.equal(points[0].lossNats, (1 + points[0].step) / 2);
    assert.deepEqual(points.map(({ step }) => step), points.map(({ step }) => step).sort((a, b) => a - b));
    assert.equal(points.filter(({ validationNats }) => validationNats !== null).length, 201);
  });
});
