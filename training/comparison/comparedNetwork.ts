// A network in a comparison: trained from scratch by the one training loop, measured from the bytes of its file.
import { OnnxLanguageModel } from '../../src/model/onnxModel';
import { DEFAULT_PRECISION } from '../../src/model/precision';
import { seededRandom } from '../../src/prediction/seededRandom';
import { fixedWindowPredictor } from '../comparators/fixedWindowPredictor';
import { historyModel } from '../comparators/historyModel';
import { exportFixedWindow } from '../graph/exportedFixedWindow';
import { exportModel } from '../graph/exportedModel';
import type { Parameters } from '../graph/network';
import { countWeights, type TrainableDescription } from '../graph/trainable';
import { initialParameters } from '../initialise';
import { countTargets } from '../minibatches';
import type { TrainingDocuments } from '../reading';
import { RunLog } from '../report/runLog';
import type { Budget } from '../stepClock';
import { trainNetwork, type LoopCallbacks, type Recipe } from '../trainNetwork';
import type { OpenedModel, TrainedModel } from './trainedModel';

/** How every network of a comparison is trained. */
export interface NetworkTraining {
  readonly budget: Budget;
  readonly recipe: Recipe;
  readonly callbacks: LoopCallbacks;
}

export async function trainComparedNetwork(network: TrainableDescription, documents: TrainingDocuments, { budget, recipe, callbacks }: NetworkTraining): Promise<TrainedModel> {
  const log = new RunLog();
  const start = initialParameters(network, countTargets(documents.train, network.vocabulary), seededRandom(recipe.seed));
  const trained = await trainNetwork(network, start, documents, budget, recipe, {
    ...callbacks,
    onProgress: (progress) => {
      log.add(progress);
      callbacks.onProgress?.(progress);
    },
  });
  const { open, bytes } = exported(network, trained.parameters);
  return {
    parameters: countWeights(network),
    bytes,
    trainingTokens: trained.tokens,
    trainingSeconds: trained.seconds,
    course: log.points().flatMap(({ seconds, validationNats }) => (validationNats === null ? [] : [{ seconds, validationNats }])),
    ...(trained.problem ? { problem: trained.problem } : {}),
    open,
  };
}

/** The network as its file, in which the weights are as in a model package, and the way to open that. */
function exported(network: TrainableDescription, parameters: Parameters): { bytes: number; open: (threads: number) => Promise<OpenedModel> } {
  if (network.cell === 'fixed-window') {
    const bytes = exportFixedWindow(network, parameters, DEFAULT_PRECISION);
    const open = async (threads: number) => {
      const predictor = await fixedWindowPredictor(network, bytes, threads);
      return { model: historyModel(predictor), dispose: () => predictor.dispose() };
    };
    return { bytes: bytes.length, open };
  }
  const bytes = exportModel(network, parameters, DEFAULT_PRECISION);
  const open = async (threads: number) => {
    const model = await OnnxLanguageModel.load({ file: 'model.onnx', bytes }, { network, startToken: 0 }, { threads });
    return { model, dispose: () => model.dispose() };
  };
  return { bytes: bytes.length, open };
}
