// The one promise of a document track: whatever was typed, pasted, undone or replaced, and whatever was asked meanwhile,
// it ends with what a fresh reading of the text says.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { LineText, type Position, type TextRange } from '../../../src/prediction/lineText';
import { typedPiece } from '../../../src/prediction/typedPiece';
import { readFresh } from '../../support/freshReading';
import { anyPiece, anyText } from '../../support/texts';
import { createTinyModel } from '../../support/tinyModel';

const LARGEST_STATE_DIFFERENCE = 1e-4;
const MEAN_NATS_DIFFERENCE = 1e-5;

type Model = ReturnType<typeof createTinyModel>;

/** Reduced to the lines and columns there are, and one more, when it is used. */
const place = fc.record({ line: fc.nat(), character: fc.nat() });
const edit = fc.record({ kind: fc.constant('edit' as const), a: place, b: fc.option(place, { freq: 2, nil: undefined }), text: anyPiece });
const action = fc.oneof(
  { weight: 8, arbitrary: edit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase' as const), at: place, units: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), text: anyText(12) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('advance' as const), tokens: fc.integer({ min: 1, max: 150 }), wait: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), at: place, wait: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** A document and its track, edited side by side. */
class Session {
  readonly track: DocumentTrack;
  private text: LineText;
  private readonly history: string[] = [];
  private readonly inFlight: Promise<unknown>[] = [];
  /** The text as it is, with its own line ends. */
  private raw: string;

  constructor(
    private readonly tiny: Model,
    text: string,
  ) {
    this.raw = text;
    this.text = new LineText(text);
    this.track = new DocumentTrack(tiny.model, tiny.tokenizer, text);
  }

  async act(step: Action): Promise<void> {
    if (step.kind === 'edit') this.edit({ start: this.placed(step.a), end: this.placed(step.b ?? step.a) }, step.text);
    if (step.kind === 'erase') this.erase(this.placed(step.at), step.units);
    if (step.kind === 'undo' && this.history.length > 0) this.replaceAll(this.history.pop()!);
    if (step.kind === 'replace') this.replaceAll(step.text);
    if (step.kind === 'settle') await this.settle();
    if (step.kind === 'advance') await this.perhapsWait(this.track.advance(step.tokens, step.tokens % 2 ? 'everything' : 'changes'), step.wait);
    if (step.kind === 'ask') await this.perhapsWait(this.ask(this.placed(step.at)), step.wait);
  }

  async finish(): Promise<void> {
    await Promise.all(this.inFlight);
    await this.settle();
    await this.compareFigures();
    for (let line = 0; line < this.text.lineCount; line += 1 + Math.floor(this.text.lineCount / 5)) await this.ask({ line, character: this.text.line(line).length });
  }

  private placed({ line, character }: Position): Position {
    const row = line % (this.text.lineCount + 1);
    return { line: row, character: character % (this.text.line(row).length + 2) };
  }

  private erase(end: Position, units: number): void {
    this.edit({ start: { line: end.line, character: end.character - units }, end }, '');
  }

  private async perhapsWait(promise: Promise<unknown>, wait: boolean): Promise<void> {
    if (wait) await promise;
    else this.inFlight.push(promise);
  }

  private edit(range: TextRange, text: string): void {
    this.history.push(this.raw);
    this.text.replace(range, text);
    this.raw = this.text.toString();
    this.track.applyEdit(range, text);
  }

  private replaceAll(text: string): void {
    this.raw = text;
    this.text = new LineText(text);
    this.track.replaceAll(text);
  }

  private async settle(): Promise<void> {
    for (let runs = 0; await this.track.advance(100); runs++) assert.ok(runs < 10_000, 'reading ends');
    assert.ok(this.track.complete && this.track.readOnce);
  }

  /** Compares with a fresh reading of the text at the time of asking. */
  private async ask(asked: Position): Promise<void> {
    const lines = Array.from({ length: this.text.lineCount }, (_, i) => this.text.line(i));
    const answer = await this.track.distributionAt(asked.line, asked.character);
    if (!answer) return;
    const line = Math.min(asked.line, lines.length - 1);
    let character = Math.min(asked.character, lines[line].length);
    if (/^[\ud800-\udbff][\udc00-\udfff]$/.test(lines[line].slice(character - 1, character + 1))) character--;
    const before = lines[line].slice(0, character);
    assert.equal(answer.typed, typedPiece(before).typed);
    const read = [...lines.slice(0, line), before.slice(0, before.length - answer.typed.length)].join('\n');
    const fresh = (await readFresh(this.tiny.model, this.tiny.tokenizer, read)).distributions.at(-1)!;
    if (answer.approximate) return;
    assertClose(answer.distribution.state, fresh.state, LARGEST_STATE_DIFFERENCE);
    assertClose(answer.distribution.logProbabilities, fresh.logProbabilities, 10 * LARGEST_STATE_DIFFERENCE);
  }

  private async compareFigures(): Promise<void> {
    const fresh = await readFresh(this.tiny.model, this.tiny.tokenizer, this.raw);
    const nats = fresh.nats.reduce((sum, value) => sum + value, 0);
    const figures = this.track.figures();
    if (!figures) return assert.doesNotMatch(this.raw, /\S/);
    assert.equal(figures.tokens, fresh.tokens.length - 1);
    assert.equal(figures.characters, [...this.raw.replace(/\r\n?/g, '\n')].length);
    assert.ok(Math.abs(figures.nats - nats) / figures.tokens <= MEAN_NATS_DIFFERENCE, `${figures.nats} and ${nats} nats`);
    const bits = this.track.lineFigures().reduce((sum, line) => sum + line.bits + line.lineEndBits, 0);
    assert.ok(bits <= figures.nats / Math.LN2 + 1e-6);
    this.compareNatsByLine(fresh.nats);
  }

  private compareNatsByLine(nats: Float64Array): void {
    const byLine = new Map(this.track.lineFigures().map((figures) => [figures.line, figures]));
    let token = 1;
    for (let line = 0; line < this.text.lineCount; line++) {
      const count = this.tiny.tokenizer.encodeLine(this.text.line(line)).length + (line < this.text.lineCount - 1 ? 1 : 0);
      const sum = nats.subarray(token, token + count).reduce((a, b) => a + b, 0);
      const figures = byLine.get(line);
      if (figures) assert.ok(Math.abs((figures.bits + figures.lineEndBits) * Math.LN2 - sum) <= 1e-4 * count, `line ${line}`);
      token += count;
    }
  }
}

function assertClose(a: Float32Array, b: Float32Array, largest: number): void {
  const difference = a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
  assert.ok(difference <= largest, `differ by ${difference}`);
}

async function runSession(tiny: Model, text: string, steps: readonly Action[]): Promise<void> {
  const session = new Session(tiny, text);
  for (const step of steps) await session.act(step);
  await session.finish();
}

/** A hundred lines of ten words or so. */
const manyLines = fc
  .infiniteStream(fc.constantFrom('the', 'thing', 'hello', 'const', 'x', 'and', '안녕', 'on', 'ten'))
  .map((words) => Array.from({ length: 100 }, () => [...words.take(10)].join(' ')).join('\n'));

const smallAction = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), a: place, b: fc.constant(undefined), text: fc.constantFrom('a', ' ', '\n') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), at: place, units: fc.nat(30) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('advance' as const), tokens: fc.integer({ min: 1, max: 150 }), wait: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

describe('a document track', function () {
  this.timeout(120_000);

  for (const { name, options, numRuns } of [
    { name: 'a model that forgets at once', options: { seed: 1 }, numRuns: 250 },
    { name: 'a model that remembers for forty tokens', options: { seed: 2, recurrence: 5, layers: 2 }, numRuns: 150 },
    { name: 'a model that hardly forgets', options: { seed: 1, recurrence: 8 }, numRuns: 100 },
  ]) {
    it(`ends with what a fresh reading says: ${name}`, async () => {
      const tiny = createTinyModel(options);
      const steps = fc.array(action, { minLength: 1, maxLength: 40, size: 'max' });
      await fc.assert(
        fc.asyncProperty(anyText(40), steps, (text, steps) => runSession(tiny, text, steps)),
        { numRuns, seed: 7 },
      );
    });
  }

  it('ends with what a fresh reading says: small edits all over a document, read by and by', async () => {
    const tiny = createTinyModel({ seed: 2, recurrence: 4 });
    const steps = fc.array(smallAction, { minLength: 20, maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(manyLines, steps, async (text, steps) => {
        const settle = { kind: 'settle' } as const;
        await runSession(tiny, text, [settle, ...steps]);
      }),
      { numRuns: 20, seed: 7 },
    );
  });
});
