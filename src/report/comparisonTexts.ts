// The words of a comparison's table and page. Every template is a literal here, so that a test can hold them against the
// translations.
import type { Say } from './reportTexts';

export type ComparisonTexts = ReturnType<typeof comparisonTexts>;

export function comparisonTexts(translate: Say) {
  return {
    title: translate('Comparison of models'),
    started: translate('Started'),
    updated: translate('Last figures'),
    unfinished: translate('Not all models are measured yet.'),
    nothingYet: translate('No model is measured yet.'),
    perplexity: translate('Validation perplexity per token'),
    seconds: translate('seconds of training'),
    model: translate('Model'),
    parameters: translate('Parameters'),
    bytes: translate('Bytes on disk'),
    tokensPerSecond: translate('Tokens/s in training'),
    bitsPerByte: translate('Bits per byte'),
    perplexityPerWord: translate('Perplexity per word'),
    top1: translate('Top-1'),
    unseen: translate('Contexts never seen'),
    prediction: translate('µs per prediction'),
    notes: translate('Measured on held-out files. Top-1 is by token. The parameters of an n-gram are the n-grams that were counted; contexts never seen are those of its order that stand in the held-out files and not in the training files.'),
    problems: translate('Trainings that ended early'),
    numbers: translate('Figures as a table'),
    corpus: translate('Files that were read'),
    trainFiles: translate('Files to learn from'),
    trainBytes: translate('Bytes to learn from'),
    trainTokens: translate('Tokens to learn from'),
    heldOutFiles: translate('Held-out files'),
    heldOutBytes: translate('Held-out bytes'),
    heldOutWords: translate('Held-out words'),
    heldOutTokens: translate('Held-out tokens'),
    options: translate('Options of the run'),
  };
}
