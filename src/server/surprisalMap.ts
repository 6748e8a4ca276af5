// The answers behind the heat map: the surprisal of the words in the lines that are seen and, of one of them, which words
// the network expected instead.
import type { CancellationToken } from 'vscode-languageserver/node';
import { isPieceStart } from '../prediction/pieceBorders';
import { wordAlternatives } from '../prediction/wordAlternatives';
import { wordsOf } from '../prediction/words';
import { Cancelled, cancellableModel } from './countedModel';
import type { ElmanDocument } from './elmanDocument';
import { surprisalsWithMemory } from './memorySurprisal';
import type { LineRanges, SurprisalMap, SurprisalSource, TextPlace, WordAlternatives } from './protocol';
import type { Session } from './session';

/** More words than any screen shows; a file of one line may have them in sight at once. */
const MOST_WORDS = 5000;
/** As many as are read at a glance. */
const ALTERNATIVES = 5;

/** Waits until the present text of the lines is scored, and answers with their words. */
export async function surprisalMap(session: Session, { uri, ranges: asked, source }: LineRanges, token: CancellationToken): Promise<SurprisalMap> {
  const { documents, readings, scheduler } = session;
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
  const { version } = document;
  if (source === 'memory') return { version, words: (await surprisalsWithMemory(session, document, linesOf(document, ranges), token)) ?? [] };
  const track = readings.measuredTrackOf(document);
  const words = track ? ranges.flatMap(({ first, last }) => track.wordSurprisals(first, last, MOST_WORDS)).slice(0, MOST_WORDS) : [];
  return { version, words };
}

/** The nearest lines inside the document. */
function nearestLines({ text }: ElmanDocument, { first, last }: LineRanges['ranges'][number]): LineRanges['ranges'][number] {
  const line = (number: number) => text.nearest({ line: number, character: 0 }).line;
  return { first: line(first), last: line(last) };
}

/** Numbers of the lines in some ranges, ascending, each once. */
function linesOf({ text }: ElmanDocument, ranges: LineRanges['ranges']): number[] {
  const numbers = new Set<number>();
  for (const { first, last } of ranges) for (let line = Math.max(0, first); line <= Math.min(last, text.lineCount - 1); line++) numbers.add(line);
  return [...numbers].sort((a, b) => a - b);
}

/** A place, and the model that its word is judged by: the network if missing. */
export type JudgedPlace = TextPlace & { readonly source?: SurprisalSource };

/** Surprisal of the word at a place, and the words that the network would have put there; null if nothing is known. */
export async function alternativesAt(session: Session, place: JudgedPlace, token: CancellationToken): Promise<WordAlternatives | null> {
  const document = session.documents.get(place.uri);
  const version = document?.version;
  const remembered = document && place.source === 'memory' ? await surprisalsWithMemory(session, document, [place.line], token) : undefined;
  const found = document?.version === version ? await searchInTurn(session, place, token) : null;
  const word = found && remembered?.find(({ start }) => start === found.start);
  return found && word ? { ...found, surprisalBits: word.surprisalBits, probability: 2 ** -word.surprisalBits } : found;
}

function searchInTurn(session: Session, place: TextPlace, token: CancellationToken): Promise<WordAlternatives | null> {
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
  const { opened, vocabulary } = current;
  const found = { ...word, text: text.slice(word.start, word.end), probability: 2 ** -word.surprisalBits };
  const before = text.slice(0, wordsOf(text).findLast(({ end }) => end <= word.start)?.end ?? 0);
  // Inside a run of Thai or Khmer a word may begin in the middle of a token: no state of the network says what comes there.
  if (!isPieceStart(text, word.start)) return { ...found, alternatives: [] };
  const distribution = await track.distributionAfter(line, before.length);
  if (!distribution) return null;
  const place = { distribution, before, word: found.text };
  return { ...found, alternatives: await wordAlternatives(cancellableModel(current.model, token), opened.tokenizer, vocabulary, place, ALTERNATIVES) };
}
