// The texts of `elman train`: the same as if all of them were in memory, and of a huge folder a part.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { maskedTexts } from '../../../training/corpus/maskedTexts';
import { readPaths } from '../../../training/corpus/readPaths';
import { maskSecrets } from '../../../src/prediction/privacy/secrets';
import { splitHeldOut } from '../../../training/corpus/split';
import { encodeCorpus, findPathCorpus, judgedTexts, sampleNotes, vocabularyFiles } from '../../../training/pathCorpus';
import { setAside, storeTexts } from '../../../training/texts';
import { mostTokens } from '../../../training/tokenBudget';
import { TokenStore } from '../../../training/tokenStore';
import { inTemporaryFolder, TINY_TOKENIZER } from '../../support/tinyPackage';

const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
const MUCH = 1e9;

async function inFolder(count: number, work: (folder: string, store: TokenStore) => void): Promise<void> {
  await inTemporaryFolder((folder) => {
    mkdirSync(join(folder, 'texts'));
    for (let i = 0; i < count; i++) writeFileSync(join(folder, 'texts', `${i}.md`), `file ${i}\npassword = "hunter${i}"\n${'the quick brown fox\n'.repeat(20 + i)}`);
    const store = TokenStore.create(folder);
    try {
      work(join(folder, 'texts'), store);
    } finally {
      store.close();
    }
  });
}

describe('the texts of a training from paths', () => {
  it('are those that are read, split and masked as a whole', () => inFolder(60, (folder, store) => {
    writeFileSync(join(folder, 'binary'), Buffer.from([0, 1]));
    writeFileSync(join(folder, 'blank.md'), ' \n');
    const corpus = findPathCorpus([folder], MUCH, 1);
    const { documents, learned } = encodeCorpus(store, tokenizer, corpus, MUCH);
    const whole = splitHeldOut(readPaths([folder]).filter(({ text }) => /\S/.test(text)));
    const { train, watched } = setAside(whole.train);
    const tokens = (texts: readonly { text: string }[]) => texts.map(({ text }) => documentTokens(tokenizer, maskSecrets(text)));
    assert.deepEqual([...documents.train], tokens(train));
    assert.deepEqual([...documents.validation], tokens(watched));
    assert.deepEqual(judgedTexts(corpus.heldOut).map(({ text }) => text), whole.heldOut.map(({ text }) => text));
    assert.deepEqual(learned, train.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(maskSecrets(text)) })));
    assert.deepEqual(sampleNotes(corpus, learned, judgedTexts(corpus.heldOut)), []);
    assert.deepEqual(vocabularyFiles(corpus, 1), corpus.train);
  }));

  it('are no more than the run can read, drawn by lot, and a sentence says so', () => inFolder(60, (folder, store) => {
    const most = 3000;
    const corpus = findPathCorpus([folder], most, 1);
    assert.ok(corpus.isCut, '60 kB are more than 3000 tokens have');
    const { learned } = encodeCorpus(store, tokenizer, corpus, most);
    const last = store.at(store.length - 1)!;
    assert.ok(store.targets >= most && store.targets - (last.length - 1) < most, 'the last document is the one that made it enough');
    const [note] = sampleNotes(corpus, learned, judgedTexts(corpus.heldOut));
    assert.match(note, new RegExp(`^Learning from ${learned.length} files \\(0\\.0 MB\\), drawn by lot among 60 files \\(0\\.1 MB\\): `));
    assert.deepEqual(findPathCorpus([folder], most, 1), corpus, 'the same ones in every run');
    assert.notDeepEqual(findPathCorpus([folder], most, 2).train, corpus.train);
  }));

  it('are read one by one: each goes into the store before the next is opened', () => inFolder(5, (folder, store) => {
    const { train } = findPathCorpus([folder], MUCH, 1);
    const inStore: number[] = [];
    function* watchedTexts() {
      for (const text of maskedTexts(train)) {
        inStore.push(store.length);
        yield text;
      }
    }
    storeTexts(store, tokenizer, watchedTexts());
    assert.deepEqual(inStore, train.map((_, i) => i));
  }));

  it('judge by a bounded part of what is held out', () => inFolder(300, (folder) => {
    const { heldOut } = findPathCorpus([folder], MUCH, 1);
    const judged = judgedTexts(heldOut, 10_000);
    const bytes = judged.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(bytes <= 10_000 && bytes > 9_000 && judged.length < heldOut.length);
    assert.ok(judged.every(({ text }) => text.endsWith('fox\n')), 'cut at the end of a line');
    const [note] = sampleNotes({ train: [], watched: [], heldOut, found: { files: 0, bytes: 0 }, isCut: false }, [], judged);
    assert.equal(note, `Judging by ${judged.length} files (0.0 MB) of ${heldOut.length} files (0.1 MB) held out.`);
  }));

  it('are too little, in a sentence, if they are gone when they are to be read', () => inFolder(30, (folder, store) => {
    const corpus = findPathCorpus([folder], MUCH, 1);
    rmSync(folder, { recursive: true });
    assert.throws(() => encodeCorpus(store, tokenizer, corpus, MUCH), { name: 'UserError', message: /^There is too little text to learn from/ });
  }));

  it('have no more tokens than steps or seconds can read, and a piece for each stream', () => {
    const recipe = { batch: 2, windowSteps: 10 };
    assert.equal(mostTokens({ steps: 100 }, recipe) - mostTokens({ steps: 0 }, recipe), 2000);
    assert.ok(mostTokens({ steps: 0 }, recipe) >= 2 * 4096);
    assert.ok(mostTokens({ seconds: 60 }, recipe) > 60 * 50_000);
    assert.equal(mostTokens({ seconds: 60, steps: 100 }, recipe), mostTokens({ steps: 100 }, recipe));
  });
});
