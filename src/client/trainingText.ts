// What "Train on Workspace" asks and reports, as text. Pure.
import type { EarlierTraining, TrainingOutcome, TrainingPhase, TrainingPlan, TrainingProgress } from '../server/protocol';
import type { Sentence } from '../model/userError';
import type { Figures } from './figures';
import type { Translate } from './translate';

/** The question's small print: what will be read, how long it takes, where what is learned stays. */
export function planText(plan: TrainingPlan, translate: Translate, figures: Figures): string {
  const { files, bytes, heldOutFiles, heldOutBytes, foundBytes, isInterrupted, earlier, seconds } = plan;
  return [
    ...(earlier ? [earlierText(earlier, translate, figures)] : []),
    translate('Elman will read {0} files with {1} of text, on this machine only.', figures.count(files), figures.size(bytes)),
    ...(foundBytes === undefined ? [] : [translate('The workspace has {0} of files, more than one training reads: a random sample will be used.', figures.size(foundBytes))]),
    translate('Of these, {0} files with {1} are held out: they show whether the new model is better.', figures.count(heldOutFiles), figures.size(heldOutBytes)),
    ...(isInterrupted ? [translate('An earlier training was interrupted: if the text, the model and the time are unchanged, this one continues from there.')] : []),
    translate('Training takes about {0} and can be cancelled at any time. What is learned is kept with this workspace and used only here.', figures.duration(seconds)),
  ].join(' ');
}

/** Says when this workspace was trained last, and what training again does. */
function earlierText({ trained, isInUse }: EarlierTraining, translate: Translate, figures: Figures): string {
  const when = figures.moment(trained);
  return isInUse
    ? translate('You trained on {0}; training again continues from that model. To begin anew, delete the learned data first.', when)
    : translate('You trained on {0}, but that model is not in use: training begins anew from the bundled model and replaces it if the new one is better.', when);
}

/** One line for the progress notification. */
export function progressText(progress: TrainingProgress, translate: Translate, figures: Figures): string {
  const { tokensPerSecond, validationPerplexity, secondsLeft, goesOnFrom } = progress;
  const parts = [`${phaseName(progress.phase, translate)} (${figures.percent(progress.fraction)})`];
  if (tokensPerSecond !== undefined) parts.push(translate('{0} tokens/s', figures.count(tokensPerSecond)));
  if (validationPerplexity !== undefined) parts.push(translate('validation perplexity {0}', figures.measure(validationPerplexity)));
  if (secondsLeft !== undefined) parts.push(translate('{0} left', figures.duration(secondsLeft)));
  if (goesOnFrom !== undefined) parts.push(translate('continues from step {0} of an interrupted training', figures.count(goesOnFrom)));
  return parts.join(' · ');
}

/** What is said when a training has ended. @param say a sentence of the server in the user's language. */
export function outcomeText({ sentence, isResumable }: TrainingOutcome, translate: Translate, say: (sentence: Sentence) => string): string {
  const said = say(sentence);
  return isResumable ? `${said} ${translate('Train again to continue from there.')}` : said;
}

function phaseName(phase: TrainingPhase, translate: Translate): string {
  switch (phase) {
    case 'reading':
      return translate('Reading the files');
    case 'training':
      return translate('Learning');
    case 'evaluating':
      return translate('Comparing the models');
    case 'exporting':
      return translate('Writing the new model');
  }
}
