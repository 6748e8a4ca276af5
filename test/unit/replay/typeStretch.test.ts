// One text whose figures are worked out by hand, and the rules that it does not need.
import assert from 'node:assert/strict';
import { TypedText } from '../../../src/replay/typedText';
import { typeStretch, type ListEntry, type Meter, type Pace, type Typing } from '../../../src/replay/typeStretch';
import { ScriptedPredictor } from '../../support/scriptedPredictor';

interface Given {
  readonly languageId?: string;
  /** Gap after the key that brought the cursor to a place; those of places that are not named are long. */
  readonly gaps?: Readonly<Record<number, number>>;
  /** The time of every answer. */
  readonly answerMs?: number;
  /** That the predictor waits before every answer. */
  readonly waitedMs?: number;
  readonly listEntry?: ListEntry;
}

/** Types a text with somebody who shows `ghosts[line left of the cursor]`. */
async function type(text: string, ghosts: Readonly<Record<string, string>>, { languageId = 'markdown', gaps, answerMs = 0, waitedMs, listEntry }: Given = {}): Promise<Typing & { predictor: ScriptedPredictor }> {
  let nowMs = 0;
  const predictor = new ScriptedPredictor((line) => {
    nowMs += answerMs;
    return ghosts[line] ?? '';
  }, waitedMs);
  const typed = new TypedText(text, languageId);
  const pace: Pace = { isTimed: gaps !== undefined, gapMs: (at) => gaps?.[at] ?? 1000 };
  const meter: Meter = { nowMs: () => nowMs, cpuMs: () => nowMs };
  const typing = await typeStretch(predictor, 'text', typed, { from: typed.entry(0), to: text.length }, pace, listEntry, meter);
  assert.equal(predictor.document.toString(), text);
  return { ...typing, predictor };
}

const SAY = 'say hello world';
const GHOSTS = { sa: 'lt', 'say ': 'hello there', 'say h': 'ello there', 'say hello': ' there', 'say hello ': 'there', 'say hello w': 'orld' };

describe('typing a stretch', () => {
  it('counts keys, suggestions and what is accepted', async () => {
    // s a y _ [Ctrl+Right: hello] _ w [Tab: orld]: eight keys for fifteen. "salt", "say hello there" and "world" are shown;
    // of the second a word is taken, of the third all.
    const { keys, shown, accepted, acceptedCharacters, latenciesMs } = await type(SAY, GHOSTS);
    assert.deepEqual({ keys, shown, accepted, acceptedCharacters }, { keys: 8, shown: 3, accepted: 2, acceptedCharacters: 9 });
    assert.equal(latenciesMs.length, 7, 'six keys before the end, and an acceptance');
  });

  it('counts a suggestion once while it is typed along, also through a syllable that is composed', async () => {
    const unseen = { gaps: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } };
    const along = await type('say hi', { s: 'ay ho', sa: 'y ho', say: ' ho', 'say ': 'ho', 'say h': 'o' }, unseen);
    assert.deepEqual([along.shown, along.accepted, along.keys], [1, 0, 6]);
    const again = await type('say hi', { s: 'ay ho', say: ' ho' }, unseen);
    assert.equal(again.shown, 2, 'what was gone comes anew');
    const syllable = await type('a 한 b', { 'a ': '한 c', 'a 한 ': 'c' }, unseen);
    assert.equal(syllable.shown, 1);
  });

  it('counts only what is seen before the next key when it is timed', async () => {
    // At place 4 the next key comes too soon; behind the "h" it does not.
    const { keys } = await type(SAY, GHOSTS, { gaps: { 4: 110 } });
    assert.equal(keys, 9);
    assert.equal((await type(SAY, GHOSTS, { gaps: { 4: 110.5 } })).keys, 8);
    assert.equal((await type(SAY, GHOSTS, { gaps: { 4: 110.5 }, answerMs: 1 })).keys, 9, 'the time of the answer counts');
    const hurried = await type(SAY, GHOSTS, { gaps: Object.fromEntries(Array.from(SAY, (_, at) => [at, 50])) });
    assert.deepEqual([hurried.keys, hurried.accepted, hurried.shown], [15, 0, 4], '"say hello there" was gone for some keys');
  });

  it('counts what the predictor waited before it answered as time in which nothing was seen, but not as work', async () => {
    assert.equal((await type(SAY, GHOSTS, { gaps: { 4: 180.5 }, waitedMs: 70 })).keys, 8);
    const { keys, latenciesMs } = await type(SAY, GHOSTS, { gaps: { 4: 180 }, waitedMs: 70 });
    assert.equal(keys, 9);
    assert.ok(latenciesMs.every((ms) => ms === 0));
  });

  it('tells the predictor when keys come, and when the next one will', async () => {
    const { predictor } = await type('abcd', {}, { gaps: { 0: 90, 1: 50, 2: 200, 3: 70 } });
    assert.deepEqual(predictor.keysMs, [90, 140, 340, 410]);
    assert.deepEqual(predictor.gapsMs, [50, 200, 70]);
    const leisurely = await type('abcd', {});
    assert.ok(leisurely.predictor.gapsMs.every((ms) => ms >= 1000), 'without a pace nobody is in a hurry');
  });

  it('measures the time of every answer, and that of the work', async () => {
    const { latenciesMs, cpuMs } = await type('abc', {}, { answerMs: 5 });
    assert.deepEqual(latenciesMs, [5, 5]);
    assert.equal(cpuMs, 10);
  });

  it('shows nothing while a syllable is composed, but behind what was accepted', async () => {
    const hidden = await type('한국어 말', { 한: '국어 말', 한국: '어 말' });
    assert.deepEqual([hidden.shown, hidden.predictor.asked], [0, 1], 'only behind the blank');
    const after = await type('나 한국어 말', { '나 ': '한국', '나 한국': '어 말' });
    // ㄴ ㅏ _ [Tab] [Tab] for 2 + 1 + (3 + 3 + 2) + 1 + 3 keys.
    assert.deepEqual([after.keys, after.accepted, after.acceptedCharacters], [5, 2, 5]);
  });

  it('takes the entry of an open list first, and what goes beyond it with a second key', async () => {
    const listEntry: ListEntry = (_document, position) => ({ range: { start: { ...position, character: 0 }, end: position }, text: 'hello' });
    assert.equal((await type('hello world', { h: 'ello world' }, { listEntry })).keys, 3);
    assert.equal((await type('hello world', { h: 'ello world' })).keys, 2);
    assert.equal((await type('hello there', { h: 'ello world' }, { listEntry })).keys, 1 + 1 + 6, 'the entry alone');
  });

  it('lets the predictor rest where the keys do', async () => {
    assert.equal((await type('abcd', {}, { gaps: { 1: 300, 2: 50, 3: 0 } })).predictor.rests, 1, 'at the end only');
    assert.equal((await type('abcd', {}, { gaps: { 1: 301, 2: 50, 3: 0 } })).predictor.rests, 2);
  });

  it('lets it read also while keys go on coming, but not after every one', async () => {
    // The first key is read 350 ms later, with the second; the third with the fourth.
    assert.equal((await type('abcde', {}, { gaps: { 1: 200, 2: 200, 3: 200, 4: 200 } })).predictor.rests, 3);
  });

  it('pays for closers of openers that were accepted', async () => {
    const code = { languageId: 'typescript' };
    assert.equal((await type('call(a);', {}, code)).keys, 7);
    assert.equal((await type('call(a);', { c: 'all(' }, code)).keys, 1 + 1 + 3);
    assert.equal((await type('call(a);', { c: 'all(a);' }, code)).keys, 2);
    assert.equal((await type('call(ab);', { 'call(': 'ab);' }, code)).keys, 7, 'the closer stands there already: the word alone is taken');
  });
});
