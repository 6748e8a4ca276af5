// Documents with lines of many thousand characters: what a key costs there is bounded by what it changed, and after any edits
// everything is as in a document read afresh. Work is counted, never timed.
import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import type { LanguageModel, Tokenizer } from '../../../src/prediction/languageModel';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { createTinyModel } from '../../support/tinyModel';

const tiny = createTinyModel({ seed: 3, recurrence: 4 });

/** Work done since the last reset: characters encoded, tokens read, and units that `Intl.Segmenter` cut. */
const work = { encoded: 0, steps: 0, segmented: 0 };

const tokenizer: Tokenizer = {
  size: tiny.tokenizer.size,
  startToken: tiny.tokenizer.startToken,
  lineEndToken: tiny.tokenizer.lineEndToken,
  bytesOf: (token) => tiny.tokenizer.bytesOf(token),
  encodeLine: (line) => {
    work.encoded += line.length;
    return tiny.tokenizer.encodeLine(line);
  },
};
const model: LanguageModel = {
  vocabularySize: tiny.model.vocabularySize,
  hiddenSize: tiny.model.hiddenSize,
  layers: tiny.model.layers,
  startToken: tiny.model.startToken,
  run: async (tokens, batch, state, wanted) => {
    work.steps += tokens.length;
    const output = await tiny.model.run(tokens, batch, state, wanted);
    return { ...output, projected: output.logProbabilities };
  },
};

const LINES: Readonly<Record<string, string>> = {
  'JSON without a blank': `{${Array.from({ length: 700 }, (_, i) => `"name${i}":[${i},"the_thing"]`).join(',')}}`,
  'JSON with blanks': `{${Array.from({ length: 600 }, (_, i) => ` "name${i}": [${i}, "the thing"]`).join(',')} }`,
  Chinese: '我们在北京大学学习。他说，今天天气很好！'.repeat(120),
  Thai: 'สวัสดีครับ ยินดีที่ได้รู้จัก '.repeat(100),
  base64: Array.from({ length: 500 }, (_, i) => `Ab${i}xYz9+k/Q`).join(''),
};

const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });

async function readAll(track: DocumentTrack): Promise<void> {
  while (await track.advance(64));
}

/** Runs a task, counting its work. */
async function counted(task: () => Promise<void>): Promise<typeof work> {
  Object.assign(work, { encoded: 0, steps: 0, segmented: 0 });
  const original = Intl.Segmenter.prototype.segment;
  Intl.Segmenter.prototype.segment = function (text: string) {
    work.segmented += text.length;
    return original.call(this, text);
  };
  try {
    await task();
  } finally {
    Intl.Segmenter.prototype.segment = original;
  }
  return { ...work };
}

async function assertFresh(track: DocumentTrack, text: string): Promise<void> {
  const fresh = new DocumentTrack(model, tokenizer, text);
  await readAll(track);
  await readAll(fresh);
  const [figures, expected] = [track.figures()!, fresh.figures()!];
  for (const key of ['words', 'tokens', 'characters'] as const) assert.equal(figures[key], expected[key], key);
  assert.ok(Math.abs(figures.nats - expected.nats) <= 1e-5 * expected.tokens, `${figures.nats} and ${expected.nats} nats`);
  assert.ok(Math.abs(figures.bitsPerByte - expected.bitsPerByte) < 1e-4);
  const words = track.wordSurprisals(0, 1e6);
  fresh.wordSurprisals(0, 1e6).forEach(({ line, start, end, surprisalBits }, i) => {
    assert.deepEqual([words[i].line, words[i].start, words[i].end], [line, start, end]);
    assert.ok(Math.abs(words[i].surprisalBits - surprisalBits) < 1e-2, `word ${i}: ${words[i].surprisalBits} and ${surprisalBits}`);
  });
}

describe('a line of many thousand characters', function () {
  this.timeout(120_000);

  for (const [name, line] of Object.entries(LINES)) {
    it(`costs a key what it changed: ${name}`, async () => {
      const track = new DocumentTrack(model, tokenizer, `${line}\nthe end`);
      await readAll(track);
      for (const place of [line.length, Math.floor(line.length / 2), 10]) {
        const character = line.codePointAt(place - 1)! > 0xffff ? place + 1 : place;
        const keys = ['x', ' ', 'the', '"'];
        // The first key makes the index of what stands left of the cursor; from then on only what is typed changes.
        track.applyEdit(at(0, character), 'a');
        await track.distributionAt(0, character + 1);
        await readAll(track);
        const cost = await counted(async () => {
          let column = character + 1;
          for (const key of keys) {
            track.applyEdit(at(0, column), key);
            column += key.length;
            assert.ok(await track.distributionAt(0, column));
            while (await track.advance(64, 'changes'));
          }
        });
        const perKey = (value: number) => value / keys.length;
        assert.ok(perKey(cost.encoded) < 200, `${cost.encoded} characters encoded at ${place}`);
        assert.ok(perKey(cost.segmented) < 600, `${cost.segmented} units segmented at ${place}`);
        assert.ok(perKey(cost.steps) < 150, `${cost.steps} tokens read at ${place}`);
        const rest = await counted(() => readAll(track));
        assert.ok(rest.steps < 400, `${rest.steps} tokens read when the keys rest`);
      }
    });
  }

  it('costs little to be split, joined and cut', async () => {
    const line = LINES['JSON without a blank'];
    const track = new DocumentTrack(model, tokenizer, `the thing\n${line}\nthe end`);
    await readAll(track);
    const middle = Math.floor(line.length / 2);
    const edits: (() => void)[] = [
      () => track.applyEdit(at(1, middle), '\n'),
      () => track.applyEdit({ start: { line: 1, character: middle }, end: { line: 2, character: 0 } }, ''),
      () => track.applyEdit({ start: { line: 1, character: middle }, end: { line: 1, character: middle + 500 } }, ''),
      () => track.applyEdit(at(1, middle), ',"new":1'),
      () => track.applyEdit({ start: { line: 0, character: 9 }, end: { line: 1, character: 0 } }, ''),
    ];
    for (const edit of edits) {
      edit();
      const { steps } = await counted(() => readAll(track));
      assert.ok(steps < 600, `${steps} tokens read`);
    }
  });

  it('is as a fresh reading has it after any edits, read by and by', async () => {
    const random = seededRandom(11);
    const pieces = ['x', ' ', '{"a":1}', 'the ', '。', '东', 'สวัสดี', '\n', '\n\n', '', '9', 'é'];
    for (let round = 0; round < 6; round++) {
      const start = Object.values(LINES)[round % 5].slice(0, 2500);
      let lines = ['the thing', start, 'hello', start.slice(0, 900)];
      const track = new DocumentTrack(model, tokenizer, lines.join('\n'));
      if (round % 2 === 0) await readAll(track);
      for (let edit = 0; edit < 40; edit++) {
        const line = Math.floor(random() * lines.length);
        const from = Math.floor(random() * (lines[line].length + 1));
        const joins = random() < 0.1 && line + 1 < lines.length;
        const range = joins
          ? { start: { line, character: from }, end: { line: line + 1, character: Math.min(3, lines[line + 1].length) } }
          : { start: { line, character: from }, end: { line, character: Math.min(lines[line].length, from + Math.floor(random() * 3)) } };
        const added = pieces[Math.floor(random() * pieces.length)];
        track.applyEdit(range, added);
        const text = lines[line].slice(0, range.start.character) + added + lines[range.end.line].slice(range.end.character);
        lines = [...lines.slice(0, line), ...text.split('\n'), ...lines.slice(range.end.line + 1)];
        if (random() < 0.4) await track.advance(1 + Math.floor(100 * random()), random() < 0.5 ? 'changes' : 'everything');
        if (random() < 0.3) await track.distributionAt(line, range.start.character);
      }
      await assertFresh(track, lines.join('\n'));
    }
  });
});
