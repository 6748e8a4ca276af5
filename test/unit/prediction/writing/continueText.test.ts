// What "Continue Writing" makes of texts of many kinds with the bundled model: readable text of the same kind, or nothing.
import assert from 'node:assert/strict';
import path from 'node:path';
import { readToEnd } from '../../../../src/cli/readToEnd';
import { openModelPackage, type ModelPackage } from '../../../../src/model/package';
import { createVocabulary, type Vocabulary } from '../../../../src/prediction/vocabulary';
import { BlendedModel, MEMORY_SHARE } from '../../../../src/prediction/writing/blendedModel';
import { continueText, type ContinuationEnding } from '../../../../src/prediction/writing/continueText';
import { kindOfText } from '../../../../src/prediction/writing/textKind';
import { PROMPTS, type Prompt } from './prompts';
import { objectionsToCode, objectionsToProse, vocabularyWords } from './readability';

const BUNDLED = path.join(__dirname, '..', '..', '..', '..', 'models', 'base');
/** Kept short for the sake of the machine: one or two sentences, some lines. */
const WORDS = 18;
/** Of the texts whose kind the model knows so many are continued; of the others it says that it cannot. */
const LEAST_WRITTEN_SHARE = 0.8;

describe('continue writing with the bundled model', function () {
  this.timeout(300_000);
  let opened: ModelPackage;
  let vocabulary: Vocabulary;
  let words: ReadonlySet<string>;
  const results = new Map<Prompt, { ending: ContinuationEnding; written: string }>();

  before(async () => {
    opened = await openModelPackage(BUNDLED);
    vocabulary = createVocabulary(opened.tokenizer);
    words = vocabularyWords(opened.tokenizer);
  });
  after(() => opened.dispose());

  async function write(text: string, { languageId = 'plaintext', after = '', seed = 1, isCancelled = (): boolean => false } = {}) {
    const { model: network, tokenizer } = opened;
    const place = await readToEnd(network, tokenizer, text);
    const model = new BlendedModel(network, { document: place.knowledge.sources, open: [], workspace: [] }, MEMORY_SHARE);
    const options = { before: text, after, kind: kindOfText(text, languageId), words: WORDS, temperature: 0.8, seed, isCancelled };
    const pieces = continueText({ network, model, tokenizer, vocabulary }, { ...options, distribution: model.begin(place.distribution, place.knowledge), typed: place.typed });
    let written = '';
    let next = await pieces.next();
    for (; !next.done; next = await pieces.next()) written += next.value;
    return { ending: next.value, written };
  }

  for (const prompt of PROMPTS) {
    const { name, languageId, text, isForeign } = prompt;
    it(isForeign ? `says that it cannot continue: ${name}` : `writes readable text or none: ${name}`, async () => {
      const result = await write(text, { languageId });
      results.set(prompt, result);
      const { ending, written } = result;
      if (ending !== 'written') assert.equal(written, '');
      if (isForeign) assert.notEqual(ending, 'written', written);
      if (ending !== 'written') return;
      const objections = kindOfText(text, languageId) === 'code' ? objectionsToCode : objectionsToProse;
      assert.deepEqual(objections(text, written, words), [], written);
    });
  }

  it('writes something in most of them', () => {
    const asked = [...results].filter(([{ isForeign }]) => !isForeign);
    const written = asked.filter(([, { ending }]) => ending === 'written');
    assert.ok(asked.length > 0 && written.length >= LEAST_WRITTEN_SHARE * asked.length, `${written.length} of ${asked.length}`);
  });

  it('repeats itself with the same seed only', async () => {
    const { text } = PROMPTS[1];
    const first = await write(text, { seed: 7 });
    assert.deepEqual(await write(text, { seed: 7 }), first);
    assert.notDeepEqual(await write(text, { seed: 8 }), first);
  });

  it('keeps the width of wrapped lines', async () => {
    const wrapped = PROMPTS.find(({ name }) => name === 'wrapped letter')!;
    const { written } = results.get(wrapped) ?? (await write(wrapped.text));
    const widest = Math.max(...wrapped.text.split('\n').map((line) => line.length));
    for (const line of (wrapped.text + written).split('\n')) assert.ok(line.length <= widest, line);
  });

  it('says that there is too little text', async () => {
    for (const text of ['', 'Hello', '\n\n']) assert.deepEqual(await write(text), { ending: 'tooShort', written: '' });
  });

  it('does not write into the middle of a line of code', async () => {
    const { ending } = await write('const limit = 10;\nconst total = sum(', { languageId: 'typescript', after: ');\n' });
    assert.equal(ending, 'withinLine');
  });

  it('stops when it is cancelled', async () => {
    let asked = 0;
    const { written } = await write(PROMPTS[0].text, { isCancelled: () => ++asked > 20 });
    assert.ok(written.length < 200, written);
  });
});
