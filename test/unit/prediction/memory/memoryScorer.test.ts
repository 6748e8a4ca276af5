// Surprisal with the document's memory: that of the mixture, bounded in cost, and calm where a word comes again.
import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../../src/prediction/documentTrack';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { ScannedSource } from '../../../../src/prediction/memory/followers';
import { knownOf } from '../../../../src/prediction/memory/known';
import type { Turn } from '../../../../src/prediction/memory/memoryScorer';
import { mixInto } from '../../../../src/prediction/memory/mixture';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { readFresh } from '../../../support/freshReading';
import { createTinyModel } from '../../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 4 });
const atOnce: Turn = (run) => run();
const ALL = Infinity;

async function readTrack(text: string): Promise<DocumentTrack> {
  const track = new DocumentTrack(model, tokenizer, text);
  while (await track.advance(64));
  return track;
}

const linesOf = (text: string) => text.split('\n').map((_, line) => line);

/** Bits of a whole text, token by token, each with all tokens before it as memory. */
async function mixedBits(text: string): Promise<number[]> {
  const tokens = [...documentTokens(tokenizer, text)];
  const { distributions } = await readFresh(model, tokenizer, text);
  return tokens.slice(1).map((token, i) => {
    const row = distributions[i].logProbabilities.slice();
    const before = tokens.slice(0, i + 1);
    mixInto(row, knownOf({ document: [new ScannedSource(before, 1)], open: [], workspace: [] }, before.slice(-7)));
    return -row[token] / Math.LN2;
  });
}

describe('surprisal with the memory of the document', () => {
  it('is that of the mixture with all of the text above', async () => {
    const text = 'the thing and hello\nsay hello the thing\n\nthe thing and hello';
    const track = await readTrack(text);
    const words = (await track.wordSurprisalsWithMemory(linesOf(text), ALL, atOnce))!;
    const bits = await mixedBits(text);
    const ends = track.wordSurprisals(0, 9).length;
    assert.equal(words.length, ends);
    const lineEnds = [...documentTokens(tokenizer, text)].slice(1).reduce((sum, token, i) => (token === tokenizer.lineEndToken ? sum + bits[i] : sum), 0);
    const total = words.reduce((sum, { surprisalBits }) => sum + surprisalBits, 0);
    assert.ok(Math.abs(total + lineEnds - bits.reduce((sum, value) => sum + value, 0)) < 1e-2, `${total} ${lineEnds}`);
  });

  it('calms where a word comes again, in another line and in the same one', async () => {
    for (const between of ['\nthen ', ' and then ', '.\n\n\nA new one: ']) {
      const text = Array.from({ length: 5 }, () => 'the greenhouse').join(between);
      const track = await readTrack(text);
      const at = (words: readonly { line: number; start: number; end: number; surprisalBits: number }[]) =>
        words.filter(({ line, start, end }) => text.split('\n')[line].slice(start, end) === 'greenhouse').map(({ surprisalBits }) => surprisalBits);
      const network = at(track.wordSurprisals(0, 99));
      const memory = at((await track.wordSurprisalsWithMemory(linesOf(text), ALL, atOnce))!);
      assert.equal(memory.length, 5);
      assert.ok(memory[4] < network[4] / 4 && memory[4] < memory[0] / 4, `${memory} and ${network}`);
    }
  });

  it('is the same after edits as in a document read afresh', async () => {
    const random = seededRandom(3);
    let text = 'the thing\nhello greenhouse\nthe thing and\nhello\n'.repeat(8);
    const track = await readTrack(text);
    for (let edit = 0; edit < 25; edit++) {
      await track.wordSurprisalsWithMemory(linesOf(text), ALL, atOnce);
      const lines = text.split('\n');
      const line = Math.floor(random() * lines.length);
      const character = Math.floor(random() * (lines[line].length + 1));
      const added = ['x', ' greenhouse', '\n', ''][Math.floor(random() * 4)];
      const end = Math.min(lines[line].length, character + (random() < 0.3 ? 4 : 0));
      track.applyEdit({ start: { line, character }, end: { line, character: end } }, added);
      lines[line] = lines[line].slice(0, character) + added + lines[line].slice(end);
      text = lines.join('\n');
    }
    while (await track.advance(64));
    const seen = (await track.wordSurprisalsWithMemory(linesOf(text), ALL, atOnce))!;
    const fresh = (await (await readTrack(text)).wordSurprisalsWithMemory(linesOf(text), ALL, atOnce))!;
    assert.deepEqual(seen.map(({ line, start }) => [line, start]), fresh.map(({ line, start }) => [line, start]));
    for (const [i, { surprisalBits }] of seen.entries()) assert.ok(Math.abs(surprisalBits - fresh[i].surprisalBits) < 1e-2, `${surprisalBits} ${fresh[i].surprisalBits}`);
  });

  it('reads only the lines that are asked for, and none twice', async () => {
    const text = 'the thing and hello const\n'.repeat(400);
    const track = await readTrack(text);
    const before = track.steps;
    await track.wordSurprisalsWithMemory([300, 301], ALL, atOnce);
    const cost = track.steps - before;
    assert.ok(cost > 0 && cost < 120, `${cost} steps`);
    await track.wordSurprisalsWithMemory([300, 301], ALL, atOnce);
    assert.equal(track.steps - before, cost);
    track.applyEdit({ start: { line: 350, character: 0 }, end: { line: 350, character: 0 } }, 'x');
    await track.wordSurprisalsWithMemory([300, 301], ALL, atOnce);
    assert.equal(track.steps - before, cost);
  });

  it('stops at the budget, in a long line too', async () => {
    const text = 'the thing and hello const '.repeat(1000);
    const track = await readTrack(text);
    const before = track.steps;
    const words = (await track.wordSurprisalsWithMemory([0], 2500, atOnce))!;
    assert.ok(track.steps - before <= 2600 && words.length > 500 && words.every(({ surprisalBits }) => Number.isFinite(surprisalBits)));
  });

  it('gives up when the document changes', async () => {
    const track = await readTrack('the thing\nhello');
    const asked = track.wordSurprisalsWithMemory([0, 1], ALL, async (run) => {
      const result = await run();
      track.applyEdit({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'x');
      return result;
    });
    assert.equal(await asked, undefined);
  });
});
