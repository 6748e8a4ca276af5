// The editor's own word completion, as its source defines it.
import assert from 'node:assert/strict';
import { selectedWord } from '../../../src/replay/wordCompletion';

/** The entry that is selected at the `|` of a document, and the column where it would begin. */
function selected(marked: string, { languageId = 'typescript', localityBonus = false } = {}): [string, number] | undefined {
  const lines = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)!.length };
  const entry = selectedWord(marked.replace('|', ''), position, { languageId, localityBonus });
  if (entry) assert.deepEqual(entry.range.end, position);
  return entry && [entry.text, entry.range.start.character];
}

describe('word completion', () => {
  it('selects the first word, by label, that goes on from what is typed', () => {
    assert.deepEqual(selected('total price tower\nto|'), ['total', 0]);
    assert.deepEqual(selected('tower price total\n  x.to|'), ['total', 4]);
    assert.equal(selected('tower price total\nzo|'), undefined);
  });

  it('lists nothing before a word has begun', () => {
    assert.equal(selected('total\n|'), undefined);
    assert.equal(selected('total\nx. |'), undefined);
    assert.equal(selected('total\nx.|'), undefined);
  });

  it('lists neither numbers nor the word at the cursor', () => {
    assert.equal(selected('123 124\n12|'), undefined);
    assert.equal(selected('to|'), undefined);
    assert.equal(selected('price price\npri|ce'), undefined, 'which it leaves out wherever it stands');
  });

  it('minds the case, and finds words below the cursor', () => {
    assert.deepEqual(selected('to|\nTotal tower'), ['tower', 0]);
  });

  it('cuts words by the pattern of the language', () => {
    assert.deepEqual(selected('$total\n$to|'), ['$total', 0]);
    assert.deepEqual(selected('컴포넌트는 화면\n컴포|', { languageId: 'markdown' }), ['컴포넌트는', 0]);
    assert.deepEqual(selected('snake_case\nsn|', { languageId: 'markdown' }), ['snake_case', 0]);
  });

  it('prefers words within the innermost brackets with the locality bonus', () => {
    const text = 'const total = 1;\nf(() => {\n  tower();\n  to|\n});\n';
    assert.deepEqual(selected(text), ['total', 2]);
    assert.deepEqual(selected(text, { localityBonus: true }), ['tower', 2]);
    assert.deepEqual(selected('total tower\nto|', { localityBonus: true }), ['total', 0], 'which is none without brackets');
    assert.deepEqual(selected('total\n{ tower(x)\n to| }', { localityBonus: true }), ['tower', 1], 'whatever is closed before');
  });
});
