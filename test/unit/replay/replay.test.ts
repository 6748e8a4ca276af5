// Replays through the server's own code, with a network that knows one line: figures that can be worked out by hand.
import assert from 'node:assert/strict';
import { UserError } from '../../../src/model/userError';
import type { Figures } from '../../../src/replay/counts';
import { rankWords } from '../../../src/replay/rankWords';
import { replay, type ReplayOptions } from '../../../src/replay/replay';
import { ServerPredictor } from '../../../src/replay/serverPredictor';
import { TypedText } from '../../../src/replay/typedText';
import type { Meter } from '../../../src/replay/typeStretch';
import { ScriptedPredictor } from '../../support/scriptedPredictor';
import { TableModel, TableTokenizer } from '../../support/tableModel';

const tokenizer = new TableTokenizer([...' abcdefghijklmnopqrstuvwxyz', ' hello', ' world', 'say']);
const STILL: Meter = { nowMs: () => 0, cpuMs: () => 0 };

/** After a line end, and nowhere else, it is sure of `say hello world`. */
function predictor(): ServerPredictor {
  const model = new TableModel(tokenizer, 1, 1);
  model.teach('say hello world', 20);
  return ServerPredictor.ofModel(model, tokenizer);
}

function replayed(texts: readonly string[], options: Partial<ReplayOptions> = {}): Promise<{ all: Figures; languages: Readonly<Record<string, Figures>> }> {
  return replay(predictor(), texts.map((text, i) => ({ name: `${i}.md`, languageId: 'markdown', text })), { seed: 1, meter: STILL, ...options });
}

const byHand = (figures: Figures) => {
  const { characters, keystrokes, keystrokeSavings, shown, accepted, completedShare, top1 } = figures;
  return { characters, keystrokes, keystrokeSavings, shown, accepted, completedShare, top1 };
};

describe('a replay', () => {
  it('counts what the server shows', async () => {
    // One word that it knows nothing of, then Enter and Tab: 2 + 2 keys for 18 characters, 15 of them accepted.
    const { all, languages } = await replayed(['zq\nsay hello world']);
    assert.deepEqual(byHand(all), { characters: 18, keystrokes: 18, keystrokeSavings: 14 / 18, shown: 1, accepted: 1, completedShare: 15 / 18, top1: 3 / 4 });
    assert.deepEqual(languages, { markdown: all });
  });

  it('goes on from what was shown while it is typed along', async () => {
    // "say hello" is taken word by word, for the line ends otherwise: two keys for nine characters.
    const { all } = await replayed(['zq\nsay hello zq']);
    assert.deepEqual(byHand(all), { characters: 15, keystrokes: 15, keystrokeSavings: (15 - (2 + 1 + 2 + 3)) / 15, shown: 1, accepted: 1, completedShare: 9 / 15, top1: 2 / 4 });
  });

  it('counts less when only what is seen between two keys counts', async () => {
    const text = 'zq\nsay hello world\nsay hello world\nsay hello world\nsay hello world\n';
    const gapsThatAreTooShort = await replayed([text], { seed: 3, meter: { ...STILL, nowMs: clock(1000) } });
    assert.equal(gapsThatAreTooShort.all.keystrokeSavingsTimed, 0, 'nobody waits for seconds');
    assert.ok(gapsThatAreTooShort.all.keystrokeSavings > 0.5);
    assert.deepEqual([gapsThatAreTooShort.all.p50Ms, gapsThatAreTooShort.all.p95Ms], [1000, 1000]);
  });

  it('gives the same figures for the same seed', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `${'zq '.repeat(i)}\nsay hello world\n`.repeat(8));
    const options = { words: 100, seed: 5 };
    const { all } = await replayed(texts, options);
    assert.deepEqual((await replayed(texts, options)).all, all);
    assert.ok(all.characters > 300 && all.characters < 1200, `${all.characters}: about a hundred words, not all`);
    assert.notDeepEqual((await replayed(texts, { ...options, seed: 6 })).all, all);
  });

  it('takes equal parts of all languages', async () => {
    const texts = [['a.md', 'markdown', 400], ['b.ts', 'typescript', 100], ['c.py', 'python', 100]] as const;
    const { languages } = await replay(new ScriptedPredictor(), texts.map(([name, languageId, lines]) => ({ name, languageId, text: 'one two three\n'.repeat(lines) })), { seed: 1, words: 360, meter: STILL });
    assert.deepEqual(Object.keys(languages), ['markdown', 'typescript', 'python']);
    assert.equal(new Set(Object.values(languages).map(({ characters }) => characters)).size, 1);
  });

  it('has no ranks where nobody has a notion of next words', async () => {
    const { all } = await replay(new ScriptedPredictor(), [{ name: 'a.md', languageId: 'markdown', text: 'one two' }], { seed: 1, meter: STILL });
    assert.deepEqual([all.top1, all.top3, all.mrr10, all.keystrokeSavings, all.acceptanceRate], [null, null, null, 0, 0]);
  });

  it('wants a word', async () => {
    for (const text of ['', ' \n\n']) await assert.rejects(replayed([text]), (error) => error instanceof UserError && /no word/.test(error.message));
  });
});

describe('ranks of next words', () => {
  /** What a predictor that says always the same reaches. */
  async function ranks(text: string, candidates: readonly string[]): Promise<{ asked: string[]; ranks: readonly number[] }> {
    const asked: string[] = [];
    const scripted = Object.assign(new ScriptedPredictor(), {
      nextWords: async () => {
        asked.push(scripted.document.toString());
        return candidates;
      },
    });
    const typed = new TypedText(text, 'typescript');
    const { words, first, amongThree, reciprocalRanks } = await rankWords(scripted, 'a', typed, { from: 0, to: text.length });
    return { asked, ranks: [words, first, amongThree, reciprocalRanks] };
  }

  it('are of every word, with the document ending where the one before has', async () => {
    const { asked } = await ranks('  a = f(b)\nc', []);
    assert.deepEqual(asked, ['  ', '  a', '  a =', '  a = f', '  a = f()', '  a = f(b)', '  a = f(b)\n']);
  });

  it('count what is not found', async () => {
    assert.deepEqual((await ranks('a b c d e', [' a', ' b', 'x', ' d'])).ranks, [5, 1, 2, 1 + 1 / 2 + 1 / 4]);
  });

  it('are asked of the network behind the word, whatever else the word might have become', async () => {
    const served = predictor();
    await served.open({ name: 'a.md', languageId: 'markdown', text: 'zq\nsay hello' });
    assert.equal((await served.nextWords({ line: 1, character: 9 }, 10))[0], ' world');
    assert.equal((await served.nextWords({ line: 1, character: 3 }, 10))[0], ' hello');
    assert.equal((await served.nextWords({ line: 1, character: 0 }, 10))[0], 'say');
    assert.equal((await served.nextWords({ line: 1, character: 4 }, 10))[0].trim(), 'hello', 'behind the blank, too');
  });
});

/** A clock that goes on by so much whenever it is looked at. */
function clock(stepMs: number): () => number {
  let nowMs = 0;
  return () => (nowMs += stepMs);
}
