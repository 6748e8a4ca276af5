import assert from 'node:assert/strict';
import { generate, type GenerationOptions } from '../../../src/prediction/generation';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { TableModel, TableTokenizer } from '../../support/tableModel';
import { createTinyModel } from '../../support/tinyModel';

async function write(world: Pick<ReturnType<typeof createTinyModel>, 'model' | 'tokenizer'>, options: Partial<GenerationOptions>) {
  const { model, tokenizer } = world;
  const distribution = await readTokens(model, emptyState(model), [0, tokenizer.lineEndToken]);
  const pieces: string[] = [];
  const all = { typed: '', words: 5, temperature: 1, seed: 1, ...options, distribution };
  for await (const piece of generate(model, tokenizer, createVocabulary(tokenizer), all)) pieces.push(piece);
  return pieces.join('');
}

function taught(...lines: string[]) {
  const tokenizer = new TableTokenizer([...'abcdefghijklmnopqrstuvwxyz .', ' world', ' hello', 'hello', 'say', ' wide']);
  const model = new TableModel(tokenizer, 1, 1);
  for (const line of lines) model.teach(line, 20);
  return { model, tokenizer };
}

describe('generation', () => {
  it('takes the most probable tokens at temperature 0, and ends behind the last word', async () => {
    const world = taught('say hello wide world.');
    assert.equal(await write(world, { temperature: 0, words: 2 }), 'say hello');
    assert.equal(await write(world, { temperature: 0, words: 5 }), 'say hello wide world.');
  });
  it('passes line ends', async () => {
    assert.equal(await write(taught('say hello'), { temperature: 0, words: 3 }), 'say hello\nsay');
  });
  it('goes on with a word that was begun', async () => {
    const world = taught('say hello wide world');
    assert.equal(await write(world, { temperature: 0, words: 2, typed: 'sa' }), 'y hello');
    assert.equal(await write(world, { temperature: 0, words: 2, typed: 'say' }), ' hello');
  });
  it('repeats itself with the same seed only', async () => {
    const world = createTinyModel({ seed: 3 });
    const first = await write(world, { seed: 7, words: 30 });
    assert.equal(await write(world, { seed: 7, words: 30 }), first);
    assert.notEqual(await write(world, { seed: 8, words: 30 }), first);
  });
  it('samples as often as the network believes, and sharper when cold', async () => {
    const { model, tokenizer } = taught();
    const [a, b] = [...tokenizer.encodeLine('a'), ...tokenizer.encodeLine('b')];
    model.prefer(tokenizer.lineEndToken, a, 20 + Math.log(3));
    model.prefer(tokenizer.lineEndToken, b, 20);
    for (const [temperature, share] of [[1, 0.75], [0.5, 0.9]]) {
      let count = 0;
      for (let seed = 0; seed < 1000; seed++) if ((await write({ model, tokenizer }, { seed, temperature, words: 1 })).startsWith('a')) count++;
      assert.ok(Math.abs(count / 1000 - share) < 0.04, `${count} of 1000 at ${temperature}`);
    }
  });
  it('writes whole characters only', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const text = await write(createTinyModel({ seed }), { seed, words: 40, temperature: 2 });
      assert.equal(Buffer.from(text).toString(), text);
    }
  });
});
