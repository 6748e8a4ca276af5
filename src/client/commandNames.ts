// Identifiers that package.json contributes and the code uses; a test compares the two.

/** Publisher and name. */
export const extensionId = 'elman.elman';

export const commands = {
  trainOnWorkspace: 'elman.trainOnWorkspace',
  showPerplexity: 'elman.showPerplexity',
  showReport: 'elman.showReport',
  showStatistics: 'elman.showStatistics',
  clearStatistics: 'elman.clearStatistics',
  toggleHeatMap: 'elman.toggleHeatMap',
  surprisalWithMemory: 'elman.surprisalWithMemory',
  surprisalOfNetwork: 'elman.surprisalOfNetwork',
  continueWriting: 'elman.continueWriting',
  pause: 'elman.pause',
  resume: 'elman.resume',
  useBundledModel: 'elman.useBundledModel',
  deleteLearned: 'elman.deleteLearned',
  restart: 'elman.restart',
  showMenu: 'elman.showMenu',
} as const;

/** The view of the figures by line and of the most surprising words. */
export const perplexityView = 'elman.perplexity';

/** Colours of the heat map, from expected words to the most surprising ones. */
export const heatColours = [
  'elman.surprisal.expectedBackground',
  'elman.surprisal.lowBackground',
  'elman.surprisal.mediumBackground',
  'elman.surprisal.highBackground',
] as const;

/** Context key: suggestions are paused. */
export const pausedContext = 'elman.paused';

/** Context key: a suggestion was shown in this window. */
export const suggestedContext = 'elman.suggested';

/** Walkthrough of a first start, as the editor names it. */
export const walkthroughId = `${extensionId}#start`;

/** What the editor runs when a suggestion was inserted to its end; nobody else does, so it is in no palette. */
export const suggestionAccepted = 'elman.suggestionAccepted';

/** Runs at Escape while ghost text is shown (package.json, `keybindings`); it is in no palette. */
export const dismissSuggestion = 'elman.dismissSuggestion';

/** The setting that is the client's own, without its section. */
export const statisticsSetting = 'statistics';

/** The setting for the surprisal of words, which is the client's own too, without its section. */
export const surprisalSetting = 'surprisalWith';

/** Context key: surprisal is shown with the document's memory. */
export const surprisalMemoryContext = 'elman.isSurprisalWithMemory';
