import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { tallyLine } from '../../../src/prediction/lineTally';
import type { Tokenizer } from '../../../src/prediction/languageModel';
import { wordsOf } from '../../../src/prediction/words';
import { readFresh } from '../../support/freshReading';
import { anyLine } from '../../support/texts';
import { createTinyModel } from '../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 5 });

async function readTrack(text: string): Promise<DocumentTrack> {
  const track = new DocumentTrack(model, tokenizer, text);
  while (await track.advance(64));
  return track;
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe('figures of a document', () => {
  it('are those of the definitions', async () => {
    const text = 'the thing, hello 日本\n\n  안녕 x 😀  \n';
    const nats = sum((await readFresh(model, tokenizer, text)).nats);
    const figures = (await readTrack(text)).figures()!;
    assert.equal(figures.words, 4 + 1 + 3);
    assert.equal(figures.characters, [...text].length);
    assert.ok(Math.abs(figures.nats - nats) < 1e-4);
    assert.ok(Math.abs(figures.perplexityPerWord / Math.exp(nats / 8) - 1) < 1e-5);
    assert.ok(Math.abs(figures.perplexityPerToken / Math.exp(nats / figures.tokens) - 1) < 1e-5);
    assert.ok(Math.abs(figures.bitsPerCharacter - nats / Math.LN2 / [...text].length) < 1e-5);
  });

  it('are missing where there is no word', async () => {
    for (const text of ['', '\n\n', '   \t']) {
      const track = await readTrack(text);
      assert.equal(track.figures(), undefined);
      assert.ok(track.complete);
    }
  });

  it('do not count a line end after the last line', async () => {
    const track = await readTrack('hello\nhello');
    assert.equal(track.figures()!.tokens, 2 * tokenizer.encodeLine('hello').length + 1);
    track.applyEdit({ start: { line: 1, character: 5 }, end: { line: 1, character: 5 } }, '\n');
    while (await track.advance(64));
    assert.equal(track.figures()!.tokens, 2 * tokenizer.encodeLine('hello').length + 2);
  });

  it('of lines add up to those of the document', async () => {
    const track = await readTrack('the thing  \n\thello\nconst x = 1;');
    const bits = sum(track.lineFigures().map((line) => line.bits + line.lineEndBits));
    assert.ok(Math.abs(bits * Math.LN2 - track.figures()!.nats) < 1e-6);
    assert.deepEqual(track.lineFigures().map(({ line, words }) => [line, words]), [[0, 2], [1, 1], [2, 5]]);
  });
});

describe('surprisal of words', () => {
  it('gives each token to the word of its first non-space byte, blanks to the word after them', () => {
    const text = '  a 日';
    const tokens = Uint16Array.from(tokenizer.encodeLine(text));
    const pieces = Array.from(tokens, (token) => Buffer.from(tokenizer.bytesOf(token)).toString());
    assert.deepEqual(pieces, [' ', ' a', ' ', '日']);
    const nats = Float32Array.from([1, 2, 4, 8, 16]);
    assert.deepEqual([...tallyLine({ text, tokens, nats }, wordsOf(text), tokenizer).natsOfWords], [1 + 2, 4 + 8]);
  });

  it('loses no token, whatever the text', () => {
    fc.assert(
      fc.property(anyLine(8), (text) => {
        const tokens = Uint16Array.from(tokenizer.encodeLine(text));
        const nats = new Float32Array(tokens.length + 1).fill(1);
        const words = wordsOf(text);
        const { natsOfWords } = tallyLine({ text, tokens, nats }, words, tokenizer);
        assert.equal(natsOfWords.length, words.length);
        const trailing = text.length - (words.at(-1)?.end ?? 0);
        const total = sum(natsOfWords);
        assert.ok(total <= tokens.length + 1e-6 && total >= tokens.length - 3 * trailing - 1e-6);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('ranks the words of a document', async () => {
    const track = await readTrack('the thing and\nhello zebra const\n\n日本 on');
    const all = track.surprisingWords(100);
    assert.equal(all.length, 8);
    assert.deepEqual([...all].sort((a, b) => b.surprisalBits - a.surprisalBits), all);
    assert.deepEqual(track.surprisingWords(3), all.slice(0, 3));
    assert.deepEqual(track.surprisingWords(0), []);
    const lines = ['the thing and', 'hello zebra const', '', '日本 on'];
    for (const { line, start, end, text } of all) assert.equal(lines[line].slice(start, end), text);
  });

  it('is remembered, so that asking costs no look at any token', async () => {
    let looks = 0;
    const counted: Tokenizer = { ...tokenizer, encodeLine: (line) => tokenizer.encodeLine(line), bytesOf: (token) => (looks++, tokenizer.bytesOf(token)) };
    const track = new DocumentTrack(model, counted, 'the thing and\nhello zebra const');
    while (await track.advance(64));
    looks = 0;
    assert.equal(track.surprisingWords(5).length, 5);
    assert.equal(looks, 0);
  });
});
