// The answer behind "Show Document Perplexity": figures of the whole document, by line, and its most surprising words.
import type { CancellationToken } from 'vscode-languageserver/node';
import { perplexityFigures } from './documentStatus';
import type { DocumentPerplexity } from './protocol';
import type { Session } from './session';

/** A view that is asked for waits this long for the document to be read; then it shows the part read so far. */
const PATIENCE_MS = 2000;
/** What fits in a view. */
const MOST_SURPRISING = 50;

const UNREAD: DocumentPerplexity = {
  figures: { perplexityPerWord: 1, perplexityPerToken: 1, bitsPerCharacter: 0, words: 0, tokens: 0 },
  approximate: false,
  lines: [],
  surprising: [],
};

/** Reads the document, if it may be read, and tells what it found. */
export async function documentPerplexity({ documents, readings, scheduler }: Session, uri: string, token: CancellationToken): Promise<DocumentPerplexity> {
  const document = documents.get(uri);
  if (!document || !readings.measuredTrackOf(document)) return UNREAD;
  const read = readings.whenRead(document, PATIENCE_MS, token);
  scheduler.wake();
  await read;
  const track = readings.measuredTrackOf(document);
  const figures = track?.figures();
  if (!track || !figures) return UNREAD;
  return {
    figures: perplexityFigures(figures),
    approximate: !track.complete,
    lines: track.lineFigures().map(({ line, words, perplexityPerWord, bits }) => ({ line, words, perplexityPerWord, bits })),
    surprising: track.surprisingWords(MOST_SURPRISING),
  };
}
