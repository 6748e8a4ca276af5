// A comparison such as `elman compare` leaves, with names that try to be markup.
import type { ComparedFigures, ComparisonData } from '../../src/report/comparisonData';
import { HOSTILE_NAME } from './syntheticReport';

const network: ComparedFigures = {
  name: 'elman', parameters: 2_752_000, bytes: 5_600_000, trainingTokens: 2_000_000, trainingSeconds: 120, tokensPerSecond: 16_666.67,
  nats: 400_000, bitsPerByte: 1.5426, perplexityPerWord: 55.1, perplexityPerToken: 12.2, top1Token: 0.4567, unseenContexts: null, microsecondsPerPrediction: 183.4,
  course: [{ seconds: 0.5, validationNats: 6 }, { seconds: 60, validationNats: 3 }, { seconds: 120, validationNats: 2.5 }], problem: null,
};

export const syntheticComparison: ComparisonData = {
  folders: ['notes', HOSTILE_NAME.replaceAll('/', '')], started: '2026-01-01T00:00:00.000Z', updated: '2026-01-01T00:05:00.000Z', asked: ['elman', 'gru', 'kn-3', 'lstm'],
  options: { minutes: 2, [HOSTILE_NAME]: HOSTILE_NAME },
  train: { files: 40, bytes: 1_000_000, tokens: 300_000 }, heldOut: { files: 4, bytes: 374_100, words: 100_000, tokens: 160_000 },
  models: [
    network,
    { ...network, name: 'gru', course: [{ seconds: 0.7, validationNats: 6 }, { seconds: 120, validationNats: 2.2 }], problem: HOSTILE_NAME },
    { ...network, name: 'kn-3', unseenContexts: 0.215, course: [{ seconds: 1.5, validationNats: 2.4 }] },
  ],
};
