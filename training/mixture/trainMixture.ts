// Learns the weights of the mixture on validation text, as if it were typed: alone, beside other open documents, and in a
// workspace whose other files the network has learned for two minutes.
//   npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--out FILE]
// Half of the documents are learned from and the other half measured, then all are learned from for the weights that are written.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from '../../src/model/manifest';
import { readMemory } from '../../src/model/memoryFile';
import { openModelPackage } from '../../src/model/package';
import { loadTokenizer } from '../../src/model/tokenizerFile';
import { UserError } from '../../src/model/userError';
import type { Tokenizer } from '../../src/prediction/languageModel';
import { IndexedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { CACHE_WEIGHTS_AT, EVIDENCE_SIZE, MIXTURE_PARTS, weightsAt, WEIGHTS, type MixturePart } from '../../src/prediction/memory/mixtureWeights';
import { LONGEST_CONTEXT, TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { withAdaptedModel } from './adaptedModel';
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
    corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') }, seconds: { type: 'string', default: '120' },
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
  if (!flags.corpus || !(Number(flags.seconds) > 0)) throw new UserError('Usage: npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--out FILE]');
  const situations: Situation[] = [];
  for (const texts of validationTexts(flags.corpus)) situations.push(...(await situationsOf(texts)));
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

async function situationsOf({ name, workspace, typed }: ValidationTexts): Promise<Situation[]> {
  const tokenizer = loadTokenizer(flags.model);
  const documents = chosen(typed.map(({ text }) => typedDocument(tokenizer, text, LONGEST_DOCUMENT)));
  const others = documents.map((_, i) => Array.from({ length: OTHER_DOCUMENTS }, (__, k) => source([documents[(i + 1 + k) % documents.length].tokens], tokenizer)));
  const situation = (what: string, scores: readonly NetworkScores[], open: boolean, known: readonly FollowerSource[]): Situation => ({
    name: `${name}: ${what}`,
    documents: documents.map((document, i) => examplesOf(document, scores[i], { tokenizer, open: open ? others[i] : [], workspace: known })),
  });
  const scores = await scoresOf(flags.model, documents);
  const learned = await withAdaptedModel(flags.model, workspace, Number(flags.seconds), async (folder, memoryFile) =>
    situation('learned workspace', await scoresOf(folder, documents), true, [new IndexedSource(readMemory(memoryFile, readManifest(flags.model).vocabularyFingerprint, tokenizer.size))]));
  return [situation('document', scores, false, []), situation('and open documents', scores, true, []), learned];
}

async function scoresOf(folder: string, documents: readonly TypedDocument[]): Promise<NetworkScores[]> {
  const opened = await openModelPackage(folder);
  const scores: NetworkScores[] = [];
  for (const document of documents) scores.push(await scoreDocument(opened.model, document));
  await opened.dispose();
  return scores;
}

function source(tokens: readonly Uint16Array[], { startToken }: Tokenizer): FollowerSource {
  return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens.flatMap((document) => [...document])), startToken));
}

/** Documents spread over all of them, up to so many tokens. */
function chosen(documents: readonly TypedDocument[]): TypedDocument[] {
  const long = documents.filter(({ tokens }) => tokens.length >= SHORTEST_DOCUMENT);
  const step = Math.max(1, Math.floor(long.reduce((sum, { tokens }) => sum + tokens.length, 0) / MOST_TOKENS));
  let count = 0;
  return long.filter((_, i) => i % step === 0).filter(({ tokens }) => (count += tokens.length) - tokens.length < MOST_TOKENS);
}
