// What a key costs in steps of the network, and what may be answered before the document is read.
import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { readFresh } from '../../support/freshReading';
import { createTinyModel } from '../../support/tinyModel';

const tiny = createTinyModel({ seed: 3, recurrence: 4 });
const WORDS = ['the', 'thing', 'and', 'hello', 'const', 'on', 'ten', 'stone'];

function prose(lines: number, seed = 1): string {
  const random = seededRandom(seed);
  const word = () => WORDS[Math.floor(random() * WORDS.length)];
  return Array.from({ length: lines }, () => Array.from({ length: 8 }, word).join(' ')).join('\n');
}

function track(text: string): DocumentTrack {
  return new DocumentTrack(tiny.model, tiny.tokenizer, text);
}

async function readAll(track: DocumentTrack): Promise<number> {
  const before = track.steps;
  while (await track.advance(64));
  return track.steps - before;
}

const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });

/** Types at a place, asking after every key. @returns steps of every key. */
async function type(document: DocumentTrack, line: number, character: number, text: string, depth?: 'changes'): Promise<number[]> {
  const costs: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const before = document.steps;
    document.applyEdit(at(line, character + i), text[i]);
    assert.ok(await document.distributionAt(line, character + i + 1));
    if (depth) while (await document.advance(64, depth));
    costs.push(document.steps - before);
  }
  return costs;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('the cost of a key', () => {
  it('is nothing inside a word, and the new tokens after it', async () => {
    const document = track(prose(20));
    await readAll(document);
    const line = 10;
    const end = prose(20).split('\n')[line].length;
    await document.distributionAt(line, end);
    // The blank ends the word: its tokens are read once; the letters after it are held back with it.
    const [, ...letters] = await type(document, line, end, ' hello');
    assert.deepEqual(letters, [0, 0, 0, 0, 0]);
    const [blank] = await type(document, line, end + 6, ' ');
    assert.equal(blank, tiny.tokenizer.encodeLine(' hello').length);
  });

  it('is nothing where the cursor goes back to a place it knows', async () => {
    const document = track('');
    await type(document, 0, 0, 'the thing and hello');
    const before = document.steps;
    for (let end = 19; end > 4; end--) {
      document.applyEdit({ start: { line: 0, character: end - 1 }, end: { line: 0, character: end } }, '');
      assert.ok(await document.distributionAt(0, end - 1));
    }
    assert.equal(document.steps, before);
  });

  it('is a few steps on average, with the scoring of its line too', async () => {
    const text = 'on the thing and hello const stone ten '.repeat(4);
    for (const depth of [undefined, 'changes' as const]) {
      const document = track(prose(80));
      await readAll(document);
      const costs = await type(document, 40, prose(80).split('\n')[40].length, text, depth);
      assert.ok(sum(costs) / costs.length < 8, `${sum(costs) / costs.length} steps a key`);
    }
  });

  it('is small in a line of 30 kB', async () => {
    const document = track('const the thing '.repeat(2000));
    await readAll(document);
    const read = document.steps;
    const costs = await type(document, 0, 16_000, 'and hello ', 'changes');
    assert.ok(Math.max(...costs) <= 64 + 40 && sum(costs) / costs.length < 64, `${costs}`);
    while (await document.advance(64));
    assert.ok(document.steps - read < sum(costs) + 400, `${document.steps - read} steps in all`);
    const second = track('const the thing '.repeat(2000));
    await readAll(second);
    const asked = await type(second, 0, 16_000, 'and hello ');
    assert.ok(asked[0] <= 64 + 4 && sum(asked.slice(1)) < 16, `${asked}`);
  });
});

describe('reading again after a change', () => {
  it('stops soon after the states agree', async () => {
    const document = track(prose(400));
    const whole = await readAll(document);
    document.applyEdit(at(100, 3), 'x');
    const again = await readAll(document);
    assert.ok(again < 250 && again * 20 < whole, `${again} of ${whole} steps`);
  });

  it('scores what changed first, and the lines below when asked to', async () => {
    const document = track(prose(100));
    await readAll(document);
    document.applyEdit(at(50, 0), 'x');
    const before = document.steps;
    while (await document.advance(8, 'changes'));
    assert.ok(document.steps - before <= 64);
    assert.equal(document.complete, false);
    await readAll(document);
    assert.equal(document.complete, true);
  });

  it('reads only what differs when the whole text is replaced', async () => {
    const lines = prose(300).split('\n');
    const document = track(lines.join('\n'));
    const whole = await readAll(document);
    lines[150] = 'something else';
    document.replaceAll(lines.join('\n'));
    assert.ok((await readAll(document)) * 10 < whole);
    document.replaceAll(lines.join('\n'));
    assert.equal(await readAll(document), 0);
  });

  it('costs nothing while nothing changes', async () => {
    const document = track(prose(30));
    await readAll(document);
    document.applyEdit(at(3, 3), '');
    assert.equal(await readAll(document), 0);
    assert.equal(await document.advance(64), false);
  });
});

describe('a suggestion before the document is read', () => {
  it('comes from a window before the cursor and says so', async () => {
    const text = prose(500);
    const document = track(text);
    await document.advance(64);
    const answer = await document.distributionAt(400, 10);
    assert.equal(answer?.approximate, true);
    assert.ok(document.steps < 400, `${document.steps} steps`);
    const lines = text.split('\n');
    const read = [...lines.slice(0, 400), lines[400].slice(0, 10 - answer!.typed.length)].join('\n');
    const fresh = (await readFresh(tiny.model, tiny.tokenizer, read)).distributions.at(-1)!;
    const difference = Math.max(...fresh.state.map((value, i) => Math.abs(value - answer!.distribution.state[i])));
    assert.ok(difference < 1e-4, `${difference}`);
  });

  it('costs little for the keys that follow, and is exact once the document is read', async () => {
    const document = track(prose(500));
    await document.distributionAt(400, 0);
    const costs = await type(document, 400, 0, 'the thing ');
    assert.ok(sum(costs) < 20, `${costs}`);
    await readAll(document);
    assert.equal((await document.distributionAt(400, 10))?.approximate, false);
  });

  it('works within one long line too', async () => {
    const document = track('hello const thing '.repeat(3000));
    const answer = await document.distributionAt(0, 40_000);
    assert.equal(answer?.approximate, true);
    assert.ok(document.steps <= 257);
  });
});

describe('changes while somebody waits', () => {
  it('make the answer undefined', async () => {
    const document = track(prose(5));
    const asked = document.distributionAt(4, 5);
    document.applyEdit(at(0, 0), 'x');
    assert.equal(await asked, undefined);
  });

  it('of the model read everything again with the new one', async () => {
    const text = prose(30);
    const document = track(text);
    await readAll(document);
    const other = createTinyModel({ seed: 99, hiddenSize: 5 });
    const [slice, asked] = [document.advance(64), document.distributionAt(20, 5)];
    document.setModel(other.model, other.tokenizer);
    await slice;
    assert.equal(await asked, undefined);
    assert.equal(document.readOnce, false);
    await readAll(document);
    const { nats } = await readFresh(other.model, other.tokenizer, text);
    assert.ok(Math.abs(document.figures()!.nats - sum([...nats])) < 1e-3);
  });
});
