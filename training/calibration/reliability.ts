// How well probabilities say how often suggestions are right: outcomes in ten equal ranges of probability, and the expected
// calibration error, the sum over the ranges of (outcomes in it / all) |mean probability - share right| (Naeini, Cooper and
// Hauskrecht, 2015; Guo et al., 2017).
import type { Reliability, ReliabilityBin } from '../../src/report/reportData';
import type { Outcome } from './outcomes';

const BINS = 10;

/** Ranges without an outcome are left out; without any outcome there is no reliability. */
export function reliabilityOf(outcomes: readonly Outcome[]): Reliability | undefined {
  if (outcomes.length === 0) return undefined;
  const groups = Array.from({ length: BINS }, (): Outcome[] => []);
  for (const outcome of outcomes) groups[Math.min(BINS - 1, Math.floor(outcome.probability * BINS))].push(outcome);
  const bins = groups.flatMap((group, i) => (group.length === 0 ? [] : [binOf(group, i)]));
  const error = bins.reduce((sum, { suggestions, meanProbability, shareRight }) => sum + suggestions * Math.abs(meanProbability - shareRight), 0) / outcomes.length;
  return { bins, error, errorByChance: errorByChance(bins, outcomes.length) };
}

/** The mean of |share - p| of n fair draws with probability p is about sqrt(2 p (1 - p) / (pi n)). */
function errorByChance(bins: readonly ReliabilityBin[], outcomes: number): number {
  return bins.reduce((sum, { suggestions, meanProbability: p }) => sum + suggestions * Math.sqrt((2 * p * (1 - p)) / (Math.PI * suggestions)), 0) / outcomes;
}

function binOf(group: readonly Outcome[], i: number): ReliabilityBin {
  return {
    from: i / BINS,
    to: (i + 1) / BINS,
    suggestions: group.length,
    meanProbability: group.reduce((sum, { probability }) => sum + probability, 0) / group.length,
    shareRight: group.filter(({ isRight }) => isRight).length / group.length,
  };
}
