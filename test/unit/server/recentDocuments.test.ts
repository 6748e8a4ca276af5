import assert from 'node:assert/strict';
import { ElmanDocument } from '../../../src/server/elmanDocument';
import { notebookOf, recentDocuments } from '../../../src/server/recentDocuments';

const cell = (notebook: string, number: number, text = 'x') => new ElmanDocument(`vscode-notebook-cell:/project/${notebook}.ipynb#W${number}sZmlsZQ%3D%3D`, 'python', 1, text);
const file = (number: number) => new ElmanDocument(`file:///project/${number}.py`, 'python', 1, 'x');
const cells = (notebook: string, count: number) => Array.from({ length: count }, (_, i) => cell(notebook, i));
const everything = () => true;

describe('open documents that the memory knows', () => {
  it('are all cells of a notebook, however many', () => {
    const own = cells('a', 30);
    const found = recentDocuments(own[29], own, everything);
    assert.deepEqual(new Set(found), new Set(own.slice(0, 29)));
  });

  it('count a notebook as one document', () => {
    const [files, own, other] = [Array.from({ length: 10 }, (_, i) => file(i)), cells('a', 20), cells('b', 20)];
    const beside = (found: readonly ElmanDocument[]) => new Set(found.map(({ uri }) => notebookOf(uri) ?? uri));
    const ofCell = recentDocuments(own[0], [...files, ...other, ...own], everything);
    assert.equal(ofCell.filter(({ uri }) => notebookOf(uri) === notebookOf(own[0].uri)).length, 19);
    assert.equal(ofCell.filter(({ uri }) => notebookOf(uri) === notebookOf(other[0].uri)).length, 20);
    assert.equal(beside(ofCell).size, 1 + 8, 'its own notebook and eight others');
    assert.equal(beside(recentDocuments(files[0], [...files, ...other], everything)).size, 8);
  });

  it('are judged one by one, also the cells of one notebook', () => {
    const own = cells('a', 12);
    const found = recentDocuments(own[0], own, (document) => document !== own[3]);
    assert.deepEqual(found.includes(own[3]), false);
    assert.equal(found.length, 10);
  });

  it('are a bounded part of a notebook, its newest cells', () => {
    const own = [cell('a', 0, 'y'.repeat(100_000)), cell('a', 1, 'y'.repeat(100_000)), cell('a', 2, 'y'.repeat(100_000)), cell('a', 3)];
    assert.equal(recentDocuments(own[3], own, everything).length, 2);
  });
});
