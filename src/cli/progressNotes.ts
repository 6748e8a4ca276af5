// What a person who waits for a training reads now and then.
import type { LoopProgress } from '../../training/trainNetwork';
import { perplexity, perplexityText } from '../prediction/perplexity';

/** Milliseconds between two lines. */
const PROGRESS_EVERY_MS = 5000;

/** Says how far the training is, now and then. */
export function progressNotes(note: (sentence: string) => void): (progress: LoopProgress) => void {
  let lastMs = performance.now();
  return ({ step, fraction, tokensPerSecond, secondsLeft, lossNats, validationNats }) => {
    if (performance.now() - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = performance.now();
    const validation = validationNats === undefined ? '' : `, perplexity per token ${perplexityText(perplexity(validationNats, 1), 1)}`;
    note(`${(100 * fraction).toFixed(0)} %, step ${step}, ${tokensPerSecond.toFixed(0)} tokens/s, loss ${lossNats.toFixed(2)} nats${validation}, ${secondsLeft.toFixed(0)} s left`);
  };
}
