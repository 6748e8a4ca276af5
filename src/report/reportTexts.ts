// The words of a report page. Every template is a literal here, so that a test can hold them against the translations.

/** A template without values in the reader's language. */
export type Say = (template: string) => string;

export type ReportTexts = ReturnType<typeof reportTexts>;

export function reportTexts(translate: Say) {
  return {
    title: translate('Training report'),
    silent: translate('No progress has been reported for a long time: the training was probably interrupted.'),
    started: translate('Started'),
    updated: translate('Last figures'),
    nothingYet: translate('No step was made yet.'),
    perplexity: translate('Perplexity per token'),
    training: translate('training, over the candidates of the sampled softmax'),
    validation: translate('validation, over the whole vocabulary'),
    learningRate: translate('Learning rate'),
    gradientNorm: translate('Norm of the gradient before clipping'),
    tokensPerSecond: translate('Tokens per second'),
    seconds: translate('seconds of training'),
    details: translate('Details of the training'),
    numbers: translate('Figures as a table'),
    corpus: translate('Files that were read'),
    language: translate('Language'),
    files: translate('Files to learn from'),
    bytes: translate('Bytes to learn from'),
    heldOutFiles: translate('Held-out files'),
    heldOutBytes: translate('Held-out bytes'),
    heldOut: translate('Bits per byte on held-out files'),
    rehearsal: translate('Bits per byte on texts that must not be forgotten'),
    measuredBytes: translate('Bytes measured'),
    before: translate('Before'),
    after: translate('After'),
    change: translate('Change'),
    all: translate('all'),
    reliability: translate('How often suggestions are right, by their probability'),
    probability: translate('Probability'),
    suggestions: translate('Suggestions'),
    meanProbability: translate('Mean probability'),
    shareRight: translate('Share correct'),
    perfectlyReliable: translate('as the probability says'),
    reliabilityNote: translate('Of the new model on held-out files, where a word begins and behind its first one or two letters. On the dashed line a suggestion is right as often as its probability says.'),
    calibrationError: translate('Expected calibration error'),
    byChance: translate('with perfect probabilities chance alone would make it about'),
    options: translate('Options of the run'),
  };
}

/** The templates as they stand. */
export function english(template: string): string {
  return template;
}
