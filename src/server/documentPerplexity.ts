// The answer behind "Show Document Perplexity": figures of the whole document, by line, and its most surprising words.
import type { CancellationToken } from 'vscode-languageserver/node';
import { perplexityFigures } from './documentStatus';
import { rankedWithMemory } from './memorySurprisal';
import type { DocumentPerplexity, SurprisalSource } from './protocol';
import type { Session } from './session';

/** A view that is asked for waits this long for the document to be read; then it shows the part read so far. */
const PATIENCE_MS = 2000;
/** What fits in a view. */
const MOST_SURPRISING = 50;

const UNREAD: DocumentPerplexity = {
  figures: { perplexityPerWord: 1, perplexityPerToken: 1, bitsPerCharacter: 0, bitsPerByte: 0, bitsPerWord: 0, words: 0, tokens: 0 },
  approximate: false,
  lines: [],
  surprising: [],
};

/** With the memory more candidates are judged anew than are shown: the repeated words among them calm. */
const CANDIDATES = 100;

/** Reads the document, if it may be read, and answers with what it found. @param source of the most surprising words. */
export async function documentPerplexity(session: Session, uri: string, source: SurprisalSource | undefined, token: CancellationToken): Promise<DocumentPerplexity> {
  const { documents, readings, scheduler } = session;
  const document = documents.get(uri);
  if (!document || !readings.measuredTrackOf(document)) return UNREAD;
  const read = readings.whenRead(document, PATIENCE_MS, token);
  scheduler.wake();
  await read;
  const track = readings.measuredTrackOf(document);
  const figures = track?.figures();
  if (!track || !figures) return UNREAD;
  const answer: DocumentPerplexity = {
    figures: perplexityFigures(figures),
    approximate: !track.complete,
    lines: track.lineFigures().map(({ line, words, perplexityPerWord, bits }) => ({ line, words, perplexityPerWord, bits })),
    surprising: track.surprisingWords(MOST_SURPRISING),
  };
  if (source !== 'memory') return answer;
  const surprising = await rankedWithMemory(session, document, track.surprisingWords(CANDIDATES), MOST_SURPRISING, token);
  return surprising ? { ...answer, surprising, source } : answer;
}
