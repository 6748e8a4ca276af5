// Learns the weights of the mixture on validation text, as if it were typed.
//   npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--names] [--out FILE]
// With --names only the weights of names are learned, without trained workspaces, and the others stay as they are.
// Half of the documents are learned from and the other half measured, then all are learned from for the weights that are written.
// The table counts one token in CORRECTED_OF.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/model/userError';
import { CORRECTION_INPUTS, NAMES_AT } from '../../src/prediction/memory/correction';
import type { Known } from '../../src/prediction/memory/known';
import { mixInto } from '../../src/prediction/memory/mixture';
import { learnedWeights, MIXTURE_PARTS, NAME_WEIGHTS_AT, type MixturePart, type MixtureWeights } from '../../src/prediction/memory/mixtureWeights';
import { correctionExample, learnCorrection } from './learnCorrection';
import { learnTrust, trustExample, type TrustExample } from './learnTrust';
import { withSituations, type Situation } from './situations';
import type { TypedPlace } from './typedPlaces';
import { validationTexts } from './validationTexts';

/** The second look has few weights, and an example of it is a page of numbers: one token in so many. */
const CORRECTED_OF = 5;
const SEED = 1;

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') }, seconds: { type: 'string', default: '120' }, names: { type: 'boolean', default: false },
    out: { type: 'string', default: join('src', 'prediction', 'memory', 'mixtureWeights.json') },
  },
});

main().catch((error: Error) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

/** Examples of one document: all tokens for the trust, some for the second look, which are measured too. */
interface DocumentExamples {
  readonly trusted: readonly TrustExample[];
  readonly sampled: readonly TypedPlace[];
}

async function main(): Promise<void> {
  if (!flags.corpus || !(Number(flags.seconds) > 0)) throw new UserError('Usage: npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--names] [--out FILE]');
  const read = await withSituations(validationTexts(flags.corpus), flags.model, flags.names ? undefined : Number(flags.seconds), async (situations) => {
    const all: { name: string; documents: DocumentExamples[] }[] = [];
    for (const situation of situations) all.push({ name: situation.name, documents: await examplesOf(situation) });
    return all;
  });
  const half = learn(read.flatMap(({ documents }) => documents.filter((_, i) => i % 2 === 0)));
  console.log('text and what is known'.padEnd(34), 'network', 'interpolated', ' mixture', ...MIXTURE_PARTS.map((part) => ` without ${part}`));
  for (const { name, documents } of read) printMeasured(name, half, documents.filter((_, i) => i % 2 === 1).flatMap(({ sampled }) => sampled));
  const { trust, correction } = learn(read.flatMap(({ documents }) => documents));
  writeFileSync(flags.out, `${JSON.stringify({ trust: rounded(trust), correction: rounded(correction) })}\n`);
}

/** Reads every document once, for a run of the network costs more than what is learned from it. */
async function examplesOf(situation: Situation): Promise<DocumentExamples[]> {
  const documents: { trusted: TrustExample[]; sampled: TypedPlace[] }[] = [];
  let count = 0;
  await situation.visit((typed, document) => {
    const { trusted, sampled } = (documents[document] ??= { trusted: [], sampled: [] });
    const place = asSearched(typed, count);
    trusted.push(trustExample(place));
    if (count % CORRECTED_OF === 0) sampled.push({ ...place, row: place.row.slice() });
    count++;
  });
  console.error(`${situation.name}: ${count} tokens`);
  return documents;
}

function learn(documents: readonly DocumentExamples[]): MixtureWeights {
  const kept = flags.names ? { trust: Array.from(learnedWeights.trust).slice(0, NAME_WEIGHTS_AT), correction: Array.from(learnedWeights.correction).slice(0, NAMES_AT) } : undefined;
  const trust = learnTrust(documents.flatMap(({ trusted }) => trusted), SEED, kept?.trust);
  const examples = documents.flatMap(({ sampled }) => sampled.map((place) => correctionExample(place, trust)));
  return { trust, correction: learnCorrection(examples, SEED, kept?.correction) };
}

/** A search asks where it begins, and not within words, for the neural cache and for names that may begin (mixedModel.ts): at every second token they are not asked. */
function asSearched(place: TypedPlace, count: number): TypedPlace {
  if (count % 2 === 0) return place;
  const { known } = place;
  return { ...place, known: { ...known, recalled: undefined, names: known.names.filter(({ order }) => order > 0) } };
}

/** Perplexity per token: of the network, of both looks of the mixture, and without each part of the memory. */
function printMeasured(name: string, weights: MixtureWeights, places: readonly TypedPlace[]): void {
  const uncorrected = { trust: weights.trust, correction: new Float64Array(CORRECTION_INPUTS) };
  const columns: { of: MixtureWeights; without: readonly MixturePart[]; nats: number }[] = [
    { of: weights, without: MIXTURE_PARTS, nats: 0 }, { of: uncorrected, without: [], nats: 0 }, { of: weights, without: [], nats: 0 },
    ...MIXTURE_PARTS.map((part) => ({ of: weights, without: [part], nats: 0 })),
  ];
  for (const { row, known, target } of places) {
    for (const column of columns) {
      const mixed = row.slice();
      mixInto(mixed, restricted(known, column.without), column.of);
      column.nats -= mixed[target];
    }
  }
  const widths = [7, 12, 8, ...MIXTURE_PARTS.map((part) => 9 + part.length)];
  console.log(name.padEnd(34), ...columns.map(({ nats }, i) => Math.exp(nats / places.length).toFixed(2).padStart(widths[i])));
}

/** What is known, but by some parts. */
function restricted({ levels, names, recalled, isInDocument }: Known, without: readonly MixturePart[]): Known {
  return {
    levels: levels.filter(({ part }) => !without.includes(part)),
    names: names.filter(({ part }) => !without.includes(part)),
    recalled: without.includes('cache') ? undefined : recalled,
    isInDocument: without.includes('document') ? () => false : isInDocument,
  };
}

function rounded(weights: ArrayLike<number>): number[] {
  return Array.from(weights, (weight) => Number(weight.toFixed(4)));
}
