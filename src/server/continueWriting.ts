// The answer behind "Continue Writing": text from the hidden state at the cursor, told piece by piece. Each piece is a
// request of its own in the scheduler, so that suggestions and other questions come in between two of them. What is
// written reaches the document by way of the editor and changes nothing of the writing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { Sentence } from '../model/userError';
import { generate } from '../prediction/generation';
import type { ElmanDocument } from './elmanDocument';
import type { ContinuationEnd, ContinuationOrder } from './protocol';
import type { Session } from './session';
import { LOADING } from './silence';

type Pieces = AsyncGenerator<string, void, void>;

/** Writes until all words are there, the user cancels, or the document or the model goes. @param tell one piece of text, LF line ends. */
export async function continueWriting(session: Session, order: ContinuationOrder, tell: (piece: string) => void, token: CancellationToken): Promise<ContinuationEnd> {
  const { documents, silence, models, scheduler } = session;
  const document = documents.get(order.uri);
  if (!document) return { problem: UNKNOWN };
  const rule = silence.ofWriting(document);
  if (rule) return { problem: rule };
  const model = models.current;
  if (!model) return { problem: session.failure ?? LOADING };
  const pieces = await scheduler.request(() => begin(session, document, order, token));
  if (!pieces) return token.isCancellationRequested ? {} : { problem: CHANGED };
  for (;;) {
    if (token.isCancellationRequested || documents.get(order.uri) !== document) return {};
    // The model is looked at inside the request: it is swapped in one, too.
    const next = await scheduler.request(async () => (models.current === model ? pieces.next() : undefined));
    if (!next) return { problem: SWAPPED };
    if (next.done) return {};
    tell(next.value);
    await nextTurn();
  }
}

/** @returns undefined if the document changed while its end was read. */
async function begin({ readings, models, state }: Session, document: ElmanDocument, order: ContinuationOrder, token: CancellationToken): Promise<Pieces | undefined> {
  const { current } = models;
  const { line, character } = document.text.nearest(order);
  const place = await readings.trackOf(document)?.distributionAt(line, character);
  if (!current || !place) return undefined;
  const { continueWords: words, continueTemperature: temperature } = state.settings;
  const options = { distribution: place.distribution, typed: place.typed, words, temperature, seed: order.seed, isCancelled: () => token.isCancellationRequested };
  return generate(current.model, current.opened.tokenizer, current.vocabulary, options);
}

const UNKNOWN: Sentence = { template: 'Elman writes in files, untitled documents and notebook cells only.', values: [] };
const CHANGED: Sentence = { template: 'The document changed before anything was written.', values: [] };
const SWAPPED: Sentence = { template: 'The writing ended, because another model is in use now.', values: [] };
