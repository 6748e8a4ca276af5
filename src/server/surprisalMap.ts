// The answers behind the heat map: the surprisal of the words in the lines that are seen and, of one of them, which words
// the network expected instead.
import type { CancellationToken } from 'vscode-languageserver/node';
import { wordAlternatives } from '../prediction/wordAlternatives';
import { wordsOf } from '../prediction/words';
import { Cancelled, cancellableModel } from './countedModel';
import type { ElmanDocument } from './elmanDocument';
import type { LineRanges, SurprisalMap, TextPlace, WordAlternatives } from './protocol';
import type { Session } from './session';

/** More words than any screen shows; a file of one line may have them in sight at once. */
const MOST_WORDS = 5000;
/** As many as are read at a glance. */
const ALTERNATIVES = 5;

/** Waits until the lines are scored as they stand, and tells their words. */
export async function surprisalMap({ documents, readings, scheduler }: Session, { uri, ranges: asked }: LineRanges, token: CancellationToken): Promise<SurprisalMap> {
  const document = documents.get(uri);
  if (!document) return { version: 0, words: [] };
  const ranges = asked.map((lines) => nearestLines(document, lines));
  const silence = readings.whyUnmeasured(document);
  if (silence) return { version: document.version, words: [], silence };
  if (readings.measuredTrackOf(document)) {
    const read = readings.whenScored(document, ranges, token);
    scheduler.wake();
    await read;
  }
  const track = readings.measuredTrackOf(document);
  const words = track ? ranges.flatMap(({ first, last }) => track.wordSurprisals(first, last)).slice(0, MOST_WORDS) : [];
  return { version: document.version, words };
}

/** The nearest lines inside the document. */
function nearestLines({ text }: ElmanDocument, { first, last }: LineRanges['ranges'][number]): LineRanges['ranges'][number] {
  const line = (number: number) => text.nearest({ line: number, character: 0 }).line;
  return { first: line(first), last: line(last) };
}

/** What is known of the word at a place, and what the network would have put there; null if nothing is known. */
export function alternativesAt(session: Session, place: TextPlace, token: CancellationToken): Promise<WordAlternatives | null> {
  return session.scheduler.request(async () => {
    try {
      return await searchAt(session, place, token);
    } catch (error) {
      if (error instanceof Cancelled) return null;
      throw error;
    }
  });
}

async function searchAt({ documents, readings, models }: Session, asked: TextPlace, token: CancellationToken): Promise<WordAlternatives | null> {
  const document = documents.get(asked.uri);
  const track = document && readings.measuredTrackOf(document);
  const { current } = models;
  const { line, character } = document?.text.nearest(asked) ?? asked;
  const word = track?.wordSurprisals(line, line).find(({ start, end }) => start <= character && character < end);
  if (!document || !track || !current || !word) return null;
  const text = document.text.line(line);
  const before = text.slice(0, wordsOf(text).findLast(({ end }) => end <= word.start)?.end ?? 0);
  const distribution = await track.distributionAfter(line, before.length);
  if (!distribution) return null;
  const { opened, vocabulary } = current;
  const place = { distribution, before, word: text.slice(word.start, word.end) };
  const alternatives = await wordAlternatives(cancellableModel(current.model, token), opened.tokenizer, vocabulary, place, ALTERNATIVES);
  return { ...word, text: place.word, probability: 2 ** -word.surprisalBits, alternatives };
}
