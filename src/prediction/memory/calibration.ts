// What the mixture says of a suggestion, and how often that is right: a monotone map from one to the other,
//   p -> sigmoid(slope ln(p / (1 - p)) + intercept)  (Platt, 1999),
// learned on validation text (training/calibration). Of the parts of the mixture each is trusted by what it knows alone; where
// several say the same it is surer than their sum.
import learned from './calibration.json';

export interface Calibration {
  /** Above 0. */
  readonly slope: number;
  readonly intercept: number;
}

/** Of a model whose probabilities are taken as they are. */
export const UNCALIBRATED: Calibration = { slope: 1, intercept: 0 };

/** Of the network with its memory. */
export const learnedCalibration: Calibration = learned;

/** How often what the model gives this probability is right. */
export function calibrated(probability: number, { slope, intercept }: Calibration): number {
  return sigmoid(slope * logit(probability) + intercept);
}

/** The model's probability of what is right so often. */
export function uncalibrated(probability: number, { slope, intercept }: Calibration): number {
  return sigmoid((logit(probability) - intercept) / slope);
}

function logit(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
