import assert from 'node:assert/strict';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { wordAlternatives } from '../../../src/prediction/wordAlternatives';
import { TableModel, TableTokenizer } from '../../support/tableModel';

const LEARNED = 20;

/** A model that knows what follows single tokens, with these logits. */
function world(follow: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const tokenizer = new TableTokenizer([...'abcdefghijklmnopqrstuvwxyz .', ' cat', ' dog', ' sees', 'sees', 's']);
  const model = new TableModel(tokenizer, 1, 1);
  const token = (text: string) => (text === '\n' ? tokenizer.lineEndToken : tokenizer.encodeLine(text)[0]);
  for (const [from, nexts] of Object.entries(follow)) for (const [next, logit] of Object.entries(nexts)) model.prefer(token(from), token(next), logit);
  return { model, tokenizer };
}

/** Other words than `word` behind `before`. */
async function alternatives({ model, tokenizer }: ReturnType<typeof world>, before: string, word: string, count = 3) {
  const distribution = await readTokens(model, emptyState(model), [0, tokenizer.lineEndToken, ...tokenizer.encodeLine(before)]);
  return wordAlternatives(model, tokenizer, createVocabulary(tokenizer), { distribution, before, word }, count);
}

/** Whatever these end with. */
const ends = { ' cat': { '.': LEARNED }, ' dog': { '.': LEARNED }, sees: { '.': LEARNED }, ' sees': { '.': LEARNED } };

describe('alternatives to a word', () => {
  it('are the words that were expected there, the most probable first, without the blanks before them', async () => {
    const taught = world({ a: { ' dog': LEARNED + Math.log(3), ' cat': LEARNED }, ...ends });
    const found = await alternatives(taught, 'a', 'xylophone');
    assert.deepEqual(found.slice(0, 2).map(({ text }) => text), ['dog', 'cat']);
    assert.ok(Math.abs(found[0].probability - 0.75) < 0.01, `${found[0].probability}`);
    assert.ok(Math.abs(found[1].probability - 0.25) < 0.01, `${found[1].probability}`);
  });

  it('are others than the word that stands there', async () => {
    const taught = world({ a: { ' dog': LEARNED + Math.log(3), ' cat': LEARNED }, ...ends });
    assert.deepEqual((await alternatives(taught, 'a', 'dog')).map(({ text }) => text)[0], 'cat');
  });

  it('never go on with the word before', async () => {
    // Half of the time "a" would become "as"; the word that stands there shows that it did not.
    const taught = world({ a: { s: LEARNED, ' cat': LEARNED }, ...ends });
    const [first, ...others] = await alternatives(taught, 'a', 'xylophone');
    assert.equal(first.text, 'cat');
    assert.ok(first.probability > 0.95, `${first.probability}`);
    assert.ok(others.every(({ text }) => text !== 's'));
  });

  it('are words of any kind at the start of a line', async () => {
    const taught = world({ '\n': { sees: LEARNED, '.': LEARNED }, ...ends });
    assert.deepEqual((await alternatives(taught, '', 'xylophone', 2)).map(({ text }) => text).sort(), ['.', 'sees']);
  });

  it('count with and without blanks as one word', async () => {
    const taught = world({ '.': { sees: LEARNED, ' sees': LEARNED }, ...ends });
    const [first, second] = await alternatives(taught, '.', 'xylophone');
    assert.equal(first.text, 'sees');
    assert.ok(first.probability > 0.9, `${first.probability}`);
    assert.notEqual(second?.text, 'sees');
  });
});
