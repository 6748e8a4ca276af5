// A language model of a few dozen tokens whose probabilities depend on the last two tokens only: small enough to list
// every word it can spell. Its tokenizer takes the longest token that fits, within the pieces of pretokens.ts.
import type { LanguageModel, NetworkOutput, Tokenizer } from '../../src/prediction/languageModel';
import { pretokens } from '../../src/prediction/pretokens';
import { seededRandom } from '../../src/prediction/seededRandom';
import { logSoftmax } from './logSoftmax';

/** Token 0 is the start token, 1 the line end. Bytes are given as Latin-1 after `=`; other tokens as text. */
export class TableTokenizer implements Tokenizer {
  readonly startToken = 0;
  readonly lineEndToken = 1;
  private readonly bytes: Uint8Array[];

  constructor(tokens: readonly string[]) {
    const toBytes = (token: string) =>
      token.length > 1 && token.startsWith('=') ? Buffer.from(token.slice(1), 'latin1') : Buffer.from(token);
    this.bytes = ['', '\n', ...tokens].map(toBytes);
  }

  get size(): number {
    return this.bytes.length;
  }

  bytesOf(token: number): Uint8Array {
    return this.bytes[token];
  }

  /** @throws Error if a piece cannot be spelled: these vocabularies are not complete. */
  encodeLine(line: string): number[] {
    return pretokens(line).flatMap((piece) => {
      const tokens: number[] = [];
      for (let rest = Buffer.from(piece); rest.length > 0; rest = rest.subarray(this.bytes[tokens.at(-1)!].length)) {
        tokens.push(this.longestToken(rest));
      }
      return tokens;
    });
  }

  private longestToken(rest: Buffer): number {
    let best = 0;
    this.bytes.forEach((bytes, token) => {
      if (bytes.length > this.bytes[best].length && rest.subarray(0, bytes.length).equals(bytes)) best = token;
    });
    if (best === 0) throw new Error(`no token begins ${JSON.stringify(rest.toString())}`);
    return best;
  }
}

/** Logits by the last two tokens, drawn from a seed or set by hand with `prefer`. State: those two tokens. */
export class TableModel implements LanguageModel {
  readonly hiddenSize = 2;
  readonly layers = 1;
  readonly startToken = 0;
  readonly vocabularySize: number;
  runs = 0;
  private readonly rows = new Map<string, Float32Array>();
  private readonly preferred = new Map<number, Map<number, number>>();

  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly seed: number,
    private readonly spread = 6,
  ) {
    this.vocabularySize = tokenizer.size;
  }

  /** Logit of `next` after `token`, whatever stood before. */
  prefer(token: number, next: number, logit: number): void {
    const row = this.preferred.get(token) ?? new Map<number, number>();
    this.preferred.set(token, row.set(next, logit));
  }

  /** Prefers the tokens of a text, one after the other, after the line end that comes before it. */
  teach(line: string, logit: number): void {
    [1, ...this.tokenizer.encodeLine(line), 1].reduce((token, next) => {
      this.prefer(token, next, logit);
      return next;
    });
  }

  async run(tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    this.runs++;
    const V = this.vocabularySize;
    const next = Float32Array.from(state); // (1, B, 2)
    const logProbabilities = new Float32Array(tokens.length * V);
    for (let i = 0; i < tokens.length; i++) {
      const b = 2 * (i % batch);
      next[b] = next[b + 1];
      next[b + 1] = tokens[i];
      logProbabilities.set(this.row(next[b], next[b + 1]), i * V);
    }
    return { logProbabilities, state: next };
  }

  private row(before: number, last: number): Float32Array {
    const key = `${before} ${last}`;
    const known = this.rows.get(key);
    if (known) return known;
    const random = seededRandom(this.seed + 7919 * before + 104729 * last);
    const logits = Float32Array.from({ length: this.vocabularySize }, () => this.spread * random());
    logits[0] = -30;
    for (const [token, logit] of this.preferred.get(last) ?? []) logits[token] = logit;
    const row = logSoftmax(logits);
    this.rows.set(key, row);
    return row;
  }
}
