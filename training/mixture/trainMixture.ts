// Learns the weights of the mixture on validation text, as if it were typed.
//   npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--out FILE]
// Half of the documents are learned from and the other half measured, then all are learned from for the weights that are written.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/model/userError';
import { CORRECTION_INPUTS } from '../../src/prediction/memory/correction';
import type { Known } from '../../src/prediction/memory/known';
import { mixInto } from '../../src/prediction/memory/mixture';
import { MIXTURE_PARTS, type MixturePart, type MixtureWeights } from '../../src/prediction/memory/mixtureWeights';
import { correctionExample, learnCorrection, type CorrectionExample } from './learnCorrection';
import { learnTrust, trustExample, type TrustExample } from './learnTrust';
import { withSituations, type Situation } from './situations';
import type { TypedPlace } from './typedPlaces';
import { validationTexts } from './validationTexts';

/** The second look has few weights, and an example of it is a page of numbers: one token in so many. */
const CORRECTED_OF = 5;
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

type IsWanted = (document: number) => boolean;

async function main(): Promise<void> {
  if (!flags.corpus || !(Number(flags.seconds) > 0)) throw new UserError('Usage: npm run train:mixture -- --corpus DIR [--model DIR] [--seconds N] [--out FILE]');
  await withSituations(validationTexts(flags.corpus), flags.model, Number(flags.seconds), async (situations) => {
    const half = await learn(situations, (document) => document % 2 === 0);
    console.log('text and what is known'.padEnd(34), 'network', 'interpolated', ' mixture', ...MIXTURE_PARTS.map((part) => ` without ${part}`));
    for (const situation of situations) await printMeasured(situation, half, (document) => document % 2 === 1);
    const { trust, correction } = await learn(situations, () => true);
    writeFileSync(flags.out, `${JSON.stringify({ trust: rounded(trust), correction: rounded(correction) })}\n`);
  });
}

async function learn(situations: readonly Situation[], isWanted: IsWanted): Promise<MixtureWeights> {
  const trusted: TrustExample[] = [];
  await visitAsSearched(situations, isWanted, (place) => trusted.push(trustExample(place)));
  const trust = learnTrust(trusted, SEED);
  const corrected: CorrectionExample[] = [];
  await visitAsSearched(situations, isWanted, (place, count) => {
    if (count % CORRECTED_OF === 0) corrected.push(correctionExample(place, trust));
  });
  return { trust, correction: learnCorrection(corrected, SEED) };
}

/** A search asks the neural cache where it begins and not within words (mixedModel.ts): at every second token it is not asked. */
async function visitAsSearched(situations: readonly Situation[], isWanted: IsWanted, visit: (place: TypedPlace, count: number) => void): Promise<void> {
  let count = 0;
  for (const situation of situations) {
    await situation.visit(isWanted, (place) => {
      visit(count % 2 === 0 ? place : { ...place, known: restricted(place.known, ['cache']) }, count);
      count++;
    });
  }
}

/** Perplexity per token: of the network, of both looks of the mixture, and without each part of the memory. */
async function printMeasured(situation: Situation, weights: MixtureWeights, isWanted: IsWanted): Promise<void> {
  const uncorrected = { trust: weights.trust, correction: new Float64Array(CORRECTION_INPUTS) };
  const columns: { of: MixtureWeights; without: readonly MixturePart[]; nats: number }[] = [
    { of: weights, without: MIXTURE_PARTS, nats: 0 }, { of: uncorrected, without: [], nats: 0 }, { of: weights, without: [], nats: 0 },
    ...MIXTURE_PARTS.map((part) => ({ of: weights, without: [part], nats: 0 })),
  ];
  let tokens = 0;
  await situation.visit(isWanted, ({ row, known, target }) => {
    tokens++;
    for (const column of columns) {
      const mixed = row.slice();
      mixInto(mixed, restricted(known, column.without), column.of);
      column.nats -= mixed[target];
    }
  });
  const widths = [7, 12, 8, ...MIXTURE_PARTS.map((part) => 9 + part.length)];
  console.log(situation.name.padEnd(34), ...columns.map(({ nats }, i) => Math.exp(nats / tokens).toFixed(2).padStart(widths[i])));
}

/** What is known, but by some parts. */
function restricted({ levels, recalled, isInDocument }: Known, without: readonly MixturePart[]): Known {
  return {
    levels: levels.filter(({ part }) => !without.includes(part)),
    recalled: without.includes('cache') ? undefined : recalled,
    isInDocument: without.includes('document') ? () => false : isInDocument,
  };
}

function rounded(weights: ArrayLike<number>): number[] {
  return Array.from(weights, (weight) => Number(weight.toFixed(4)));
}
