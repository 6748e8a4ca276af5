import assert from 'node:assert/strict';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { IndexedSource } from '../../../../src/prediction/memory/followers';
import { knownOf, type MemoryView } from '../../../../src/prediction/memory/known';
import { CORRECTION_INPUTS } from '../../../../src/prediction/memory/correction';
import { Lexicon } from '../../../../src/prediction/memory/lexicon';
import { mixInto } from '../../../../src/prediction/memory/mixture';
import { TRUST_WEIGHTS } from '../../../../src/prediction/memory/mixtureWeights';
import { Names, type NameLevel } from '../../../../src/prediction/memory/nameLevels';
import { TokenIndex } from '../../../../src/prediction/memory/tokenIndex';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { createTinyModel } from '../../../support/tinyModel';
import { TableTokenizer } from '../../../support/tableModel';
import { logSoftmax } from '../../../support/logSoftmax';

const { tokenizer } = createTinyModel({ seed: 1 });
const sourceOf = (text: string) => new IndexedSource(TokenIndex.of(documentTokens(tokenizer, text), tokenizer.startToken));
const viewOf = (texts: Partial<Record<keyof MemoryView, string>>): MemoryView =>
  ({ document: [], open: [], workspace: [], ...Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, [sourceOf(text)]])) });

/** Levels behind a line. @param atBeginning as a search that begins there. */
function levelsBehind(line: string, texts: Partial<Record<keyof MemoryView, string>>, atBeginning = false): NameLevel[] {
  const names = new Names(tokenizer);
  return names.levels(names.of(viewOf(texts)), tokenizer.encodeLine(line), atBeginning);
}

/** Texts of the next tokens of a level, in the order of the alphabet. */
function nextOf({ tokens }: NameLevel): string[] {
  return tokens.map((token) => Buffer.from(tokenizer.bytesOf(token)).toString('utf8')).sort();
}

describe('names of the memory', () => {
  it('go on with what is typed of them, wherever they stand', () => {
    for (const text of ['call(zorbla, 1)', 'let zorbla = 1', 'zorbla']) {
      const [level] = levelsBehind('if (zor', { open: text });
      assert.deepEqual([level.part, level.order, level.fits, nextOf(level)], ['open', tokenizer.encodeLine('zor').length, 1, ['b']], text);
      assert.deepEqual(nextOf(levelsBehind('return zorbl', { open: text })[0]), ['a'], text);
    }
  });

  it('are those of every part, the nearest first, and count words, not places', () => {
    const levels = levelsBehind('z', { document: 'zobra zobra zykk', workspace: 'zooms' });
    assert.deepEqual(levels.map(({ part, fits }) => [part, fits]), [['document', 2], ['workspace', 1]]);
    assert.deepEqual([...levels[0].counts].sort(), [1, 2], 'one and the binary logarithm of how often a word stands there');
  });

  it('know that a word may end', () => {
    const [level] = levelsBehind('zobra', { open: 'zobra zobras' });
    assert.deepEqual([level.fits, level.ending, nextOf(level)], [2, 0.5, ['s']]);
    assert.deepEqual(levelsBehind('zobras', { open: 'zobra zobras' }), []);
  });

  it('begin behind a blank or elsewhere, and behind a letter only with a blank', () => {
    const places = (line: string) => levelsBehind(line, { open: 'zobra' }, true).map(({ place }) => place);
    assert.deepEqual(places('a = ('), ['spaced', 'bare']);
    assert.deepEqual(places('the'), ['spaced']);
    assert.deepEqual(levelsBehind('a = (', { open: 'zobra' }), [], 'only a search that begins asks for beginnings');
  });

  it('are no words that the vocabulary has, no numbers, no single letters and no runs of data', () => {
    const small = new TableTokenizer([...' abcd', 'abc', ' abc']);
    assert.equal(Lexicon.of(documentTokens(small, 'abc abc'), small).size, 0);
    assert.equal(Lexicon.of(documentTokens(small, 'abc abcd abcd'), small).size, 1);
    assert.equal(Lexicon.of(documentTokens(tokenizer, `12345 12ab x ab 日本語日本語 ${'q'.repeat(65)}`), tokenizer).size, 0);
    assert.equal(Lexicon.of(documentTokens(tokenizer, 'zobra _zonk größer \u00e9t\u00e9s \uad6d\ubb3c\uc9d1 12'), tokenizer).size, 5);
  });

  it('are those of a bounded part of very long texts', () => {
    const words = Array.from({ length: 30_000 }, (_, i) => `w${i.toString(7).replace(/\d/g, (digit) => 'abcdefg'[Number(digit)])}`);
    assert.equal(Lexicon.of(documentTokens(tokenizer, words.join(' ')), tokenizer).size, 20_000);
  });

  it('leave one distribution that sums to one, whatever the weights', () => {
    const random = seededRandom(2);
    const names = new Names(tokenizer);
    const view = viewOf({ document: 'zobra zonk(zobra) thelma', open: 'zobras of zonker', workspace: 'thelonius zonk andes' });
    const lexicons = names.of(view);
    for (const line of ['zo', 'if (zo', 'the', 'zonk', 'a (', '', 'thel']) {
      const history = [tokenizer.startToken, ...tokenizer.encodeLine(line)];
      const weights = { trust: Float64Array.from({ length: TRUST_WEIGHTS }, () => 2 * random() - 1), correction: Float64Array.from({ length: CORRECTION_INPUTS }, () => 4 * random() - 2) };
      for (const of of [weights, undefined]) {
        const row = logSoftmax(Float32Array.from({ length: tokenizer.size }, () => 5 * random()));
        mixInto(row, knownOf(view, history, { names: names.levels(lexicons, history, true) }), of);
        const sum = row.reduce((total, value) => total + Math.exp(value), 0);
        assert.ok(Math.abs(sum - 1) < 1e-4, `${line}: ${sum}`);
      }
    }
  });
});
