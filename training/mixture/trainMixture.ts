// Learns the weights of the mixture on validation text, as if it were typed: alone, beside other open documents, and in a
// workspace whose other files were learned.
//   npm run train:mixture -- --corpus DIR [--model DIR] [--out FILE]
// Half of the documents are learned from and the other half measured, then all are learned from for the weights that are written.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { NamedText } from '../../src/model/evaluate';
import { openModelPackage } from '../../src/model/package';
import { UserError } from '../../src/model/userError';
import { documentTokens } from '../../src/prediction/documentTokens';
import { IndexedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { CACHE_WEIGHTS_AT, EVIDENCE_SIZE, MIXTURE_PARTS, weightsAt, WEIGHTS, type MixturePart } from '../../src/prediction/memory/mixtureWeights';
import { LONGEST_CONTEXT, TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { examplesOf, scoreDocument, typedDocument, type Example, type NetworkScores, type TypedDocument } from './examples';
import { learnWeights, meanNats } from './learnWeights';
import { validationTexts, type ValidationTexts } from './validationTexts';

/** Tokens of one text kind, and of one document: many files are worth more than long ones. */
const MOST_TOKENS = 30_000;
const LONGEST_DOCUMENT = 3_000;
const SHORTEST_DOCUMENT = 60;
const OTHER_DOCUMENTS = 2;
const SEED = 1;

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string' }, model: { type: 'string', multiple: true, default: [join('models', 'base')] },
    out: { type: 'string', default: join('src', 'prediction', 'memory', 'mixtureWeights.json') },
  },
});

main().catch((error: Error) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

/** Examples of one kind of text in one situation, by document. */
interface Situation {
  readonly name: string;
  readonly documents: readonly (readonly Example[])[];
}

async function main(): Promise<void> {
  if (!flags.corpus) throw new UserError('Usage: npm run train:mixture -- --corpus DIR [--model DIR] [--out FILE]');
  const situations: Situation[] = [];
  for (const model of flags.model) for (const texts of validationTexts(flags.corpus)) situations.push(...(await situationsOf(model, texts)));
  const halves = [0, 1].map((half) => situations.flatMap(({ documents }) => documents.filter((_, i) => i % 2 === half).flat()));
  const [evenWeights, oddWeights] = halves.map((examples) => learnWeights(examples, SEED));
  console.log('text and what is known'.padEnd(34), 'network', ' mixture', ...MIXTURE_PARTS.map((part) => ` without ${part}`));
  for (const { name, documents } of situations) {
    const score = (weightsOf: (weights: Float64Array) => Float64Array) => {
      const nats = documents.map((examples, i) => examples.length * meanNats(examples, weightsOf(i % 2 === 0 ? oddWeights : evenWeights)));
      return Math.exp(nats.reduce((a, b) => a + b, 0) / documents.flat().length);
    };
    const without = MIXTURE_PARTS.map((part) => score((weights) => switchedOff(weights, [part])).toFixed(2).padStart(9 + part.length));
    console.log(name.padEnd(34), score((weights) => switchedOff(weights, MIXTURE_PARTS)).toFixed(2).padStart(7), score((weights) => weights).toFixed(2).padStart(8), ...without);
  }
  const weights = [...learnWeights(halves.flat(), SEED)].map((weight) => Number(weight.toFixed(4)));
  writeFileSync(flags.out, `${JSON.stringify({ weights })}\n`);
}

/** The same weights but for some parts, which are never trusted. */
function switchedOff(weights: Float64Array, parts: readonly MixturePart[]): Float64Array {
  const without = weights.slice();
  for (const part of parts) {
    const [from, to] = part === 'cache' ? [CACHE_WEIGHTS_AT, WEIGHTS] : [weightsAt(part, 1), weightsAt(part, LONGEST_CONTEXT + 1)];
    without.fill(0, from, to);
    for (let constant = from; constant < to; constant += EVIDENCE_SIZE) without[constant] = -1e9;
  }
  return without;
}

async function situationsOf(folder: string, { name, workspace, typed }: ValidationTexts): Promise<Situation[]> {
  const opened = await openModelPackage(folder);
  const { tokenizer } = opened;
  const encoded = (texts: readonly NamedText[]) => texts.map(({ text }) => documentTokens(tokenizer, text));
  const documents = chosen(typed.map(({ text }) => typedDocument(tokenizer, text, LONGEST_DOCUMENT)));
  const learned = source(encoded(workspace));
  const scores: NetworkScores[] = [];
  for (const document of documents) scores.push(await scoreDocument(opened.model, document));
  await opened.dispose();
  const others = documents.map((_, i) => Array.from({ length: OTHER_DOCUMENTS }, (__, k) => source([documents[(i + 1 + k) % documents.length].tokens])));
  const situation = (what: string, open: boolean, known: readonly FollowerSource[]): Situation => ({
    name: `${name}: ${what}`,
    documents: documents.map((document, i) => examplesOf(document, scores[i], { tokenizer, open: open ? others[i] : [], workspace: known })),
  });
  return [situation('document', false, []), situation('and open documents', true, []), situation('and workspace', true, [learned])];

  function source(tokens: readonly Uint16Array[]): FollowerSource {
    return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens.flatMap((document) => [...document])), tokenizer.startToken));
  }
}

/** Documents spread over all of them, up to so many tokens. */
function chosen(documents: readonly TypedDocument[]): TypedDocument[] {
  const long = documents.filter(({ tokens }) => tokens.length >= SHORTEST_DOCUMENT);
  const step = Math.max(1, Math.floor(long.reduce((sum, { tokens }) => sum + tokens.length, 0) / MOST_TOKENS));
  let count = 0;
  return long.filter((_, i) => i % step === 0).filter(({ tokens }) => (count += tokens.length) - tokens.length < MOST_TOKENS);
}
