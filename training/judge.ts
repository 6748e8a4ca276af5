// Verdict on a new model. Both models are measured on files that neither was trained on, and on a small text per language
// that shows whether the new one has forgotten what the bundled model knew.
import type { Finding } from '../src/report/reportData';
import { isCertainGain } from './confidence';
import type { Comparison, Verdict } from './messages';

/** Bits per byte must fall by more than this share on the held-out files: a smaller change is not worth a new model. */
const REQUIRED_GAIN = 0.01;
/** Bits per byte may rise by this share at most on any language of the rehearsal texts. */
const ALLOWED_LOSS = 0.03;

/** Measurements of the held-out files by both models. */
export interface HeldOutMeasures extends Comparison {
  /** Nats of each piece of the text, by the model before and by the new one. */
  readonly pieces: { readonly before: readonly number[]; readonly after: readonly number[] };
}

/** Decides whether the new model may go live. */
export function judge({ before, after, pieces }: HeldOutMeasures, rehearsal: Readonly<Record<string, Comparison>>, trainedFiles: number): Verdict {
  const heldOut = { before, after };
  const finding = findingOf(heldOut, pieces, rehearsal);
  return { accepted: finding === 'better', finding, heldOut, rehearsal, trainedFiles };
}

function findingOf(heldOut: Comparison, pieces: HeldOutMeasures['pieces'], rehearsal: Readonly<Record<string, Comparison>>): Finding {
  if (!(heldOut.after < heldOut.before * (1 - REQUIRED_GAIN))) return 'notBetter';
  if (!isCertainGain(pieces.before, pieces.after)) return 'uncertain';
  const isKept = Object.values(rehearsal).every(({ before, after }) => after <= before * (1 + ALLOWED_LOSS));
  return isKept ? 'better' : 'forgot';
}
