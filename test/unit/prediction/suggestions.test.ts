import assert from 'node:assert/strict';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { suggest, type SuggestionRequest } from '../../../src/prediction/suggestions';
import { typedPiece } from '../../../src/prediction/typedPiece';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { TableModel, TableTokenizer } from '../../support/tableModel';

const CHARACTERS = [...' \tabcdefghijklmnopqrstuvwxyzT0123456789_.,()"\';:=', '=\xed', '=\x95', '=\x9c', '=\xf0', '=\x9f', '=\x91', '=\xa9', '=\xe2', '=\x80', '=\x8d', '=\xec', '=\x88'];
const PIECES = [
  'say', ' hello', ' hel', 'hel', 'lo', ' world', ' wor', 'ld', ' big', ' help', ' held', 'the', ' cat', ' sat', ' on', ' the', ' mat',
  'foo', ' foo', 'bar', ' ab', 'if', ' (', ' =', 'con', 'console', 'const', 'log', 'trace', ' 안녕', '하세요', ' 세계', '👩', ' 👩', '‍', '日', '本', '語', 'を', '読',
];

/** Lines that the model knows; a weight above 1 makes a line more probable, below 1 less. */
type Lines = Readonly<Record<string, number>>;

async function suggestAt(place: string, lines: Lines, options: Partial<SuggestionRequest> & { maximumWords?: number; minimum?: number; leastKeys?: number } = {}) {
  const tokenizer = new TableTokenizer([...new Set([...CHARACTERS, ...PIECES])]);
  const model = new TableModel(tokenizer, 1, 1);
  for (const [line, weight] of Object.entries(lines)) model.teach(line, 12 + Math.log(weight));
  const [before, after] = place.split('█');
  const piece = typedPiece(before);
  const tokens = [0, 1, ...tokenizer.encodeLine(before.slice(0, piece.start))];
  const found = await suggest(model, tokenizer, createVocabulary(tokenizer), {
    distribution: await readTokens(model, emptyState(model), tokens),
    typed: piece.typed,
    textBefore: before.slice(0, piece.start),
    textAfterCursor: after,
    explicit: false,
    limits: { worth: { minimumProbability: [options.minimum ?? 0.3, options.minimum ?? 0.3, options.minimum ?? 0.3], leastKeys: options.leastKeys ?? 0 }, maximumWords: options.maximumWords ?? 5, candidates: 3 },
    ...options,
  });
  // What the line becomes when the suggestion is accepted, with the cursor behind it.
  const accepted = found.suggestions.map(({ text, replace }) => `${before.slice(0, before.length - replace)}${text}█${after}`);
  return { ...found, accepted };
}

/** `shows` lists the lines after acceptance. */
async function check(place: string, lines: Lines, shows: readonly string[], options: Parameters<typeof suggestAt>[2] = {}) {
  const { accepted, suggestions, silence } = await suggestAt(place, lines, options);
  assert.deepEqual(accepted, shows);
  assert.equal(silence === undefined, suggestions.length > 0);
}

describe('suggestions', () => {
  it('goes on with words while they are sure', async () => {
    await check('the█', { 'the cat sat on the mat': 1 }, ['the cat sat on the mat█']);
    await check('the █', { 'the cat sat on': 1 }, ['the cat sat on█']);
    await check('the█', { 'the cat sat on': 1 }, ['the cat sat█'], { maximumWords: 2 });
    await check('say█', { 'say hello world': 1, 'say hello': 3 }, ['say hello█']);
  });
  it('spells what is typed of a word again', async () => {
    await check('say he█', { 'say hello': 1 }, ['say hello█']);
    await check('say hel█', { 'say hello': 1, 'say help': 0.1 }, ['say hello█']);
    await check('say  he█', { 'say  hello': 1 }, ['say  hello█']);
    await check('co█', { 'console.log': 1, 'const': 0.2 }, ['console.log█']);
  });
  it('replaces the word from its start, or nothing after blanks and symbols', async () => {
    const first = async (place: string, lines: Lines) => {
      const [{ text, replace }] = (await suggestAt(place, lines)).suggestions;
      return { text, replace };
    };
    assert.deepEqual(await first('say he█', { 'say hello': 1 }), { text: 'hello', replace: 2 });
    assert.deepEqual(await first('say █', { 'say hello': 1 }), { text: 'hello', replace: 0 });
    assert.deepEqual(await first('console.█', { 'console.log': 1 }), { text: 'log', replace: 0 });
    assert.deepEqual(await first('say hello█', { 'say hello world': 1 }), { text: 'hello world', replace: 5 });
  });
  it('gives the probability of the first word', async () => {
    const lines = { 'say hello': 3, 'say help': 1, 'say hello world': 1 };
    const [{ text, probability, firstEnd }] = (await suggestAt('say█', lines)).suggestions;
    assert.equal(text, 'say hello');
    assert.equal(firstEnd, text.length);
    // By the last token only: 3 in 4 go on with ` hello`, and nearly all that go on so end there or before a blank.
    assert.ok(Math.abs(probability - 0.5) < 0.01, String(probability));
  });
  it('says how far its first word that saves typing goes', async () => {
    const ends = async (place: string, lines: Lines) => (await suggestAt(place, lines)).suggestions.map(({ text, firstEnd }) => [text.slice(0, firstEnd), text.slice(firstEnd)]);
    assert.deepEqual(await ends('say he█', { 'say hello world big': 1 }), [['hello', ' world big']]);
    assert.deepEqual(await ends('foo█', { 'foo(bar)': 1 }), [['foo(bar)', '']]);
  });
  it('says and judges probabilities as they are calibrated', async () => {
    const lines = { 'say hello': 3, 'say help': 1, 'say hello world': 1 };
    const [{ probability: raw }] = (await suggestAt('say█', lines)).suggestions;
    const calibration = { slope: 1, intercept: -2 };
    const [{ probability }] = (await suggestAt('say█', lines, { calibration, minimum: 0.1 })).suggestions;
    // A logit lower by two: about 1/2 becomes 0.12.
    assert.ok(Math.abs(Math.log(raw / (1 - raw)) - 2 - Math.log(probability / (1 - probability))) < 1e-9, `${raw} -> ${probability}`);
    const { suggestions, silence } = await suggestAt('say█', lines, { calibration, minimum: 0.15 });
    assert.deepEqual(suggestions, []);
    assert.equal(silence!.values.at(-1), 15, 'the minimum is said as it is set');
    // Of two words each is as good as certain; of the pair a calibration that trusts nothing is not sure.
    const sure = { 'the cat sat': 1 };
    await check('the█', sure, ['the cat sat█'], { maximumWords: 2 });
    await check('the█', sure, ['the cat█'], { maximumWords: 2, calibration: { slope: 0.01, intercept: -2 }, minimum: 0 });
  });
  it('never passes the line end', async () => {
    await check('say hello█', { 'say hello': 1, ' world': 1 }, []);
  });
  it('lets longer words and the words after a finished one compete', async () => {
    await check('con█', { 'con.log': 1, 'console': 0.2 }, ['con.log█']);
    await check('foo█', { 'foo(': 1, 'foobar': 0.6 }, ['foobar█']);
  });
  it('shows a symbol only together with a word', async () => {
    await check('foo█', { 'foo(': 1 }, []);
    await check('foo█', { 'foo(bar)': 1 }, ['foo(bar)█']);
  });
  it('closes what it opens, and ends with no dot', async () => {
    await check('say█', { 'say hello (world': 1 }, ['say hello█']);
    await check('say█', { 'say hello (world)': 1 }, ['say hello (world)█']);
    await check('foo█', { 'foo(bar': 1 }, []);
    await check('say█', { 'say hello.': 1 }, ['say hello█']);
    await check('say█', { 'say hello = ': 1 }, ['say hello█']);
    await check('say █', { 'say hello)': 1 }, ['say hello█']);
    await check('say █', { 'say hello)': 1 }, ['say hello)█'], { textBefore: '(' });
    await check('say █', { 'say hello)': 1 }, ['say hello)█'], { linesAbove: () => ['foo(', ''] });
  });
  it('knows its words, or looks for others', async () => {
    const lines = { 'say hello world': 1, 'say help': 0.4 };
    const words = { has: (word: string) => word === 'help' || word === 'say' };
    await check('say█', lines, ['say hello world█']);
    await check('say█', lines, ['say help█'], { words, minimum: 0.1 });
    await check('say he█', lines, ['say help█'], { words, minimum: 0.1 });
    await check('say█', { 'say hello world': 1 }, ['say hello█'], { words: { has: (word: string) => word !== 'world' } });
  });
  it('gives another word in place of one that was dismissed', async () => {
    const lines = { 'say hello world': 1, 'say help': 0.4 };
    const dismissed = { minimum: 0.1, wasDismissed: (text: string) => text === 'say hello' };
    await check('say█', lines, ['say help█'], dismissed);
    await check('say he█', lines, ['say help█'], dismissed);
  });
  it('needs two characters more than are typed', async () => {
    await check('say hell█', { 'say hello': 1 }, []);
    await check('say hell█', { 'say hello world': 1 }, ['say hello world█']);
  });
  it('does not repeat what stands right of the cursor', async () => {
    await check('say█ hello', { 'say hello world': 1 }, []);
    await check('say█ world', { 'say hello world': 1 }, ['say hello█ world']);
    await check('foo(█)', { 'foo(bar)': 1 }, ['foo(bar█)']);
    await check('"█"', { '"foo"': 1 }, ['"foo█"']);
  });
  it('gives different first words when asked for by hand', async () => {
    const lines = { 'say hello world': 1, 'say help': 0.5, 'say held': 0.2 };
    await check('say█', lines, ['say hello world█', 'say help█', 'say held█'], { explicit: true });
    await check('say█', lines, ['say hello world█'], { explicit: false });
    await check('say█', { 'say foo': 1, 'say hello': 1, 'say help': 1, 'say held': 1, 'say big': 1 }, []);
  });
  it('extends the entry selected in the list of the editor', async () => {
    await check('con█', { 'console.log': 1, 'const': 2 }, ['console.log█'], { selected: 'console' });
    await check('cnsl█', { 'console.log': 1, 'const': 2 }, ['console.log█'], { selected: 'console' });
    await check('con█', { 'console.log': 1 }, ['console.log█'], { selected: 'console.l' });
    await check('console.█', { 'console.log': 1, 'trace(foo)': 1 }, ['console.trace(foo)█'], { selected: 'trace' });
  });
  it('keeps characters whole', async () => {
    await check('say █', { 'say 안녕하세요 세계': 1 }, ['say 안녕하세요 세계█']);
    await check('say 안█', { 'say 안녕하세요': 1 }, ['say 안녕하세요█']);
    await check('say█', { 'say hello 👩‍': 1 }, ['say hello 👩█'], { maximumWords: 2 });
  });
  it('cuts Japanese where words end', async () => {
    await check('█', { '日本語を読': 1 }, ['日本語█'], { maximumWords: 1 });
  });
  it('says in one sentence why it is silent', async () => {
    const silence = async (place: string, lines: Lines, options = {}) => (await suggestAt(place, lines, options)).silence;
    const five = { 'say foo': 3, 'say hello': 1, 'say help': 2, 'say held': 2, 'say big': 2 };
    assert.deepEqual(await silence('say█', five), { template: 'No next word reaches a probability of {0} %.', values: [30] });
    assert.deepEqual(await silence('say█', { 'say foobar': 0.8, 'say foo': 1, 'say hello': 0.3 }, { minimum: 0.5 }), {
      template: 'The most probable word, {0}, has a probability of {1} %, less than the {2} % of the setting.',
      values: ['foo', 42.6, 50],
    });
    assert.deepEqual(await silence('say█ hello', { 'say hello': 1 }), {
      template: 'The most probable word, {0}, stands right of the cursor already.',
      values: ['hello'],
    });
    assert.deepEqual(await silence('foo█', { 'foo(': 1 }), {
      template: 'The most probable continuation, {0}, would save no typing.',
      values: ['('],
    });
    assert.deepEqual(await silence('say█', { 'say hello': 1 }, { isCancelled: () => true }), {
      template: 'Typing went on before a word was found.',
      values: [],
    });
  });
});
