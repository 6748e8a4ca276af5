import assert from 'node:assert/strict';
import { EVIDENCE_SIZE, evidence, weightsAt, TRUST_WEIGHTS } from '../../../../src/prediction/memory/mixtureWeights';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { learnTrust, trustExample, trustNats, type TrustExample } from '../../../../training/mixture/learnTrust';
import { logSoftmax } from '../../../support/logSoftmax';

const random = seededRandom(1);
/** Tokens that a level knows three times in four where it has seen its context often, and never where it has seen it once. */
const examples: TrustExample[] = Array.from({ length: 10_000 }, () => {
  const isOften = random() < 0.5;
  const share = isOften && random() < 0.75 ? 1 : 0;
  return { network: 0.1, levels: [{ at: weightsAt('document', 2), inputs: evidence({ total: isOften ? 20 : 1, distinct: 1, networkBest: -1 }), share }] };
});

/** Mean nats per token. */
function meanNats(weights: ArrayLike<number>): number {
  return examples.reduce((sum, example) => sum + trustNats(example, weights), 0) / examples.length;
}

describe('trust in the levels of the memory', () => {
  it('have the gradient that finite differences give', () => {
    const weights = Float64Array.from({ length: TRUST_WEIGHTS }, () => 0.2 * (random() - 0.5));
    const example: TrustExample = { network: 0.05, levels: [
      { at: weightsAt('document', 3), inputs: evidence({ total: 3, distinct: 2, networkBest: -2 }), share: 0.4 },
      { at: weightsAt('workspace', 2), inputs: evidence({ total: 9, distinct: 4, networkBest: -2 }), share: 0 },
      { at: weightsAt('document', 1), inputs: evidence({ total: 5, distinct: 1, networkBest: -2 }), share: 1 },
    ] };
    const gradient = new Float64Array(TRUST_WEIGHTS);
    trustNats(example, weights, gradient);
    for (const { at } of example.levels) {
      for (let j = 0; j < EVIDENCE_SIZE; j++) {
        const nats = [1e-5, -1e-5].map((change) => trustNats(example, weights.map((weight, i) => (i === at + j ? weight + change : weight))));
        const slope = (nats[0] - nats[1]) / 2e-5;
        assert.ok(Math.abs(slope - gradient[at + j]) <= 1e-4 * Math.max(1e-3, Math.abs(slope)), `${slope} and ${gradient[at + j]}`);
      }
    }
  });

  it('learn to trust what was seen often, and not what was seen once', () => {
    const weights = learnTrust(examples, 1);
    assert.ok(meanNats(weights) < meanNats(new Float64Array(TRUST_WEIGHTS)));
    // The best that is possible: half of the tokens at the network's 0.1, the others mixed with trust t, 3/4 ln(0.1 + 0.9 t) + 1/4 ln(0.1 (1 - t)).
    const best = 0.5 * Math.log(0.1) + 0.5 * Math.max(...Array.from({ length: 100 }, (_, i) => 0.75 * Math.log(0.1 + 0.009 * i) + 0.25 * Math.log(0.1 * (1 - i / 100))));
    assert.ok(meanNats(weights) < -best + 0.02, `${meanNats(weights)}, ${-best} at best`);
  });

  it('are learned from what each level said of the token that came', () => {
    const row = logSoftmax(Float32Array.of(1, 2, 3, 4));
    const level = { part: 'open', order: 2, total: 4, counted: 4, tokens: [3, 2], counts: [1, 3] } as const;
    const known = { levels: [level], names: [], recalled: { tokens: [1], masses: [1], places: 5, similarity: 0.9 }, isInDocument: () => false };
    const { network, levels } = trustExample({ row, known, target: 2 });
    assert.ok(Math.abs(network - Math.exp(row[2])) < 1e-12);
    assert.deepEqual(levels.map(({ share }) => share), [0.75, 0]);
    assert.equal(levels[0].at, weightsAt('open', 2));
  });
});
