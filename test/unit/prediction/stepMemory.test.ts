// Who asks a model with a memory gets what the model itself says, and what was asked before costs no run.
import assert from 'node:assert/strict';
import type { LanguageModel, NetworkOutput, WantedSteps } from '../../../src/prediction/languageModel';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { joinStates, stateOf } from '../../../src/prediction/stateColumns';
import { StepMemory } from '../../../src/prediction/stepMemory';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { searchWords } from '../../../src/prediction/wordSearch';
import { createTinyModel } from '../../support/tinyModel';

/** A tiny model that notes what it reads, behind a memory. */
function remembering(layers = 1): { memory: StepMemory; model: LanguageModel; tokenizer: ReturnType<typeof createTinyModel>['tokenizer']; read: number[] } {
  const { model, tokenizer } = createTinyModel({ seed: 3, layers });
  const { vocabularySize, hiddenSize, startToken } = model;
  const read: number[] = [];
  const run = (tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> => {
    read.push(...Array.from(tokens));
    return model.run(tokens, batch, state);
  };
  return { memory: new StepMemory({ vocabularySize, hiddenSize, layers, startToken, run }), model, tokenizer, read };
}

function checkSame(found: NetworkOutput, expected: NetworkOutput, V: number, batch: number): void {
  assert.deepEqual(found.state, expected.state);
  assert.deepEqual(found.logProbabilities.slice(-batch * V), expected.logProbabilities.slice(-batch * V));
}

describe('a memory of steps', () => {
  for (const layers of [1, 2]) {
    it(`answers as the model does, whatever was asked before, with ${layers} layers`, async () => {
      const { memory, model, read } = remembering(layers);
      const random = seededRandom(layers);
      const states = [emptyState(model)];
      let asked = 0;
      for (let round = 0; round < 300; round++) {
        const batch = 1 + Math.floor(random() * 3);
        const T = batch === 1 ? 1 + Math.floor(random() * 3) : 1;
        const chosen = Array.from({ length: batch }, () => states[Math.floor(random() * states.length)]);
        const tokens = Array.from({ length: T * batch }, () => Math.floor(random() * 4));
        const joined = joinStates(chosen, model);
        const wanted: WantedSteps = random() < 0.8 ? 'last' : 'all';
        const found = await memory.run(tokens, batch, joined, wanted);
        const expected = await model.run(tokens, batch, joined);
        checkSame(found, expected, model.vocabularySize, batch);
        if (wanted === 'all') assert.equal(found.logProbabilities.length, tokens.length * model.vocabularySize);
        asked += tokens.length;
        if (states.length < 12) states.push(stateOf(found.state, 0, model));
        // Whoever gets an answer may write into it.
        found.logProbabilities.fill(7);
        found.state.fill(7);
      }
      assert.ok(read.length < asked / 2, `${read.length} of ${asked} tokens were read`);
    });
  }

  it('reads a step once, side by side with others and alone, and on from the last that it knows', async () => {
    const { memory, model, read } = remembering();
    const zero = emptyState(model);
    const { state } = await memory.run([5, 6], 2, joinStates([zero, zero], model), 'last');
    const after5 = stateOf(state, 0, model);
    await memory.run([9], 1, after5, 'last');
    assert.deepEqual(read.splice(0), [5, 6, 9]);
    await memory.run([6, 5, 8], 3, joinStates([zero, zero, zero], model), 'last');
    await memory.run([5, 9], 1, zero, 'last');
    assert.deepEqual(read.splice(0), [8]);
    await memory.run([5, 9, 4, 3], 1, zero, 'last');
    assert.deepEqual(read.splice(0), [4, 3]);
    await memory.run([5, 9], 1, zero, 'all');
    assert.deepEqual(read.splice(0), [5, 9], 'all steps are read, for the memory has only the last of them');
  });

  it('forgets when it is told to, and what was not asked for longest', async () => {
    const { memory, model, read } = remembering();
    const zero = emptyState(model);
    await memory.run([5], 1, zero, 'last');
    memory.forget();
    await memory.run([5], 1, zero, 'last');
    assert.deepEqual(read.splice(0), [5, 5]);
    for (let token = 10; token < 137; token++) await memory.run([token], 1, zero, 'last');
    await memory.run([5], 1, zero, 'last');
    assert.equal(read.splice(0).length, 127, '128 are kept');
    await memory.run([200], 1, zero, 'last');
    await memory.run([5], 1, zero, 'last');
    await memory.run([10], 1, zero, 'last');
    assert.deepEqual(read, [200, 10]);
  });

  it('makes the next letters of a word cheap, and gives the same words', async () => {
    const { memory, model, tokenizer, read } = remembering();
    const vocabulary = createVocabulary(tokenizer);
    const distribution = await readTokens(model, emptyState(model), [0, ...tokenizer.encodeLine('say')]);
    let alone = 0;
    for (const typed of [' ', ' c', ' co', ' con', ' cons']) {
      const options = { distribution, typed, count: 3, maximumRuns: 1000 };
      const expected = await searchWords(model, tokenizer, vocabulary, options);
      const found = await searchWords(memory, tokenizer, vocabulary, options);
      assert.deepEqual(found.candidates.map(({ text, probability }) => [text, probability]), expected.candidates.map(({ text, probability }) => [text, probability]));
      alone += expected.steps;
    }
    assert.ok(read.length < 0.9 * alone, `${read.length} steps in place of ${alone}`);
  });
});
