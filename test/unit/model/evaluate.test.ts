import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { evaluateTexts, type NamedText } from '../../../src/model/evaluate';
import { openModelPackage } from '../../../src/model/package';
import { documentTokens } from '../../../src/prediction/documentTokens';
import type { LanguageModel, Tokenizer } from '../../../src/prediction/languageModel';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';
import { LARGEST_PERPLEXITY } from '../../../src/prediction/perplexity';
import { createTinyModel } from '../../support/tinyModel';

/** Total nats and right guesses, token by token with one state, by the formulas. */
async function oneByOne({ model, tokenizer }: { model: LanguageModel; tokenizer: Tokenizer }, texts: readonly NamedText[]): Promise<{ nats: number; right: number }> {
  let nats = 0;
  let right = 0;
  for (const { text } of texts) {
    let state = new Float32Array(model.layers * model.hiddenSize);
    const tokens = documentTokens(tokenizer, text);
    for (let t = 0; t + 1 < tokens.length; t++) {
      const output = await model.run([tokens[t]], 1, state);
      state = output.state as Float32Array<ArrayBuffer>;
      const logProbabilities = [...output.logProbabilities];
      nats -= logProbabilities[tokens[t + 1]];
      if (logProbabilities.indexOf(Math.max(...logProbabilities)) === tokens[t + 1]) right++;
    }
  }
  return { nats, right };
}

const named = (texts: readonly string[]): NamedText[] => texts.map((text, i) => ({ name: `${i}.txt`, text }));

const text = fc.array(fc.oneof(fc.constantFrom(' the hello', ' and\n', '\n', '  const', '한국어 ', '日本', '👍'), fc.string({ maxLength: 20 })), { maxLength: 60 }).map((parts) => parts.join(''));

describe('evaluation', () => {
  for (const layers of [1, 2]) {
    it(`reads side by side what one by one gives, ${layers} layers`, async () => {
      const tiny = createTinyModel({ seed: 7, layers });
      await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 5 }), async (texts, batch) => {
        fc.pre(texts.some((each) => each.trim() !== ''));
        const { nats, tokens, top1Token } = await evaluateTexts(tiny, named(texts), { batch });
        const expected = await oneByOne(tiny, named(texts));
        assert.ok(Math.abs(nats - expected.nats) <= 1e-5 * tokens, `${nats} nats, not ${expected.nats}`);
        assert.equal(Math.round(top1Token * tokens), expected.right);
      }), { numRuns: 40 });
    });
  }

  it('gives the same figures on ONNX Runtime', async () => {
    await inTemporaryFolder(async (folder) => {
      const opened = await openModelPackage(writeTinyPackage(join(folder, 'model')));
      const texts = named(['hello the const '.repeat(30), '한국어\n'.repeat(50), '', 'x', 'one hello\ntwo\n']);
      const { nats, tokens } = await evaluateTexts(opened, texts);
      const expected = await oneByOne(opened, texts);
      assert.ok(Math.abs(nats - expected.nats) <= 1e-5 * tokens);
      await opened.dispose();
    });
  });

  it('counts bytes, characters, words and tokens as defined', async () => {
    const tiny = createTinyModel({ seed: 3 });
    const figures = await evaluateTexts(tiny, named(['한 é👍\n', 'foo_1 + bar', '']));
    const { bytes, characters, words, tokens, nats } = figures;
    assert.deepEqual({ bytes, characters, words }, { bytes: 3 + 1 + 2 + 4 + 1 + 11, characters: 5 + 11, words: 3 + 3 });
    assert.equal(tokens, documentTokens(tiny.tokenizer, '한 é👍\n').length + documentTokens(tiny.tokenizer, 'foo_1 + bar').length - 2);
    assert.equal(figures.bitsPerByte, nats / Math.LN2 / bytes);
    assert.equal(figures.bitsPerCharacter, nats / Math.LN2 / characters);
    assert.equal(figures.perplexityPerWord, Math.exp(nats / words));
    assert.equal(figures.perplexityPerToken, Math.exp(nats / tokens));
  });

  it('reports its progress up to the last token', async () => {
    const seen: [number, number][] = [];
    const { tokens } = await evaluateTexts(createTinyModel({ seed: 3 }), named(['hello '.repeat(200), 'x']), { onProgress: (read, of) => seen.push([read, of]) });
    assert.ok(seen.length > 1);
    assert.deepEqual(seen.at(-1), [tokens, tokens]);
  });

  it('says so if there is nothing to measure', async () => {
    for (const texts of [[], ['', '']]) await assert.rejects(evaluateTexts(createTinyModel({ seed: 3 }), named(texts)), { name: 'UserError', message: 'There is no text to measure.' });
  });

  it('says so if there is no word in the text, and has a number for a word that nobody could expect', async () => {
    const tiny = createTinyModel({ seed: 3 });
    await assert.rejects(evaluateTexts(tiny, named([' \n\t\n', '\n'])), { name: 'UserError', message: /^There is no word to measure/ });
    const { perplexityPerWord, bitsPerWord, bitsPerCharacter, characters, words } = await evaluateTexts(tiny, named(['x'.repeat(2000)]));
    assert.deepEqual([words, perplexityPerWord], [1, LARGEST_PERPLEXITY]);
    assert.ok(Number.isFinite(bitsPerWord) && Math.abs(bitsPerWord - characters * bitsPerCharacter) < 1e-6 * bitsPerWord);
  });
});
