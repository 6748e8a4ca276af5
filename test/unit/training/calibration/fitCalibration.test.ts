import assert from 'node:assert/strict';
import { calibrated, learnedCalibration, UNCALIBRATED, uncalibrated, type Calibration } from '../../../../src/prediction/memory/calibration';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { fitCalibration } from '../../../../training/calibration/fitCalibration';
import type { Outcome } from '../../../../training/calibration/outcomes';
import { reliabilityOf } from '../../../../training/calibration/reliability';

const TRUTH: Calibration = { slope: 1.3, intercept: 0.6 };

/** Suggestions that are right as often as the calibration says of their probability. */
function drawn(count: number, calibration: Calibration): Outcome[] {
  const random = seededRandom(2);
  return Array.from({ length: count }, () => {
    const probability = random();
    return { probability, isRight: random() < calibrated(probability, calibration) };
  });
}

describe('calibration', () => {
  it('keeps the order, the ends and, as its inverse says, every probability', () => {
    for (const calibration of [TRUTH, UNCALIBRATED, learnedCalibration]) {
      assert.ok(calibration.slope > 0);
      let last = -1;
      for (let p = 0; p <= 1; p += 1 / 64) {
        const q = calibrated(p, calibration);
        assert.ok(q > last && Math.abs(uncalibrated(q, calibration) - p) < 1e-9, `${p} -> ${q}`);
        last = q;
      }
      assert.deepEqual([calibrated(0, calibration), calibrated(1, calibration)], [0, 1]);
    }
    assert.ok(Math.abs(calibrated(0.3, UNCALIBRATED) - 0.3) < 1e-12);
  });

  it('is found again from what it makes right', () => {
    for (const truth of [TRUTH, UNCALIBRATED]) {
      const { slope, intercept } = fitCalibration(drawn(20_000, truth));
      assert.ok(Math.abs(slope - truth.slope) < 0.05 && Math.abs(intercept - truth.intercept) < 0.05, `${slope}, ${intercept}`);
    }
  });

  it('brings the error down to that of chance', () => {
    const outcomes = drawn(20_000, TRUTH);
    const calibration = fitCalibration(outcomes);
    const before = reliabilityOf(outcomes)!;
    const after = reliabilityOf(outcomes.map(({ probability, isRight }) => ({ probability: calibrated(probability, calibration), isRight })))!;
    assert.ok(before.error > 5 * before.errorByChance && after.error < 2 * after.errorByChance, `${before.error} -> ${after.error}`);
  });

  it('stands where certainties are among the outcomes, and is refused where they say nothing', () => {
    const { slope } = fitCalibration([...drawn(1000, UNCALIBRATED), { probability: 1, isRight: true }, { probability: 0, isRight: false }]);
    assert.ok(Math.abs(slope - 1) < 0.3, String(slope));
    assert.throws(() => fitCalibration(drawn(100, UNCALIBRATED).map(({ probability }) => ({ probability, isRight: true }))), /say nothing/);
    assert.throws(() => fitCalibration([]), /say nothing/);
  });
});
