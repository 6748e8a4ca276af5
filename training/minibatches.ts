// Documents -> windows for truncated back-propagation through time. Each of B streams reads one document after the
// other; its hidden state is carried from window to window and dropped where a document begins.
import { UserError } from '../src/model/userError';
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { TokenDocuments } from './tokenDocuments';

/** One window: N = T * B rows, time-major, of C context tokens each. The arrays are reused by the next window. */
export interface Window {
  /** (N * C) tokens that are read: those of each row side by side, the newest last; before a document stand start tokens. */
  readonly tokens: BigInt64Array;
  /** (N) tokens that follow them. */
  readonly targets: Int32Array;
  /** (N) 0 where a document begins, else 1. */
  readonly keep: Float32Array;
}

/** Where a queue stands: enough to go on from there with the same documents. */
export interface QueueState {
  /** Numbers of the documents in the order of this pass. */
  readonly order: Uint32Array;
  /** Of this pass, already handed out. */
  readonly next: number;
  /** Over all passes. */
  readonly taken: number;
}

/** Documents again and again, each time in another random order; each starts with the start token and has at least two tokens. */
export class DocumentQueue {
  private order: number[] = [];
  private next = 0;
  /** Documents handed out so far, over all passes. */
  taken = 0;

  /** @param random without it the documents come in their order. */
  constructor(private readonly documents: TokenDocuments, private readonly random?: SeededRandom) {
    if (documents.length === 0) throw new RangeError('no documents to train on');
  }

  /** Number of the next document. */
  take(): number {
    if (this.next === this.order.length) this.begin();
    this.taken++;
    return this.order[this.next++];
  }

  state(): QueueState {
    return { order: Uint32Array.from(this.order), next: this.next, taken: this.taken };
  }

  /** @throws UserError if the state is not one of such documents. */
  restore({ order, next, taken }: QueueState): void {
    const seen = new Set(order);
    if (order.length !== this.documents.length || seen.size !== order.length || order.some((n) => n >= order.length) || next > order.length) throw misplaced();
    this.order = [...order];
    this.next = next;
    this.taken = taken;
  }

  /** Reads a document. @throws UserError if there is none of that number. */
  numbered(number: number): Uint16Array {
    const document = this.documents.at(number);
    if (!document) throw misplaced();
    return document;
  }

  private begin(): void {
    this.order = Array.from({ length: this.documents.length }, (_, i) => i);
    if (this.random) shuffle(this.order, this.random);
    this.next = 0;
  }
}

/** In place (Fisher and Yates). */
export function shuffle<T>(items: T[], random: SeededRandom): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

/** Where a stream reads. */
export interface StreamState {
  /** Number of the document in its queue. */
  readonly document: number;
  /** Of the token that is read next. */
  readonly position: number;
}

/** Holds one document at a time. */
interface Stream {
  readonly queue: DocumentQueue;
  number: number;
  document: Uint16Array;
  position: number;
}

export class Minibatches {
  private readonly streams: Stream[];
  private readonly window: Window;

  /** @param queues one per stream (B); several streams may share a queue. @param contextTokens C: what one row sees. */
  constructor(queues: readonly DocumentQueue[], private readonly steps: number, private readonly contextTokens = 1) {
    this.streams = queues.map((queue) => ({ queue, ...takeFrom(queue) }));
    const rows = queues.length * steps;
    this.window = { tokens: new BigInt64Array(rows * contextTokens), targets: new Int32Array(rows), keep: new Float32Array(rows) };
  }

  /** Of every stream, in their order. */
  state(): StreamState[] {
    return this.streams.map(({ number, position }) => ({ document: number, position }));
  }

  /** Goes on where other minibatches of the same documents stood. @throws UserError if the state is not one of those. */
  restore(states: readonly StreamState[]): void {
    if (states.length !== this.streams.length) throw misplaced();
    this.streams.forEach((stream, b) => {
      const { document: number, position } = states[b];
      const document = stream.queue.numbered(number);
      if (position >= document.length) throw misplaced();
      Object.assign(stream, { number, document, position });
    });
  }

  /** The next T steps of every stream. */
  nextWindow(): Window {
    const { targets, keep } = this.window;
    const B = this.streams.length;
    this.streams.forEach((stream, b) => {
      for (let t = 0; t < this.steps; t++) {
        if (stream.position === stream.document.length - 1) Object.assign(stream, takeFrom(stream.queue));
        const row = t * B + b;
        keep[row] = stream.position === 0 ? 0 : 1;
        this.fillContext(row, stream);
        targets[row] = stream.document[++stream.position];
      }
    });
    return this.window;
  }

  /** The tokens of a row: the one at the stream's position and those before it. */
  private fillContext(row: number, { document, position }: Stream): void {
    const C = this.contextTokens;
    for (let c = 0; c < C; c++) this.window.tokens[row * C + c] = BigInt(document[Math.max(0, position - C + 1 + c)]);
  }
}

/** The beginning of the next document. */
function takeFrom(queue: DocumentQueue): Pick<Stream, 'number' | 'document' | 'position'> {
  const number = queue.take();
  return { number, document: queue.numbered(number), position: 0 };
}

function misplaced(): UserError {
  return new UserError('The checkpoint points to places that are not in the text.');
}

/** How often each token is to be predicted. */
export function countTargets(documents: Iterable<Uint16Array>, vocabulary: number): Float64Array {
  const counts = new Float64Array(vocabulary);
  for (const document of documents) for (let i = 1; i < document.length; i++) counts[document[i]]++;
  return counts;
}
