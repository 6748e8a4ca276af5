import assert from 'node:assert/strict';
import { CORRECTION_INPUTS } from '../../../../src/prediction/memory/correction';
import { ScannedSource } from '../../../../src/prediction/memory/followers';
import { knownOf } from '../../../../src/prediction/memory/known';
import { mixInto } from '../../../../src/prediction/memory/mixture';
import { TRUST_WEIGHTS } from '../../../../src/prediction/memory/mixtureWeights';
import { seededRandom, type SeededRandom } from '../../../../src/prediction/seededRandom';
import { correctionExample, correctionNats, learnCorrection } from '../../../../training/mixture/learnCorrection';
import type { TypedPlace } from '../../../../training/mixture/typedPlaces';
import { logSoftmax } from '../../../support/logSoftmax';

const V = 12;
const TRUST = new Float64Array(TRUST_WEIGHTS);

/** A document of random tokens in a workspace of others, and a neural cache. */
function placeAt(random: SeededRandom, target: (history: number[]) => number): TypedPlace {
  const tokens = (length: number) => Array.from({ length }, () => 1 + Math.floor((V - 4) * random()));
  const document = tokens(20);
  const known = knownOf({ document: [new ScannedSource(document, 1)], open: [], workspace: [new ScannedSource(tokens(40), 1)] }, document, { recalled: { tokens: [2, 5], masses: [0.5, 0.5], places: 9, similarity: 0.5 } });
  return { row: logSoftmax(Float32Array.from({ length: V }, () => 3 * random())), known, target: target(document) };
}

describe('second look of the mixture', () => {
  it('is learned from what the mixture then says', () => {
    const random = seededRandom(3);
    const weights = Float64Array.from({ length: CORRECTION_INPUTS }, () => random() - 0.5);
    let compared = 0;
    for (let i = 0; i < 50; i++) {
      const place = placeAt(random, () => Math.floor(V * random()));
      const example = correctionExample(place, TRUST);
      if (example.target === example.logProbabilities.length - 1) continue;
      const mixed = place.row.slice();
      mixInto(mixed, place.known, { trust: TRUST, correction: weights });
      assert.ok(Math.abs(correctionNats(example, weights) + mixed[place.target]) < 1e-4);
      compared++;
    }
    assert.ok(compared > 10);
  });

  it('has the gradient that finite differences give', () => {
    const random = seededRandom(4);
    const weights = Float64Array.from({ length: CORRECTION_INPUTS }, () => random() - 0.5);
    for (const target of [1, 2, 3, 0]) {
      const example = correctionExample(placeAt(random, () => target), TRUST);
      const gradient = new Float64Array(CORRECTION_INPUTS);
      correctionNats(example, weights, gradient);
      for (let j = 0; j < CORRECTION_INPUTS; j++) {
        const nats = [1e-5, -1e-5].map((change) => correctionNats(example, weights.map((weight, i) => (i === j ? weight + change : weight))));
        const slope = (nats[0] - nats[1]) / 2e-5;
        assert.ok(Math.abs(slope - gradient[j]) <= 1e-4 * Math.max(1e-2, Math.abs(slope)), `${j}: ${slope} and ${gradient[j]}`);
      }
    }
  });

  it('learns that what stands in the document comes again', () => {
    const random = seededRandom(5);
    const places = Array.from({ length: 1500 }, () => placeAt(random, (document) => document[Math.floor(document.length * random())]));
    const examples = places.map((place) => correctionExample(place, TRUST));
    const nats = (weights: ArrayLike<number>) => examples.reduce((sum, example) => sum + correctionNats(example, weights), 0) / examples.length;
    const learned = learnCorrection(examples, 1);
    assert.ok(nats(learned) < nats(new Float64Array(CORRECTION_INPUTS)) - 0.05, `${nats(learned)}`);
  });
});
