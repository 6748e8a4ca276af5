import assert from 'node:assert/strict';
import { LINES_PER_CHAPTER, emptyText, perplexityTree } from '../../../src/client/perplexityTree';
import type { DocumentPerplexity, LinePerplexity } from '../../../src/server/protocol';
import { figures, translate } from './english';

const line = (number: number, bits = 8, words = 2): LinePerplexity => ({ line: number, words, bits, perplexityPerWord: 2 ** (bits / words) });

function perplexity(lines: readonly LinePerplexity[], surprising: DocumentPerplexity['surprising'] = []): DocumentPerplexity {
  return { figures: { perplexityPerWord: 16, perplexityPerToken: 4, bitsPerCharacter: 2, words: 2, tokens: 3 }, approximate: false, lines, surprising };
}

const tree = (of: DocumentPerplexity, text = '  two words ') => perplexityTree(of, () => text, translate, figures);

describe('perplexity tree', () => {
  it('leads from a surprising word to its place', () => {
    const word = { line: 4, start: 2, end: 5, text: 'two', surprisalBits: 15.24 };
    const [group] = tree(perplexity([line(4)], [word]));
    assert.deepEqual(group.children, [{ label: 'two', description: '15.2 bits, line 5', heat: 3, place: { line: 4, start: 2, end: 5 } }]);
  });

  it('gives each line its figure, its text and its place without the space around', () => {
    const [, group] = tree(perplexity([line(0)]));
    assert.deepEqual(group.children, [{ label: '1: two words', description: '16', heat: 0, place: { line: 0, start: 2, end: 11 } }]);
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

  it('is empty where nothing was read, and says why', () => {
    assert.deepEqual(tree(perplexity([])), []);
    assert.equal(emptyText(0, 10, translate, figures), 'This document is empty.');
    assert.match(emptyText(1234, 1000, translate, figures), /has 1,234 characters.* up to 1,000/);
    assert.match(emptyText(5, 10, translate, figures), /has not read/);
  });
});
