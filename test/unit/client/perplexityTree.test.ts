import assert from 'node:assert/strict';
import { LINES_PER_CHAPTER, emptyText, perplexityTree } from '../../../src/client/perplexityTree';
import type { DocumentPerplexity, LinePerplexity } from '../../../src/server/protocol';
import { figures, translate } from './english';

const line = (number: number, bits = 8, words = 2): LinePerplexity => ({ line: number, words, bits, perplexityPerWord: 2 ** (bits / words) });

function perplexity(lines: readonly LinePerplexity[], surprising: DocumentPerplexity['surprising'] = []): DocumentPerplexity {
  return { figures: { perplexityPerWord: 16, perplexityPerToken: 4, bitsPerCharacter: 2, bitsPerByte: 2, bitsPerWord: 4, words: 2, tokens: 3 }, approximate: false, lines, surprising };
}

const tree = (of: DocumentPerplexity, text = '  two words ') => perplexityTree(of, () => text, translate, figures);

describe('perplexity tree', () => {
  it('leads from a surprising word to its place', () => {
    const word = { line: 4, start: 2, end: 5, text: 'two', surprisalBits: 15.24 };
    const [group] = tree(perplexity([line(4)], [word]));
    assert.deepEqual(group.children, [{ label: 'two', description: '15.2 bits, line 5', spoken: 'two: very surprising, 15.2 bits, line 5', heat: 3, place: { line: 4, start: 2, end: 5 } }]);
  });

  it('gives each line its figure, its text and its place without the space around', () => {
    const [, group] = tree(perplexity([line(0)]));
    assert.deepEqual(group.children, [{ label: '1: two words', description: '16', spoken: '1: two words: expected, perplexity per word 16', heat: 0, place: { line: 0, start: 2, end: 11 } }]);
  });

  it('leaves out lines without a word', () => {
    const [, group] = tree(perplexity([line(0), line(1, 1, 0), line(2)]));
    assert.deepEqual(group.children!.map(({ label }) => label), ['1: two words', '3: two words']);
  });

  it('cuts many lines into chapters with a figure of their own', () => {
    const lines = Array.from({ length: LINES_PER_CHAPTER + 1 }, (_, number) => line(number, number === LINES_PER_CHAPTER ? 24 : 8));
    const [, group] = tree(perplexity(lines));
    assert.deepEqual(group.children!.map(({ label, description, heat }) => [label, description, heat]), [['Lines 1 to 100', '16', 0], ['Lines 101 to 101', '4,100', 2]]);
    assert.equal(group.children![0].children!.length, LINES_PER_CHAPTER);
  });

  it('has figures of a few characters for words that nobody could expect', () => {
    const lines = Array.from({ length: LINES_PER_CHAPTER + 1 }, (_, number) => ({ ...line(number, 8_000, 1), perplexityPerWord: 1e12 }));
    const [, group] = tree(perplexity(lines, [{ line: 0, start: 0, end: 1000, text: 'k'.repeat(1000), surprisalBits: 8_000 }]));
    for (const chapter of group.children!) {
      assert.equal(chapter.description, '> 10M');
      for (const { description, label } of chapter.children!) assert.ok(description === '> 10M' && label.length < 100);
    }
    const [[word]] = tree(perplexity(lines, [{ line: 0, start: 0, end: 1000, text: 'k'.repeat(1000), surprisalBits: 8_000 }])).map(({ children }) => children!);
    assert.ok(word.label.length <= 80 && word.description === '8,000 bits, line 1', JSON.stringify(word));
  });

  it('explains its colours, and says which surprise it shows', () => {
    const legend = tree(perplexity([line(0)])).at(-1)!;
    assert.equal(legend.id, 'legend');
    assert.deepEqual(legend.children!.map(({ heat }) => heat), [0, 1, 2, 3]);
    const [words] = tree({ ...perplexity([line(0)]), source: 'memory' });
    assert.match(words.label, /memory/);
  });

  it('has a label for screen readers on every row that shows a colour', () => {
    const rows = tree(perplexity([line(0)], [{ line: 0, start: 0, end: 3, text: 'two', surprisalBits: 7 }])).flatMap(({ children }) => children ?? []);
    for (const { heat, spoken, label } of rows) assert.ok(heat !== undefined && spoken?.startsWith(label) && /expected|surprising/.test(spoken), label);
  });

  it('is empty where nothing was read, and says why', () => {
    assert.deepEqual(tree(perplexity([])), []);
    assert.equal(emptyText(0, 10, translate, figures), 'This document is empty.');
    assert.match(emptyText(1234, 1000, translate, figures), /has 1,234 characters.* up to 1,000/);
    assert.match(emptyText(5, 10, translate, figures), /has not read/);
  });
});
