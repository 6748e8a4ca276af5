// What one model of a comparison reaches on the held-out files, and what a prediction of it costs.
import { evaluateTexts, type NamedText } from '../../src/model/evaluate';
import { formatSentence } from '../../src/model/userError';
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';
import { emptyState } from '../../src/prediction/readTokens';
import type { ComparedFigures } from '../../src/report/comparisonData';
import type { TrainedModel } from './trainedModel';

/** What models are measured on. */
export interface HeldOut {
  readonly tokenizer: Tokenizer;
  readonly texts: readonly NamedText[];
  /** The same texts as tokens. */
  readonly documents: readonly Uint16Array[];
}

/** Threads of the reading; a single prediction runs on one, as in the editor. */
const READING_THREADS = 2;
/** Predictions that are timed, after some that are not: the first ones fetch memory and compile. */
const TIMED = 300;
const UNTIMED = 30;

/** @param onProgress called every now and then; what it throws ends the work. */
export async function measureModel(name: string, trained: TrainedModel, { tokenizer, texts, documents }: HeldOut, onProgress: () => void): Promise<ComparedFigures> {
  const { nats, bitsPerByte, perplexityPerWord, perplexityPerToken, top1Token } = await withModel(trained, READING_THREADS, (model) => evaluateTexts({ model, tokenizer }, texts, { onProgress }));
  const { parameters, bytes, trainingTokens, trainingSeconds, course, problem } = trained;
  return {
    name, parameters, bytes, trainingTokens, trainingSeconds,
    tokensPerSecond: trainingTokens / trainingSeconds,
    nats, bitsPerByte, perplexityPerWord, perplexityPerToken, top1Token,
    unseenContexts: trained.unseenContexts?.(documents) ?? null,
    microsecondsPerPrediction: await withModel(trained, 1, (model) => medianMicroseconds(model, documents)),
    course,
    problem: problem ? formatSentence(problem) : null,
  };
}

async function withModel<T>(trained: TrainedModel, threads: number, work: (model: LanguageModel) => Promise<T>): Promise<T> {
  const opened = await trained.open(threads);
  try {
    return await work(opened.model);
  } finally {
    await opened.dispose();
  }
}

/** Of a run of one token, over documents one after the other. The median, for a machine that others share stalls now and then. */
async function medianMicroseconds(model: LanguageModel, documents: readonly Uint16Array[]): Promise<number> {
  const timesMs: number[] = [];
  while (timesMs.length < UNTIMED + TIMED) {
    for (const document of documents) {
      let state = emptyState(model);
      for (const token of document.subarray(0, UNTIMED + TIMED - timesMs.length)) {
        const begunMs = performance.now();
        ({ state } = await model.run([token], 1, state));
        timesMs.push(performance.now() - begunMs);
      }
    }
  }
  return 1000 * timesMs.slice(UNTIMED).sort((a, b) => a - b)[TIMED / 2];
}
