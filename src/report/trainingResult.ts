// Result of a training in plain words: one sentence that is shown as a message and stands first on the report's page.
import type { Sentence } from '../model/userError';
import type { Finding, ReportData } from './reportData';

/** Bits per byte of the model before and of the new one on files that neither was trained on. */
interface Bits {
  readonly before: number;
  readonly after: number;
}

/**
 * Says what came of a training and what to do next.
 * @param endedEarly whether something went wrong on the way, so that the best weights until then were judged.
 */
export function findingSentence(finding: Finding, { before, after }: Bits, endedEarly: boolean): Sentence {
  const saved = Math.round(100 * (1 - after / before));
  if (finding === 'better') {
    return endedEarly
      ? { template: 'Better, though the training ended early: {0} % fewer bits on files it had not seen.', values: [saved] }
      : { template: 'Better: {0} % fewer bits on files it had not seen.', values: [saved] };
  }
  if (endedEarly) return { template: 'The training ended early and brought nothing better. Nothing changed; the report says why.', values: [] };
  return NOTHING_CHANGED[finding];
}

const NOTHING_CHANGED: Readonly<Record<Exclude<Finding, 'better'>, Sentence>> = {
  notBetter: { template: 'Not better on files it had not seen, so nothing changed. Add more text or train for longer.', values: [] },
  uncertain: { template: 'Too little text to tell whether the new model is better, so nothing changed. Add more files and train again.', values: [] },
  forgot: { template: 'The new model forgot too much of what Elman knew before, so nothing changed. Train for a shorter time.', values: [] },
};

/** Result of a run as its report begins with it: the sentence of a judged run, or the state of every other. */
export function resultSentence(report: ReportData): Sentence {
  const all = report.heldOut.find(({ language }) => language === '*');
  if (report.state !== 'done') return ENDINGS[report.state];
  if (!all) return { template: 'The training is done.', values: [] };
  if (report.finding && all.before !== null) return findingSentence(report.finding, { before: all.before, after: all.after }, report.reason !== undefined);
  return resultWithoutVerdict(all.before, all.after);
}

/** Says of a training on the command line, where nothing is decided, what the model reaches. */
function resultWithoutVerdict(before: number | null, after: number): Sentence {
  if (before === null) return { template: 'A new model: {0} bits per byte on files it had not seen.', values: [after.toFixed(2)] };
  const change = Math.round(100 * (1 - after / before));
  if (change === 0) return { template: 'As many bits as before on files it had not seen.', values: [] };
  return change > 0
    ? { template: 'Better: {0} % fewer bits on files it had not seen.', values: [change] }
    : { template: 'Worse: {0} % more bits on files it had not seen.', values: [-change] };
}

const ENDINGS: Readonly<Record<Exclude<ReportData['state'], 'done'>, Sentence>> = {
  running: { template: 'The training is running.', values: [] },
  failed: { template: 'The training failed. Nothing changed.', values: [] },
  cancelled: { template: 'The training was cancelled. Nothing changed; you can train again at any time.', values: [] },
  interrupted: { template: 'The training was interrupted: it was stopped, or the editor was closed. Train again to continue it.', values: [] },
};
