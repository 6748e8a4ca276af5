// The calibration under which outcomes are most likely: logistic regression of two parameters by Newton's method, whose loss
// has one minimum. Its gradient is sum of (q - right) (x, 1) and its Hessian sum of q (1 - q) (x, 1)(x, 1)^T, with x the
// logit of a probability and q its calibrated one.
import { calibrated, UNCALIBRATED, type Calibration } from '../../src/prediction/memory/calibration';
import type { Outcome } from './outcomes';

/** Far more than it takes to stand still. */
const MOST_STEPS = 50;
/** Keeps logits finite. */
const SMALLEST = 1e-6;

/** @throws Error if the outcomes say nothing of a slope: all are right or wrong, or all have one probability. */
export function fitCalibration(outcomes: readonly Outcome[]): Calibration {
  let { slope, intercept } = UNCALIBRATED;
  for (let step = 0; step < MOST_STEPS; step++) {
    let [bySlope, byIntercept, slope2, cross, intercept2] = [0, 0, 0, 0, 0];
    for (const { probability, isRight } of outcomes) {
      const p = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
      const x = Math.log(p / (1 - p));
      const q = calibrated(p, { slope, intercept });
      const [error, weight] = [q - (isRight ? 1 : 0), q * (1 - q)];
      bySlope += error * x;
      byIntercept += error;
      slope2 += weight * x * x;
      cross += weight * x;
      intercept2 += weight;
    }
    const determinant = slope2 * intercept2 - cross * cross;
    slope -= (intercept2 * bySlope - cross * byIntercept) / determinant;
    intercept -= (slope2 * byIntercept - cross * bySlope) / determinant;
  }
  if (!Number.isFinite(slope) || !Number.isFinite(intercept) || slope <= 0) throw new Error('The outcomes say nothing of how far probabilities can be trusted.');
  return { slope, intercept };
}
