import assert from 'node:assert/strict';
import { CharacterClass } from '../../../src/prediction/characterClass';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { createVocabulary, type Vocabulary } from '../../../src/prediction/vocabulary';
import { searchWords, type WordSearchOptions } from '../../../src/prediction/wordSearch';
import { createTinyModel } from '../../support/tinyModel';
import { TableModel, TableTokenizer } from '../../support/tableModel';
import { LEAST_LISTED, listWords } from './listedWords';

const TOKENS = [
  ' ', '  ', '\t', 'a', 'b', 'c', 'ab', 'ba', 'abc', 'bc', ' a', ' b', ' c', ' ab', ' abc', ' ba', '_', '1', '12', ' 1', '2',
  '.', ' .', '(', ' (', '=\xed', '=\x95', '=\x9c', '=\x95\x9c', '=\xb8', '= \xed', '한', ' 한', '=\xf0', '=\x9f', '=\x98', '=\x80', '= \xf0', 'é', '=\xc3', '=\xa9', '-',
];

function world(seed: number, spread?: number) {
  const tokenizer = new TableTokenizer(TOKENS);
  const model = new TableModel(tokenizer, seed, spread);
  return { tokenizer, model, vocabulary: createVocabulary(tokenizer) };
}

type World = ReturnType<typeof createTinyModel> & { readonly vocabulary: Vocabulary };

/** Searches after the tokens of a text (the start token first). */
async function search({ model, tokenizer, vocabulary }: World, before: string, options: Partial<WordSearchOptions> & { typed: string; count?: number }) {
  const distribution = await readTokens(model, emptyState(model), [0, ...tokenizer.encodeLine(before)]);
  const found = await searchWords(model, tokenizer, vocabulary, { count: 3, maximumRuns: 1000, ...options, distribution });
  return { ...found, distribution };
}

/** Compares as many words as are probable enough for the list to be complete. @returns how many. */
async function compare(here: World, before: string, typed: string, beyond: boolean): Promise<number> {
  const { candidates, exact, distribution } = await search(here, before, { typed, beyond });
  const listed = await listWords(here, distribution, typed, beyond);
  const sure = listed.slice(0, 3).filter(({ probability }) => probability > LEAST_LISTED);
  assert.deepEqual(candidates.slice(0, sure.length).map(({ text }) => text), sure.map(({ text }) => text));
  sure.forEach(({ probability }, i) => {
    assert.ok(candidates[i].probability <= probability * 1.0001, `${candidates[i].probability} is at most ${probability}`);
    assert.ok(candidates[i].probability >= probability * 0.9, `${candidates[i].probability} is nearly ${probability}`);
  });
  assert.equal(exact, true);
  return sure.length;
}

describe('word search', () => {
  for (const typed of ['', ' ', '  ', 'a', ' a', 'ab', ' ab', '1', '_', '.', ' (', '한', ' 한', '\u{1f600}', 'é', 'abca']) {
    for (const beyond of [false, true]) {
      it(`finds what enumeration finds after ${JSON.stringify(typed)}${beyond ? ', beyond it' : ''}`, async () => {
        let compared = 0;
        for (let seed = 1; seed <= 20; seed++) compared += await compare(world(seed), 'a b', typed, beyond);
        assert.ok(compared >= 20);
      });
    }
  }
  it('finds what enumeration finds in a network with byte-pair encoding', async () => {
    let compared = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { model, tokenizer } = createTinyModel({ seed });
      const here = { model, tokenizer, vocabulary: createVocabulary(tokenizer) };
      for (const typed of [' hel', 'con', ' th', '한']) compared += await compare(here, 'say', typed, false);
    }
    assert.ok(compared > 10);
  });

  it('spells a typed beginning by other tokens than it has alone', async () => {
    const tokenizer = new TableTokenizer([...' acehlop', ' he', 'llo', ' hel', ' help', 'lo', ' hell', 'o']);
    const model = new TableModel(tokenizer, 1, 1);
    model.teach(' hello', 15);
    const here = { tokenizer, model, vocabulary: createVocabulary(tokenizer) };
    for (const typed of [' h', ' he', ' hel', ' hell']) {
      const { candidates } = await search(here, '', { typed, count: 1 });
      assert.equal(candidates[0].text, ' hello', typed);
    }
  });
  it('lets go on from the last token of a word', async () => {
    const here = world(3);
    const { candidates, distribution } = await search(here, 'ab', { typed: ' a' });
    for (const { tokens, text, distribution: after } of candidates) {
      assert.deepEqual(tokens, here.tokenizer.encodeLine(text));
      const again = await readTokens(here.model, distribution.state, tokens);
      assert.deepEqual(after.state, again.state);
      again.logProbabilities.forEach((value, i) => assert.ok(Math.abs(after.logProbabilities[i] - value) < 1e-5));
    }
  });
  it('gives probabilities of words that exclude each other', async () => {
    for (const typed of ['', ' ', ' a', '.']) {
      const { candidates } = await search(world(5), 'ab', { typed, count: 1000, maximumRuns: 100 });
      const sum = candidates.reduce((total, { probability }) => total + probability, 0);
      assert.ok(candidates.length > 20 || typed === '.');
      assert.ok(sum <= 1.0001 && (sum > 0.5 || typed === ''), `${sum}`);
      assert.equal(new Set(candidates.map(({ text }) => text)).size, candidates.length);
      assert.ok(candidates.every(({ text }) => text.startsWith(typed) && !text.includes('\n')));
    }
  });
  it('begins only with what ends a word, where one ended', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { candidates } = await search(world(seed), 'ab', { typed: '', ended: CharacterClass.Word, count: 10 });
      assert.ok(candidates.every(({ text }) => !/^[\p{L}\p{N}_]/u.test(text)));
      assert.ok(candidates.reduce((sum, { probability }) => sum + probability, 0) <= 1.0001);
    }
  });
  it('reads nothing that cannot reach the minimum', async () => {
    const here = world(2, 1);
    const { candidates, runs } = await search(here, 'ab', { typed: ' ', minimumProbability: 0.5 });
    assert.deepEqual([candidates, runs], [[], 0]);
    const all = await search(here, 'ab', { typed: ' a' });
    const minimumProbability = (all.candidates[0].probability + all.candidates[1].probability) / 2;
    const some = await search(here, 'ab', { typed: ' a', minimumProbability });
    assert.deepEqual(some.candidates.map(({ text }) => text), [all.candidates[0].text]);
    assert.ok(some.steps <= all.steps);
  });
  it('finds a sure word in two runs, and the steps are what the network read', async () => {
    const here = world(1);
    here.model.teach(' abcab', 16);
    const counted = { steps: 0 };
    const model = Object.create(here.model, { run: { value: (...args: Parameters<TableModel['run']>) => ((counted.steps += args[0].length), here.model.run(...args)) } });
    const distribution = await readTokens(here.model, emptyState(here.model), [0, 1]);
    const found = await searchWords(model, here.tokenizer, here.vocabulary, { distribution, typed: '', count: 1 });
    assert.equal(found.candidates[0].text, ' abcab');
    assert.ok(found.exact && found.runs <= 2, `${found.runs} runs`);
    assert.equal(found.steps, counted.steps);
  });
  it('reads the beginning of a long word as it stands', async () => {
    const here = world(1);
    const typed = 'abc'.repeat(6) + 'a';
    const { candidates, exact, runs } = await search(here, '', { typed, count: 1, maximumRuns: 12 });
    assert.ok(candidates[0].text.startsWith(typed) && runs < 12);
    assert.deepEqual(candidates[0].tokens, here.tokenizer.encodeLine(candidates[0].text));
    assert.equal(exact, false);
  });
  /** A word of five tokens, whose beginnings hardly ever end a word. */
  async function searchLongWord(options: Partial<WordSearchOptions>) {
    const here = world(1, 1);
    here.model.teach(' abc_1a2b', 16);
    const distribution = await readTokens(here.model, emptyState(here.model), [0, 1]);
    return searchWords(here.model, here.tokenizer, here.vocabulary, { distribution, typed: ' ', count: 1, ...options });
  }
  it('says when its runs did not suffice for a proof', async () => {
    const whole = await searchLongWord({});
    assert.deepEqual([whole.candidates[0].text, whole.exact], [' abc_1a2b', true]);
    const { candidates, exact, runs } = await searchLongWord({ maximumRuns: 2 });
    assert.ok(candidates.length === 1 && candidates[0].text !== ' abc_1a2b' && runs === 2 && !exact);
  });
  it('stops between two runs when cancelled', async () => {
    for (let allowed = 0; allowed < 3; allowed++) {
      let asked = 0;
      const { candidates, runs } = await searchLongWord({ isCancelled: () => asked++ >= allowed });
      assert.deepEqual([runs, candidates], [allowed, []]);
    }
  });
  it('gives the same answer again', async () => {
    const [first, second] = [await search(world(9), 'a', { typed: ' a' }), await search(world(9), 'a', { typed: ' a' })];
    assert.deepEqual(first, second);
  });
  it('ends Japanese words where they are cut, though nothing marks their end', async () => {
    const tokenizer = new TableTokenizer([...' ab.', '日', '本', '語', 'を', '読', 'む', '=\xe6', '=\x97', '=\xa5']);
    const model = new TableModel(tokenizer, 1, 1);
    model.teach('日本語を読む', 12);
    const here = { tokenizer, model, vocabulary: createVocabulary(tokenizer) };
    const { candidates, exact } = await search(here, '', { typed: '日', count: 1 });
    assert.equal(candidates[0].text, '日本語');
    assert.ok(candidates[0].probability > 0.9 && !exact);
  });
});
