// Surprisal of single words in an edited document, and the network's view before one of them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { wordsOf } from '../../../src/prediction/words';
import { readFresh } from '../../support/freshReading';
import { anyLine, anyText } from '../../support/texts';
import { createTinyModel } from '../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 5 });
const LARGEST_DIFFERENCE = 1e-4;

async function readTrack(text: string): Promise<DocumentTrack> {
  const track = new DocumentTrack(model, tokenizer, text);
  while (await track.advance(64));
  return track;
}

describe('surprisal of the words in sight', () => {
  it('is that of all words of these lines, in order', async () => {
    const lines = ['the thing and', '', 'hello (zebra)', '日本 on'];
    const track = await readTrack(lines.join('\n'));
    const texts = (first: number, last: number) => track.wordSurprisals(first, last).map(({ line, start, end }) => [line, lines[line].slice(start, end)]);
    assert.deepEqual(texts(1, 2), [[2, 'hello'], [2, '('], [2, 'zebra'], [2, ')']]);
    assert.deepEqual(texts(-5, 500), lines.flatMap((text, line) => wordsOf(text).map(({ start, end }) => [line, text.slice(start, end)])));
    assert.deepEqual(texts(3, 2), []);
    const ranked = [...track.wordSurprisals(0, 3)].sort((a, b) => b.surprisalBits - a.surprisalBits);
    assert.deepEqual(ranked, track.surprisingWords(100).map(({ text: _, ...word }) => word));
  });

  it('is not told of lines that are not scored as they stand', async () => {
    const track = new DocumentTrack(model, tokenizer, 'the thing\nhello');
    assert.deepEqual([track.isScored(0, 1), track.wordSurprisals(0, 1)], [false, []]);
    while (await track.advance(64));
    assert.ok(track.isScored(0, 1) && track.isScored(0, 99));
    track.applyEdit({ start: { line: 0, character: 3 }, end: { line: 0, character: 3 } }, 'n');
    assert.deepEqual([track.isScored(0, 0), track.isScored(1, 1)], [false, true]);
    assert.deepEqual(track.wordSurprisals(0, 1).map(({ line }) => line), [1]);
    while (await track.advance(64, 'changes'));
    assert.ok(track.isScored(0, 1));
    assert.deepEqual(track.wordSurprisals(0, 1).map(({ line }) => line), [0, 0, 1]);
  });

  it('is that of a fresh reading after an edit', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(6), anyLine(4), async (text, added) => {
        const track = await readTrack(`the thing\n${text}`);
        track.applyEdit({ start: { line: 0, character: 4 }, end: { line: 0, character: 6 } }, added);
        while (await track.advance(64));
        const fresh = await readTrack(`the ${added}ing\n${text}`);
        const [seen, expected] = [track, fresh].map((one) => one.wordSurprisals(0, 1e6));
        assert.deepEqual(seen.map(({ line, start, end }) => [line, start, end]), expected.map(({ line, start, end }) => [line, start, end]));
        for (const [i, { surprisalBits }] of seen.entries()) assert.ok(Math.abs(surprisalBits - expected[i].surprisalBits) < 1e-3, `${surprisalBits} ${expected[i].surprisalBits}`);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

describe('the view before a word', () => {
  it('follows from the text before it as it stands, the word before included', async () => {
    const text = 'the thing\nhello (zebra) 日本語 const';
    const track = await readTrack(text);
    const [, line] = text.split('\n');
    for (const { end } of [{ end: 0 }, ...wordsOf(line)]) {
      const found = await track.distributionAfter(1, end);
      const { distributions } = await readFresh(model, tokenizer, `the thing\n${line.slice(0, end)}`);
      const { state, logProbabilities } = distributions.at(-1)!;
      for (const [i, value] of state.entries()) assert.ok(Math.abs(found!.state[i] - value) < LARGEST_DIFFERENCE);
      for (const [i, value] of logProbabilities.entries()) assert.ok(Math.abs(found!.logProbabilities[i] - value) < 10 * LARGEST_DIFFERENCE);
    }
  });
});
