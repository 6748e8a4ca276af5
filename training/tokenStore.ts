// Documents as tokens on disk: written once, one after the other, then read one by one. In memory are where each one
// begins, and what was not written yet.
import { UserError } from '../src/model/userError';
import { createScratchFile, type Scratch } from './scratchFile';
import type { TokenDocuments } from './tokenDocuments';

const TOKEN_BYTES = Uint16Array.BYTES_PER_ELEMENT;
/** Written at once: 1 MB, as disks like it. */
const UNWRITTEN_TOKENS = 1 << 19;

export class TokenStore implements TokenDocuments {
  /** Tokens before each document, and at the end those of all. */
  private readonly begins = [0];
  private readonly unwritten = new Uint16Array(UNWRITTEN_TOKENS);
  private waiting = 0;

  /** @param place what the sentences call the place of the scratch file. */
  constructor(private readonly scratch: Scratch, private readonly place: string) {}

  /**
   * An empty store whose file is on the disk of a folder, where nothing shows.
   * @throws UserError if no file can be made there.
   */
  static create(folder: string): TokenStore {
    return new TokenStore(attempt(() => createScratchFile(folder), notKept(folder)), folder);
  }

  /** Does some work with a store that is closed after it, however it ends. @throws what `create` and the work throw. */
  static async using<T>(folder: string, work: (store: TokenStore) => Promise<T>): Promise<T> {
    const store = TokenStore.create(folder);
    try {
      return await work(store);
    } finally {
      store.close();
    }
  }

  get length(): number {
    return this.begins.length - 1;
  }

  /** To be predicted, in all documents: the start tokens are not. */
  get targets(): number {
    return this.begins[this.length] - this.length;
  }

  /** @param document from its start token on. @throws UserError if the disk does not take it. */
  append(document: Uint16Array): void {
    for (let taken = 0; taken < document.length; ) {
      if (this.waiting === this.unwritten.length) this.write();
      const part = document.subarray(taken, taken + this.unwritten.length - this.waiting);
      this.unwritten.set(part, this.waiting);
      this.waiting += part.length;
      taken += part.length;
    }
    this.begins.push(this.begins[this.length] + document.length);
  }

  at(number: number): Uint16Array | undefined {
    return number in this.begins && number < this.length ? this.part(number, 0, Infinity) : undefined;
  }

  /** @throws UserError if the file cannot be read. */
  part(number: number, from: number, to: number): Uint16Array {
    this.write();
    const [begin, end] = [this.begins[number], this.begins[number + 1]];
    const tokens = new Uint16Array(Math.max(0, Math.min(end, begin + to) - begin - from));
    const bytes = new Uint8Array(tokens.buffer);
    const read = attempt(() => this.scratch.read(bytes, TOKEN_BYTES * (begin + from)), (reason) => new UserError('What was kept of the text in {0} cannot be read: {1}', this.place, reason));
    if (read < bytes.length) throw new UserError('What was kept of the text in {0} was cut short: {1} bytes of {2} are left.', this.place, read, bytes.length);
    return tokens;
  }

  *[Symbol.iterator](): Iterator<Uint16Array> {
    for (let number = 0; number < this.length; number++) yield this.part(number, 0, Infinity);
  }

  /** Gives the disk's space back. */
  close(): void {
    this.scratch.close();
  }

  private write(): void {
    if (this.waiting === 0) return;
    const bytes = new Uint8Array(this.unwritten.buffer, 0, TOKEN_BYTES * this.waiting);
    attempt(() => this.scratch.append(bytes), notKept(this.place));
    this.waiting = 0;
  }
}

function notKept(place: string): (reason: string) => UserError {
  return (reason) => new UserError('The tokens of the text cannot be kept in {0}: {1}', place, reason);
}

function attempt<T>(work: () => T, failure: (reason: string) => UserError): T {
  try {
    return work();
  } catch (error) {
    throw failure((error as Error).message);
  }
}
