// An n-gram model in a comparison: counted in one reading, measured as every model is.
import { historyModel } from '../comparators/historyModel';
import { KneserNey } from '../comparators/kneserNey';
import { encodeLevels } from '../comparators/kneserNeyFile';
import { meanNats, ngramPredictor, unseenContexts } from '../comparators/ngramPredictor';
import type { TrainingDocuments } from '../reading';
import { countTokens } from '../tokenDocuments';
import type { TrainedModel } from './trainedModel';

/**
 * Holds all documents in memory while it counts.
 * @param vocabulary V.
 * @param onPause called several times a second; what it throws ends the work.
 */
export async function countNgram(order: number, vocabulary: number, { train, validation }: TrainingDocuments, onPause: () => void): Promise<TrainedModel> {
  const begunMs = performance.now();
  const counted = await KneserNey.trainWithPauses([...train], vocabulary, order, onPause);
  const seconds = (performance.now() - begunMs) / 1000;
  return {
    parameters: counted.ngrams,
    bytes: encodeLevels(counted.levels).length,
    trainingTokens: countTokens(train),
    trainingSeconds: seconds,
    course: [{ seconds, validationNats: meanNats(counted, validation) }],
    unseenContexts: (documents) => unseenContexts(counted, documents),
    open: () => Promise.resolve({ model: historyModel(ngramPredictor(counted)), dispose: () => Promise.resolve() }),
  };
}
