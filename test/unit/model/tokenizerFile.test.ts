import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as JavaScriptLibrary } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { Tokenizer as NativeLibrary } from 'tokenizers';
import { loadTokenizer, parseTokenizer } from '../../../src/model/tokenizerFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { trainTokenizer } from '../../../training/tokenizerTraining';
import { inTemporaryFolder, TINY_TOKENIZER } from '../../support/tinyPackage';

/** Text with what tokenizers stumble over; merges of any kind come out of it. */
const SAMPLE = [
  'The quick brown fox jumps over the lazy dog, and then the dog jumps over the fox 1234567 times.',
  'const constructor = new Map(); // __proto__ is not a key\n    return this.toString() ?? undefined;\n\t\tif (a  ===  b) {',
  '한국어 문장은 띄어쓰기를 합니다. 한국어 문장은 짧습니다.',
  '日本語の文章は空白がありません。カタカナとひらがな。',
  'Emoji 👩‍👩‍👧 café naïve — “quoted” … ½ Ⅷ ٣ \u00a0 \u200b',
].join('\n').repeat(20);

const learned = trainTokenizer([SAMPLE], 600);
const tokenizer = parseTokenizer(learned, 'tokenizer.json');

/** Text of words of the sample, of characters of any plane, and of white space. */
const text = fc.array(fc.oneof(
  fc.constantFrom(...SAMPLE.slice(0, 600).split(/(?<= )/)),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  // Scripts added to Unicode after the native library's tables were made are cut otherwise there; these planes are old.
  fc.integer({ min: 1, max: 0xfff }).map((code) => String.fromCodePoint(code)),
  fc.constantFrom(' ', '  ', '\n', '\n\n', '\t', '\t\t ', '\r', '\u3000', '\u00a0', '_', 'a_1', '한', '漢', '々', '👍🏽', '\u0301', '\u{20000}', '<|start|>', 'constructor', '__proto__'),
), { maxLength: 40 }).map((parts) => parts.join(''));

describe('the tokenizer of a package', () => {
  const native = NativeLibrary.fromString(learned);
  const javaScript = new JavaScriptLibrary(JSON.parse(learned) as object, {});

  it('gives the tokens that Hugging Face’s native library gives the whole text', async () => {
    await fc.assert(fc.asyncProperty(text, async (sample) => {
      assert.deepEqual([...documentTokens(tokenizer, sample)].slice(1), (await native.encode(sample)).getIds());
    }), { numRuns: 2000 });
  });

  it('gives the tokens that Hugging Face’s JavaScript library gives the whole text', () => {
    fc.assert(fc.property(text, (sample) => {
      assert.deepEqual([...documentTokens(tokenizer, sample)].slice(1), javaScript.encode(sample).ids);
    }), { numRuns: 2000 });
  });

  it('has tokens for every string, whose bytes are the text again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (sample) => {
      const bytes = tokenizer.encodeLine(sample).flatMap((token) => [...tokenizer.bytesOf(token)]);
      assert.equal(Buffer.from(bytes).toString(), Buffer.from(sample).toString());
    }));
  });

  it('reads a lone surrogate as U+FFFD', () => {
    for (const [broken, whole] of [['a\ud800b', 'a\ufffdb'], [' \udc00', ' \ufffd'], ['\udc00\ud800', '\ufffd\ufffd'], ['한\ud83d', '한\ufffd']]) {
      assert.deepEqual(tokenizer.encodeLine(broken), tokenizer.encodeLine(whole));
    }
  });

  it('numbers the start token 0 and the bytes from 1', () => {
    assert.equal(tokenizer.startToken, 0);
    assert.equal(tokenizer.bytesOf(0).length, 0);
    assert.equal(tokenizer.lineEndToken, 1 + 0x0a);
    assert.deepEqual(tokenizer.encodeLine('\n'), [tokenizer.lineEndToken]);
    for (let byte = 0; byte < 256; byte++) assert.deepEqual([...tokenizer.bytesOf(1 + byte)], [byte]);
  });

  it('never yields the start token, not even for its name', () => {
    assert.ok(!tokenizer.encodeLine('x <|start|> <|start|>').includes(0));
    const named = parseTokenizer(trainTokenizer(['<|start|>\n'.repeat(500)], 300), 'tokenizer.json');
    assert.ok(!named.encodeLine('<|start|>').includes(0));
  });

  it('remembers pieces without mixing them up', () => {
    const small = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
    // More different pieces than both generations hold.
    for (let i = 0; i < 70_000; i++) small.encodeLine(`w${i.toString(36).replace(/\d/g, 'z')}`);
    assert.deepEqual(small.encodeLine(' hello constructor'), parseTokenizer(TINY_TOKENIZER, 'tokenizer.json').encodeLine(' hello constructor'));
  });
});

describe('tokenizer.json', () => {
  interface File { pre_tokenizer: { pretokenizers: { pattern?: { Regex: string } }[] }; decoder: unknown; added_tokens: unknown[]; model: { vocab: Record<string, number>; merges: unknown[]; type: string } }
  const refuses = (change: (file: File) => void, expected: RegExp) => {
    const file = JSON.parse(TINY_TOKENIZER) as File;
    change(file);
    assert.throws(() => parseTokenizer(JSON.stringify(file), 'tokenizer.json'), { name: 'UserError', message: expected });
  };

  it('is refused if it cuts lines otherwise', () => {
    refuses((file) => (file.pre_tokenizer.pretokenizers[0].pattern!.Regex = '\\w+'), /another version .* cuts lines into other pieces/);
  });

  it('is refused if any other part is not ours', () => {
    refuses((file) => (file.decoder = null), /another version .* decoder/);
    refuses((file) => file.added_tokens.push({ id: 5, content: 'x' }), /another version .* added_tokens/);
    refuses((file) => (file.model.type = 'Unigram'), /another version .* model\.type/);
  });

  it('is refused if vocabulary and merges do not agree', () => {
    refuses((file) => (file.model.vocab['he'] = 3), /vocabulary is not the one/);
    refuses((file) => delete file.model.vocab['a'], /vocabulary is not the one/);
    refuses((file) => (file.model.vocab['extra'] = 400), /vocabulary is not the one/);
    refuses((file) => file.model.merges.push(['zzz', 'y']), /merge 23 is no pair/);
    refuses((file) => file.model.merges.push('z y'), /merge 23 is no pair/);
    refuses((file) => file.model.merges.push([['z'], 'y']), /merge 23 is no pair/);
  });

  it('is refused if it is no JSON, or not there', async () => {
    assert.throws(() => parseTokenizer('{"model":', 'tokenizer.json'), { name: 'UserError', message: /^tokenizer\.json is no JSON file/ });
    assert.throws(() => parseTokenizer('[]', 'tokenizer.json'), { name: 'UserError', message: 'tokenizer.json is no JSON object.' });
    await inTemporaryFolder((folder) => {
      assert.throws(() => loadTokenizer(folder), { name: 'UserError', message: /tokenizer\.json does not exist\.$/ });
      writeFileSync(join(folder, 'tokenizer.json'), TINY_TOKENIZER);
      assert.equal(loadTokenizer(folder).size, 280);
    });
  });
});
