import assert from 'node:assert/strict';
import { loadTokenizer } from '../../../../src/model/tokenizerFile';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { lastName } from '../../../../src/prediction/knownWords';
import { IndexedSource, ScannedSource, type FollowerSource } from '../../../../src/prediction/memory/followers';
import { RememberedWords } from '../../../../src/prediction/memory/rememberedWords';
import { TokenIndex } from '../../../../src/prediction/memory/tokenIndex';

const tokenizer = loadTokenizer('models/base');
const indexed = (text: string): FollowerSource => new IndexedSource(TokenIndex.of(documentTokens(tokenizer, text), tokenizer.startToken));
const scanned = (line: string): FollowerSource => new ScannedSource([tokenizer.startToken, ...tokenizer.encodeLine(line)], 1);
const words = (document: readonly FollowerSource[], workspace: readonly FollowerSource[] = []) => new RememberedWords({ document, open: [], workspace }, tokenizer);

describe('remembered words', () => {
  it('stand as whole words somewhere in the memory, however they are spelled there', () => {
    const text = 'const zorbSchedule = makeQuuxer(blorpNames);\n  return this.frobnicatedTotalsOfEveryDay;\nFLUMMOX_LIMIT\nend of wuzzleFinal';
    for (const known of [words([indexed(text)]), words([], [indexed(`other\n${text}`)]), words(text.split('\n').map(scanned))]) {
      for (const word of ['zorbSchedule', 'makeQuuxer', 'blorpNames', 'frobnicatedTotalsOfEveryDay', 'FLUMMOX_LIMIT', 'wuzzleFinal']) assert.equal(known.has(word), true, word);
      for (const word of ['zorb', 'zorbSched', 'zorbScheduleOf', 'Quuxer', 'blorp', 'blorpName', 'frobnicatedTotal', 'FLUMMOX', 'wuzzle', 'zorbQuuxer']) assert.equal(known.has(word), false, word);
    }
  });
  it('count in capitals too', () => {
    const known = words([indexed('the kubernezzes cluster')]);
    for (const word of ['kubernezzes', 'Kubernezzes', 'KUBERNEZZES']) assert.equal(known.has(word), true, word);
    assert.equal(known.has('kuberNezzes'), false);
  });
  it('are those of the vocabulary, and common ones, without any memory', () => {
    const known = words([]);
    for (const word of ['the', 'function', 'return', '합니다', 'necessarily', 'addEventListener', 'Unfortunately']) assert.equal(known.has(word), true, word);
    for (const word of ['scheduleOffset', 'readingsTotalizer', 'summariseInvoiceRecords', 'blorpNames']) assert.equal(known.has(word), false, word);
  });
});

describe('the name at the end of an insertion', () => {
  it('is the whole word, with what is typed of it, if it has letters', () => {
    assert.equal(lastName('const sche', 'duleOffset'), 'scheduleOffset');
    assert.equal(lastName('v1', '2b'), 'v12b');
    assert.equal(lastName('a', ' nice day'), 'day');
    for (const inserted of ['12', ' = (', ')', '日本']) assert.equal(lastName('a ', inserted), undefined, inserted);
    assert.equal(lastName('ส', 'วัสดี'), undefined, 'Thai writes without spaces');
  });
});
