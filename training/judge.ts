// Whether a new model may take the live one's place. Both are measured on files that neither was trained on, and on a
// small text per language that shows whether the new one has forgotten what the bundled model knew.
import type { Comparison, Verdict } from './messages';

/** Bits per byte must fall by more than this share on the held-out files: less is within what chance gives. */
const REQUIRED_GAIN = 0.01;
/** Bits per byte may rise by this share at most on any language of the rehearsal texts. */
const ALLOWED_LOSS = 0.03;

/** Decides, and says why not. */
export function judge(heldOut: Comparison, rehearsal: Readonly<Record<string, Comparison>>, trainedFiles: number): Verdict {
  const verdict = { heldOut, rehearsal, trainedFiles };
  if (!hasGained(heldOut)) {
    return { ...verdict, accepted: false, reason: { template: 'The new model is not better: {0} bits per byte on held-out files, {1} before.', values: [rounded(heldOut.after), rounded(heldOut.before)] } };
  }
  const forgotten = Object.entries(rehearsal).find(([, { before, after }]) => !(after <= before * (1 + ALLOWED_LOSS)));
  if (forgotten) {
    const [language, { before, after }] = forgotten;
    return { ...verdict, accepted: false, reason: { template: 'The new model would forget: {0} bits per byte on {1}, {2} before.', values: [rounded(after), language, rounded(before)] } };
  }
  return { ...verdict, accepted: true };
}

/** Whether the held-out files are predicted better by more than chance gives. */
export function hasGained({ before, after }: Comparison): boolean {
  return after < before * (1 - REQUIRED_GAIN);
}

function rounded(bits: number): number {
  return Math.round(bits * 1000) / 1000;
}
