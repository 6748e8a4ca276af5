// Surprisal of words with the memory of the document, for the heat map and the perplexity view. It costs a run of the network
// for every line that somebody looks at, so it waits until the keys rest, reads a bounded part, and lets others in between.
import { setTimeout as wait } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { SurprisingWord, WordSurprisal } from '../prediction/lineFigures';
import type { Turn } from '../prediction/memory/memoryScorer';
import { Cancelled } from './countedModel';
import type { ElmanDocument } from './elmanDocument';
import { SETTLED_MS } from './readings';
import type { Session } from './session';

/** Tokens that are read for one answer: more than a screen holds, a second of one core. */
const MOST_TOKENS = 4_096;

/**
 * Words of some lines, as many as are read for one answer.
 * @param lines ascending. @returns undefined if the document changed, is not read, or nobody waits any more.
 */
export async function surprisalsWithMemory({ readings, scheduler }: Session, document: ElmanDocument, lines: readonly number[], token: CancellationToken): Promise<WordSurprisal[] | undefined> {
  await keysRest(document, token);
  const track = readings.measuredTrackOf(document);
  if (!track) return undefined;
  const turn: Turn = (run) =>
    scheduler.request(() => {
      if (token.isCancellationRequested) throw new Cancelled();
      return run();
    });
  try {
    return await track.wordSurprisalsWithMemory(lines, MOST_TOKENS, turn);
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

/** The same words with their surprisal under the memory, the most surprising first, at most `most`. */
export async function rankedWithMemory(session: Session, document: ElmanDocument, candidates: readonly SurprisingWord[], most: number, token: CancellationToken): Promise<SurprisingWord[] | undefined> {
  const lines = [...new Set(candidates.map(({ line }) => line))].sort((a, b) => a - b);
  const words = await surprisalsWithMemory(session, document, lines, token);
  if (!words) return undefined;
  const bits = new Map(words.map(({ line, start, surprisalBits }) => [`${line}:${start}`, surprisalBits]));
  return candidates
    .flatMap((word) => {
      const surprisalBits = bits.get(`${word.line}:${word.start}`);
      return surprisalBits === undefined ? [] : [{ ...word, surprisalBits }];
    })
    .sort((a, b) => b.surprisalBits - a.surprisalBits)
    .slice(0, most);
}

async function keysRest({ changedMs }: ElmanDocument, token: CancellationToken): Promise<void> {
  const restMs = changedMs + SETTLED_MS - performance.now();
  if (!(restMs > 0)) return;
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort());
  await wait(restMs, undefined, { signal: stop.signal }).catch(() => undefined);
  listening.dispose();
}
