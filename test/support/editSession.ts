// Somebody types, erases and pastes at seeded places of a document while it is read by and by; at the end what is known of
// it must be what a fresh reading says.
import assert from 'node:assert/strict';
import { DocumentTrack } from '../../src/prediction/documentTrack';
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';
import { seededRandom } from '../../src/prediction/seededRandom';
import { readFresh } from './freshReading';

const ADDED = ['x', ' hello', '\n', '한', ' 👩‍👩‍👧', '\r\n', '', 'const a = [1, 2];\n', '日本'];
/** Largest difference of a hidden state where no text amplifies rounding, and mean difference per token of the log-losses. */
const STATE_TOLERANCE = 1e-4;
const NATS_TOLERANCE = 1e-5;

export interface EditSession {
  readonly text: string;
  readonly edits: number;
  readonly seed: number;
}

export async function checkEditSession({ model, tokenizer }: { model: LanguageModel; tokenizer: Tokenizer }, { text: start, edits, seed }: EditSession): Promise<void> {
  const random = seededRandom(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const track = new DocumentTrack(model, tokenizer, start);
  let text = start;
  for (let edit = 0; edit < edits; edit++) {
    const lines = text.split('\n');
    const line = pick(lines.length);
    const characters = [...lines[line]];
    const from = characters.slice(0, pick(characters.length + 1)).join('').length;
    const to = Math.min(lines[line].length, from + [...lines[line].slice(from)].slice(0, pick(3)).join('').length);
    const added = ADDED[pick(ADDED.length)];
    track.applyEdit({ start: { line, character: from }, end: { line, character: to } }, added);
    lines[line] = lines[line].slice(0, from) + added.replaceAll('\r\n', '\n') + lines[line].slice(to);
    text = lines.join('\n');
    if (pick(3) === 0) await track.advance(32, pick(2) === 0 ? 'changes' : 'everything');
    if (pick(5) === 0) await track.distributionAt(line, from);
  }
  while (await track.advance(64));
  await checkAgainstFresh(track, { model, tokenizer, text });
}

async function checkAgainstFresh(track: DocumentTrack, { model, tokenizer, text }: { model: LanguageModel; tokenizer: Tokenizer; text: string }): Promise<void> {
  const { nats, distributions } = await readFresh(model, tokenizer, text);
  const total = nats.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(track.figures()!.nats - total) <= NATS_TOLERANCE * nats.length, `${track.figures()!.nats}, not ${total}`);
  const lines = text.split('\n');
  const place = await track.distributionAt(lines.length - 1, lines.at(-1)!.length);
  const read = tokenizer.encodeLine(place!.typed).length;
  const after = distributions.length - 1 - read;
  const { state } = distributions[after];
  const difference = largestDifference(place!.distribution.state, state);
  if (difference <= STATE_TOLERANCE) return;
  const noise = await roundingNoise(model, tokenizer, text, after + 1);
  assert.ok(difference <= 2 * noise, `the states differ by ${difference}, two fresh readings by ${noise}`);
}

/** Largest difference of the states that two fresh readings of the first tokens come to: pair by pair, and all in one run. */
async function roundingNoise(model: LanguageModel, tokenizer: Tokenizer, text: string, count: number): Promise<number> {
  const { tokens, distributions } = await readFresh(model, tokenizer, text);
  const { state } = await model.run(tokens.subarray(0, count), 1, new Float32Array(model.layers * model.hiddenSize));
  return largestDifference(state, distributions[count - 1].state);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
