import assert from 'node:assert/strict';
import { lastDistribution } from '../../../../src/prediction/distribution';
import type { LanguageModel } from '../../../../src/prediction/languageModel';
import { CORRECTION_INPUTS } from '../../../../src/prediction/memory/correction';
import { IndexedSource, ScannedSource } from '../../../../src/prediction/memory/followers';
import { knownOf, type MemoryView } from '../../../../src/prediction/memory/known';
import { MixedModel } from '../../../../src/prediction/memory/mixedModel';
import { mixInto } from '../../../../src/prediction/memory/mixture';
import { EVIDENCE_SIZE, TRUST_WEIGHTS, type MixtureWeights } from '../../../../src/prediction/memory/mixtureWeights';
import { TokenIndex } from '../../../../src/prediction/memory/tokenIndex';
import { emptyState, readTokens } from '../../../../src/prediction/readTokens';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { createVocabulary } from '../../../../src/prediction/vocabulary';
import { searchWords } from '../../../../src/prediction/wordSearch';
import { logSoftmax } from '../../../support/logSoftmax';
import { TableModel, TableTokenizer } from '../../../support/tableModel';
import { LEAST_LISTED, listWords } from '../listedWords';

const NOTHING: MemoryView = { document: [], open: [], workspace: [] };
const TOKENS = [...' abcdexyz', ' x', 'ab', ' ab', 'yz', '(', '.'];

/** A view in which a text stands in the document. */
function viewOf(tokenizer: TableTokenizer, text: string): MemoryView {
  const tokens = Uint16Array.from([tokenizer.startToken, ...tokenizer.encodeLine(text)]);
  return { ...NOTHING, document: [new IndexedSource(TokenIndex.of(tokens, tokenizer.startToken))] };
}

/** A history, and a neural cache that has nothing to say. */
function knowing(history: number[]) {
  return { history, recall: () => undefined };
}

/** @param correction none if missing. */
function weightsOf(trust: Float64Array, correction = new Float64Array(CORRECTION_INPUTS)): MixtureWeights {
  return { trust, correction };
}

function sum(row: Float32Array): number {
  return row.reduce((total, value) => total + Math.exp(value), 0);
}

describe('mixture', () => {
  it('sums to one, whatever is known', () => {
    const tokenizer = new TableTokenizer(TOKENS);
    const tokens = tokenizer.encodeLine('ab xyz ab (ab xyz ab. ab x');
    const view: MemoryView = { document: [new ScannedSource(tokens, 1)], open: [new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), 0))], workspace: [new IndexedSource(TokenIndex.of(Uint16Array.from([...tokens, ...tokens]), 0))] };
    for (let end = 1; end <= tokens.length; end++) {
      const row = logSoftmax(Float32Array.from({ length: tokenizer.size }, (_, i) => Math.sin(i * end)));
      mixInto(row, knownOf(view, tokens.slice(0, end)));
      assert.ok(Math.abs(sum(row) - 1) < 1e-5, `${sum(row)}`);
    }
  });

  it('leaves the network alone where nothing is known', () => {
    const row = logSoftmax(Float32Array.of(1, 2, 3));
    const before = row.slice();
    mixInto(row, knownOf(NOTHING, [1, 2]));
    assert.deepEqual(row, before);
  });

  it('asks long contexts before short ones, and of one length the document before the workspace', () => {
    const source = (tokens: number[]) => new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), 0));
    const view: MemoryView = { ...NOTHING, document: [source([0, 1, 2, 3])], workspace: [source([0, 1, 2, 4, 5, 2, 4])] };
    assert.deepEqual(knownOf(view, [1, 2]).levels.map(({ part, order }) => `${part} ${order}`), ['document 2', 'workspace 2', 'document 1', 'workspace 1']);
  });

  it('gives each level its share of what the levels before it left (worked by hand)', () => {
    // Every level is trusted by half: sigmoid(0). Context 2 was followed by 3 once; context 1 2 by 3 once.
    const view: MemoryView = { ...NOTHING, document: [new IndexedSource(TokenIndex.of(Uint16Array.of(0, 1, 2, 3), 0))] };
    const row = Float32Array.from([0.1, 0.2, 0.3, 0.4].map(Math.log));
    mixInto(row, knownOf(view, [1, 2]), weightsOf(new Float64Array(TRUST_WEIGHTS)));
    const expected = [0.025, 0.05, 0.075, 0.5 + 0.25 + 0.1];
    row.forEach((value, token) => assert.ok(Math.abs(Math.exp(value) - expected[token]) < 1e-6));
  });

  it('weighs the tokens that are known once more, and nothing else (worked by hand)', () => {
    const view: MemoryView = { ...NOTHING, document: [new IndexedSource(TokenIndex.of(Uint16Array.of(0, 1, 2, 3), 0))] };
    const row = Float32Array.from([0.1, 0.2, 0.3, 0.4].map(Math.log));
    // Input 8 is one for tokens that stand in the document.
    const correction = new Float64Array(CORRECTION_INPUTS);
    correction[8] = Math.log(2);
    mixInto(row, knownOf(view, [1, 2]), weightsOf(new Float64Array(TRUST_WEIGHTS), correction));
    const expected = [0.025, 0.05, 0.075, 2 * 0.85].map((value) => value / 1.85);
    row.forEach((value, token) => assert.ok(Math.abs(Math.exp(value) - expected[token]) < 1e-6));
  });

  it('sums to one with any weights', () => {
    const random = seededRandom(7);
    const tokens = Array.from({ length: 60 }, () => 1 + Math.floor(8 * random()));
    const recalled = { tokens: [3, 9], masses: [0.25, 0.75], places: 12, similarity: 0.8 };
    for (let end = 1; end < tokens.length; end++) {
      const row = logSoftmax(Float32Array.from({ length: 12 }, () => 8 * random()));
      const weights = { trust: Float64Array.from({ length: TRUST_WEIGHTS }, () => 2 * random() - 1), correction: Float64Array.from({ length: CORRECTION_INPUTS }, () => 4 * random() - 2) };
      mixInto(row, knownOf({ ...NOTHING, document: [new ScannedSource(tokens.slice(0, end), 1)] }, tokens.slice(0, end), { recalled }), weights);
      assert.ok(Math.abs(sum(row) - 1) < 1e-5, `${sum(row)}`);
      assert.ok(row.every(Number.isFinite));
    }
  });

  it('never makes a token impossible', () => {
    const view: MemoryView = { ...NOTHING, document: [new IndexedSource(TokenIndex.of(Uint16Array.of(0, 1, 2, 1, 2, 1, 2), 0))] };
    const certain = new Float64Array(TRUST_WEIGHTS);
    for (let at = 0; at < TRUST_WEIGHTS; at += EVIDENCE_SIZE) certain[at] = 1000;
    const row = Float32Array.from([0.25, 0.25, 0.25, 0.25].map(Math.log));
    mixInto(row, knownOf(view, [2, 1]), weightsOf(certain));
    assert.ok(row.every(Number.isFinite));
  });
});

describe('the network with its memory', () => {
  for (const batch of [1, 2]) {
    it(`is the same where the network gives the last steps only, of ${batch} sequences`, async () => {
      const tokenizer = new TableTokenizer(TOKENS);
      const network = new TableModel(tokenizer, 3);
      const V = network.vocabularySize;
      const lastOnly: LanguageModel = {
        vocabularySize: V, hiddenSize: network.hiddenSize, layers: network.layers, startToken: network.startToken,
        run: async (tokens, size, state, wanted) => {
          const output = await network.run(tokens, size, state);
          return wanted === 'last' ? { ...output, logProbabilities: output.logProbabilities.slice(-size * V) } : output;
        },
      };
      const view = viewOf(tokenizer, 'ab xyz ab x');
      const tokens = tokenizer.encodeLine('ab xyz').slice(0, 3 * batch);
      const state = new Float32Array(new MixedModel(network, view).layers * batch * network.hiddenSize);
      const all = await new MixedModel(network, view).run(tokens, batch, state);
      const last = await new MixedModel(lastOnly, view).run(tokens, batch, state, 'last');
      assert.equal(last.logProbabilities.length, batch * V);
      assert.deepEqual(last.logProbabilities, all.logProbabilities.slice(-batch * V));
      assert.deepEqual(last.state, all.state);
      if (batch === 1) assert.deepEqual(lastDistribution(last, V).logProbabilities, lastDistribution(all, V).logProbabilities);
    });
  }

  const tokenizer = new TableTokenizer(TOKENS);
  const vocabulary = createVocabulary(tokenizer);

  it('reads on as if what it read had always been known', async () => {
    const network = new TableModel(tokenizer, 1);
    const view = viewOf(tokenizer, 'ab xyz ab xyz (ab xyz');
    const model = new MixedModel(network, view);
    const all = [0, ...tokenizer.encodeLine('ab xyz a')];
    const whole = await readTokens(model, emptyState(model), all);
    const parts = await readTokens(model, (await readTokens(model, emptyState(model), all.slice(0, 3))).state, all.slice(3));
    assert.deepEqual(parts.logProbabilities, whole.logProbabilities);
    const begun = model.begin(await readTokens(network, emptyState(network), all), knowing(all));
    assert.deepEqual(begun.logProbabilities, whole.logProbabilities);
    assert.deepEqual(begun.state, whole.state);
  });

  it('keeps the sequences of a batch apart', async () => {
    const model = new MixedModel(new TableModel(tokenizer, 2), viewOf(tokenizer, 'ab xyz ab x'));
    const { vocabularySize: V } = model;
    const [a, b] = [tokenizer.encodeLine('ab x'), tokenizer.encodeLine('xyz ')].map((tokens) => tokens.slice(0, 2));
    const together = await model.run([a[0], b[0], a[1], b[1]], 2, new Float32Array(2 * model.layers * model.hiddenSize));
    for (const [i, alone] of [a, b].entries()) {
      const { logProbabilities } = await model.run(alone, 1, emptyState(model));
      assert.deepEqual(together.logProbabilities.slice((2 + i) * V, (3 + i) * V), logProbabilities.slice(V));
    }
  });

  it('finds the words that enumeration finds', async () => {
    let compared = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const network = new TableModel(tokenizer, seed);
      const model = new MixedModel(network, viewOf(tokenizer, 'ab xyz abc xyz (ab xyz.'));
      const here = { model, tokenizer, vocabulary };
      const before = [0, ...tokenizer.encodeLine('ab')];
      const distribution = model.begin(await readTokens(network, emptyState(network), before), knowing(before));
      for (const typed of ['', ' ', ' x', 'a']) {
        const listed = (await listWords(here, distribution, typed, false)).slice(0, 3).filter(({ probability }) => probability > LEAST_LISTED);
        const { candidates } = await searchWords(model, tokenizer, vocabulary, { distribution, typed, count: 3, maximumRuns: 1000 });
        assert.deepEqual(candidates.slice(0, listed.length).map(({ text }) => text), listed.map(({ text }) => text));
        compared += listed.length;
      }
    }
    assert.ok(compared >= 30);
  });

  it('suggests a word whole that was seen once and is in no vocabulary', async () => {
    const network = new TableModel(tokenizer, 3, 1);
    const text = 'xyzzyx(ab. ab xyzzyx(ab. ab';
    const model = new MixedModel(network, viewOf(tokenizer, text));
    const before = [0, ...tokenizer.encodeLine(text)];
    const distribution = model.begin(await readTokens(network, emptyState(network), before), knowing(before));
    const { candidates } = await searchWords(model, tokenizer, vocabulary, { distribution, typed: ' xyz', count: 1, maximumRuns: 1000 });
    assert.equal(candidates[0].text, ' xyzzyx');
  });
});
