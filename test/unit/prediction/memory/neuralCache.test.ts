import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../../src/prediction/documentTrack';
import type { LanguageModel } from '../../../../src/prediction/languageModel';
import { NeuralCache } from '../../../../src/prediction/memory/neuralCache';
import { TrackedLine } from '../../../../src/prediction/trackedLine';
import { editAtRandom } from '../../../support/randomEdits';
import { createTinyModel } from '../../../support/tinyModel';

const { model: tiny, tokenizer } = createTinyModel({ seed: 1 });
/** The same network; its output layer sees what it says. */
const model: LanguageModel = {
  vocabularySize: tiny.vocabularySize, hiddenSize: tiny.hiddenSize, layers: tiny.layers, startToken: tiny.startToken,
  run: async (tokens, batch, state) => {
    const output = await tiny.run(tokens, batch, state);
    return { ...output, projected: output.logProbabilities };
  },
};
const TEXT = 'hello world\nsay hello\n\nconst b = 2;\nhello';

/** One entry in a line of its own. */
function remember(cache: NeuralCache, target: number, ...view: number[]): TrackedLine {
  const line = new TrackedLine('');
  cache.record(line, { offset: 0, target }, Float32Array.from(view));
  return line;
}

describe('neural cache', () => {
  it('recalls what followed the most similar views, as probabilities', () => {
    const cache = new NeuralCache();
    remember(cache, 7, 1, 0);
    remember(cache, 8, 0, 2);
    remember(cache, 7, 3, 0.1);
    const { tokens, masses, places, similarity } = cache.recall(Float32Array.of(5, 0))!;
    assert.deepEqual(tokens, [7, 8]);
    assert.ok(masses[0] > 0.99);
    assert.ok(Math.abs(masses[0] + masses[1] - 1) < 1e-12);
    assert.equal(places, 3);
    assert.ok(Math.abs(similarity - 1) < 1e-6);
  });

  it('has nothing to say of too little', () => {
    const cache = new NeuralCache();
    assert.equal(cache.recall(Float32Array.of(1, 0)), undefined);
    remember(cache, 7, 1, 0);
    assert.equal(cache.recall(Float32Array.of(1, 0)), undefined);
  });

  it('is a bounded part of the text, and forgets the line that was read longest ago first', () => {
    const cache = new NeuralCache();
    for (let token = 1; token <= 1500; token++) remember(cache, token, 1, token / 1000);
    const { tokens, places } = cache.recall(Float32Array.of(1, 1))!;
    assert.equal(places, 500);
    assert.equal(Math.min(...tokens), 1001);
  });

  it('lets go of a line that is gone, and keeps the unchanged beginning of one that was edited', () => {
    const cache = new NeuralCache();
    const line = new TrackedLine('a b');
    cache.record(line, { offset: 0, target: 3 }, Float32Array.of(1, 0));
    cache.record(line, { offset: 1, target: 4 }, Float32Array.of(0, 1));
    const other = remember(cache, 5, 1, 1);
    const { version } = cache;
    cache.replaced(line, { line: new TrackedLine('a c'), kept: 1 });
    assert.deepEqual(new Set(cache.recall(Float32Array.of(1, 0))!.tokens), new Set([3, 5]));
    assert.ok(cache.version > version);
    cache.replaced(other);
    assert.equal(cache.recall(Float32Array.of(1, 0)), undefined);
  });

  it('is that of a fresh reading after any edits, once the reading is done', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const track = new DocumentTrack(model, tokenizer, TEXT);
      const { text, line } = await editAtRandom(track, TEXT, { seed, edits: 20, look: (_line, _character, pick) => track.advance(16, pick(2) === 0 ? 'changes' : 'everything') });
      assert.deepEqual(await recalledAt(track, line), await recalledAt(new DocumentTrack(model, tokenizer, text), line));
    }
  });

  it('recalls nothing of lines that hold secrets, while a document remembers', async () => {
    const recalled = await recalledAt(new DocumentTrack(model, tokenizer, 'password: zebra9931moon\nhello world hello\n'), 2);
    const held = new Set<number>([...tokenizer.encodeLine('hello world hello'), tokenizer.lineEndToken]);
    assert.ok(recalled && recalled.length > 0);
    assert.deepEqual(recalled.filter(([token]) => !held.has(token)), []);
  });

  /** What is recalled at the start of a line, to six digits, by token. */
  async function recalledAt(track: DocumentTrack, line: number) {
    while (await track.advance(64));
    const { distribution, knowledge } = (await track.distributionAt(line, 0))!;
    const recalled = knowledge.recall(distribution.projected!);
    return recalled && recalled.tokens.map((token, i) => [token, recalled.masses[i].toFixed(5)] as const).sort(([a], [b]) => a - b);
  }
});
