import assert from 'node:assert/strict';
import { EVIDENCE_SIZE, evidence, weightsAt, WEIGHTS } from '../../../../src/prediction/memory/mixtureWeights';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { examplesOf, scoreDocument, typedDocument, type Example } from '../../../../training/mixture/examples';
import { learnWeights, meanNats, mixtureNats } from '../../../../training/mixture/learnWeights';
import { createTinyModel } from '../../../support/tinyModel';

const random = seededRandom(1);
/** Tokens that a level knows three times in four where it has seen its context often, and never where it has seen it once. */
const examples: Example[] = Array.from({ length: 10_000 }, () => {
  const isOften = random() < 0.5;
  const share = isOften && random() < 0.75 ? 1 : 0;
  return { network: 0.1, levels: [{ at: weightsAt('document', 2), inputs: evidence({ total: isOften ? 20 : 1, distinct: 1, networkBest: -1 }), share }] };
});

describe('weights of the mixture', () => {
  it('have the gradient that finite differences give', () => {
    const weights = Float64Array.from({ length: WEIGHTS }, () => 0.2 * (random() - 0.5));
    const example: Example = { network: 0.05, levels: [
      { at: weightsAt('document', 3), inputs: evidence({ total: 3, distinct: 2, networkBest: -2 }), share: 0.4 },
      { at: weightsAt('workspace', 2), inputs: evidence({ total: 9, distinct: 4, networkBest: -2 }), share: 0 },
      { at: weightsAt('document', 1), inputs: evidence({ total: 5, distinct: 1, networkBest: -2 }), share: 1 },
    ] };
    const gradient = new Float64Array(WEIGHTS);
    mixtureNats(example, weights, gradient);
    for (const { at } of example.levels) {
      for (let j = 0; j < EVIDENCE_SIZE; j++) {
        const nats = [1e-5, -1e-5].map((change) => mixtureNats(example, weights.map((weight, i) => (i === at + j ? weight + change : weight))));
        const slope = (nats[0] - nats[1]) / 2e-5;
        assert.ok(Math.abs(slope - gradient[at + j]) <= 1e-4 * Math.max(1e-3, Math.abs(slope)), `${slope} and ${gradient[at + j]}`);
      }
    }
  });

  it('learn to trust what was seen often, and not what was seen once', () => {
    const weights = learnWeights(examples, 1);
    assert.ok(meanNats(examples, weights) < meanNats(examples, new Float64Array(WEIGHTS)));
    // The best that is possible: half of the tokens at the network's 0.1, the others mixed with trust t, 3/4 ln(0.1 + 0.9 t) + 1/4 ln(0.1 (1 - t)).
    const best = 0.5 * Math.log(0.1) + 0.5 * Math.max(...Array.from({ length: 100 }, (_, i) => 0.75 * Math.log(0.1 + 0.009 * i) + 0.25 * Math.log(0.1 * (1 - i / 100))));
    assert.ok(meanNats(examples, weights) < -best + 0.02, `${meanNats(examples, weights)}, ${-best} at best`);
  });

  it('are learned from documents as they are typed: what stands before a token is known, and no more', async () => {
    const { model, tokenizer } = createTinyModel({ seed: 1 });
    const line = 'say hello world. ';
    const document = typedDocument(tokenizer, line.repeat(12), 1000);
    const seen = examplesOf(document, await scoreDocument(model, document), { tokenizer, open: [], workspace: [] });
    assert.equal(seen.length, document.tokens.length - 1);
    assert.deepEqual(seen[0].levels, []);
    const once = tokenizer.encodeLine(line).length;
    assert.ok(seen.slice(2 * once, -2).every(({ levels }) => levels[0].share === 1), 'the longest context was always followed by the same');
  });
});
