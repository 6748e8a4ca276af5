import assert from 'node:assert/strict';
import { measureTop1Words } from '../../../src/prediction/evaluation';
import type { LanguageModel } from '../../../src/prediction/languageModel';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { TableModel, TableTokenizer } from '../../support/tableModel';

const TEXT = 'say hello world\nsay help\n  foo(bar)';

function world() {
  const tokenizer = new TableTokenizer([...'abcdefghijklmnopqrstuvwxyz (),.', '  ', ' hello', ' world', ' help', 'say', ' foo', 'bar']);
  const model = new TableModel(tokenizer, 1, 1);
  return { tokenizer, model, vocabulary: createVocabulary(tokenizer) };
}

/** A model that counts the tokens it reads. */
function counting(model: LanguageModel): { model: LanguageModel; tokens: () => number } {
  let tokens = 0;
  const run: LanguageModel['run'] = (read, batch, state) => {
    tokens += read.length;
    return model.run(read, batch, state);
  };
  const { vocabularySize, hiddenSize, layers, startToken } = model;
  return { model: { vocabularySize, hiddenSize, layers, startToken, run }, tokens: () => tokens };
}

async function measure({ model, tokenizer, vocabulary }: ReturnType<typeof world>, texts: string[], samples = 100, seed = 1) {
  return measureTop1Words(model, tokenizer, vocabulary, texts, { samples, seed });
}

describe('top-1 words', () => {
  it('are found by a model that knows the text, and hardly by one that knows nothing', async () => {
    const knowing = world();
    // Each line alone is certain; the first word of a line is not, so only its letters tell.
    for (const line of ['say hello world', '  foo(bar)']) knowing.model.teach(line, 20);
    assert.deepEqual(await measure(knowing, ['say hello world', '  foo(bar)']), { top1Word: 6 / 7, top1WordAfter2: 1 });
    assert.ok((await measure(world(), [TEXT])).top1Word < 0.3);
  });
  it('are the same for the same seed', async () => {
    const texts = Array.from({ length: 5 }, () => TEXT);
    const here = world();
    here.model.teach('say hello world', 6);
    const first = await measure(here, texts, 10, 4);
    assert.deepEqual(await measure(here, texts, 10, 4), first);
    const others = await Promise.all([5, 6, 7, 8].map((seed) => measure(here, texts, 10, seed)));
    assert.ok(others.some((other) => other.top1Word !== first.top1Word || other.top1WordAfter2 !== first.top1WordAfter2));
  });
  it('are measured in a line of 200 000 tokens, which is read once', async () => {
    const { model, tokenizer, vocabulary } = world();
    const counted = counting(model);
    const line = 'ab '.repeat(67_000);
    await measureTop1Words(counted.model, tokenizer, vocabulary, [`${line}\nsay hello`], { samples: 20, seed: 1 });
    const ofSearches = counted.tokens() - tokenizer.encodeLine(line).length;
    assert.ok(ofSearches < 20 * 2 * 16 * 8, `${ofSearches} tokens beside the line's own`);
  });
  it('are searched for as long as the editor searches', async () => {
    const hard = world();
    const line = 'say abcdefghijk'; // a run of the network for each letter
    hard.model.teach(line, 20);
    assert.deepEqual(await measure(hard, [line]), { top1Word: 0.5, top1WordAfter2: 1 }); // nothing tells the first word
  });
  it('have nothing to measure on in an empty text', async () => {
    assert.deepEqual(await measure(world(), ['', 'a']), { top1Word: 0, top1WordAfter2: 0 });
    assert.deepEqual(await measure(world(), []), { top1Word: 0, top1WordAfter2: 0 });
  });
});
