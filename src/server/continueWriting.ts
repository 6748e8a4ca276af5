// The answer behind "Continue Writing": text from the hidden state at the cursor, told sentence by sentence. Each candidate
// of a sentence is a request of its own in the scheduler, so that suggestions and other questions come in between. What is
// written reaches the document by way of the editor and changes nothing of the writing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { Sentence } from '../model/userError';
import { BlendedModel, MEMORY_SHARE } from '../prediction/writing/blendedModel';
import { continueText, type ContinuationEnding } from '../prediction/writing/continueText';
import { kindOfText } from '../prediction/writing/textKind';
import type { ElmanDocument } from './elmanDocument';
import type { ContinuationEnd, ContinuationOrder } from './protocol';
import type { Session } from './session';
import { LOADING } from './silence';

/** Lines above and below the cursor that are looked at. */
const MOST_LINES = 1000;

type Pieces = AsyncGenerator<string, ContinuationEnding, void>;

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
    if (next.done) return token.isCancellationRequested ? {} : endOf(next.value);
    if (next.value !== '') tell(next.value);
    await nextTurn();
  }
}

/** @returns undefined if the document changed while its end was read. */
async function begin({ readings, models, state, documentMemory }: Session, document: ElmanDocument, order: ContinuationOrder, token: CancellationToken): Promise<Pieces | undefined> {
  const { current } = models;
  const { line, character } = document.text.nearest(order);
  const place = await readings.trackOf(document)?.distributionAt(line, character);
  if (!current || !place) return undefined;
  const { model: network, vocabulary, opened: { tokenizer } } = current;
  const model = new BlendedModel(network, documentMemory.view(document, place.knowledge, tokenizer), MEMORY_SHARE);
  const { before, after } = textAround(document, order);
  const { continueWords: words, continueTemperature: temperature } = state.settings;
  return continueText({ network, model, tokenizer, vocabulary }, {
    distribution: model.begin(place.distribution, place.knowledge),
    typed: place.typed,
    before,
    after,
    kind: kindOfText(before, document.languageId),
    words,
    temperature,
    seed: order.seed,
    isCancelled: () => token.isCancellationRequested,
  });
}

function textAround({ text }: ElmanDocument, { line, character }: ContinuationOrder): { before: string; after: string } {
  const linesOf = (first: number, end: number) => Array.from({ length: Math.max(0, end - first) }, (_, i) => text.line(first + i));
  const own = text.line(line);
  return {
    before: [...linesOf(Math.max(0, line - MOST_LINES), line), own.slice(0, character)].join('\n'),
    after: [own.slice(character), ...linesOf(line + 1, Math.min(text.lineCount, line + 1 + MOST_LINES))].join('\n'),
  };
}

function endOf(ending: ContinuationEnding): ContinuationEnd {
  return ending === 'written' ? {} : { problem: PROBLEMS[ending] };
}

const UNKNOWN: Sentence = { template: 'Elman writes in files, untitled documents and notebook cells only.', values: [] };
const CHANGED: Sentence = { template: 'The document changed before anything was written.', values: [] };
const SWAPPED: Sentence = { template: 'The writing ended, because another model is in use now.', values: [] };
/** Why nothing was written. */
const PROBLEMS: Readonly<Record<Exclude<ContinuationEnding, 'written'>, Sentence>> = {
  improbable: { template: 'Elman found no readable text to go on with here, so nothing was written.', values: [] },
  foreign: { template: 'The model knows too little text of this kind to write more of it, so nothing was written.', values: [] },
  tooShort: { template: 'There is too little text before the cursor to go on from. Write a sentence first.', values: [] },
  withinLine: { template: 'Elman continues code at the end of a line only.', values: [] },
};
