// A recurrent language model small enough to reason about: byte-level tokens with a few merges, an Elman network of
// eight units with seeded random weights, in plain JavaScript. It forgets: its recurrent weights shrink every difference
// of states. It has learned nothing; tests use it where exactness matters, not quality.
import type { LanguageModel, NetworkOutput, Tokenizer } from '../../src/prediction/languageModel';
import { pretokens } from '../../src/prediction/pretokens';
import { seededRandom, type SeededRandom } from '../../src/prediction/seededRandom';
import { logSoftmax } from './logSoftmax';

/** Results of merges, most useful first; each is made of two earlier ones or of bytes. Tokens 257 and up. */
const MERGED = [
  ' t', 'he', ' a', 'in', ' the', 're', 'on', 'er', ' s', ' w', 'at', 'en', 'or', 'an', 'it', 'is', 'es', 'ou', ' o', 'ing',
  ' and', 'th', 'st', 'll', 'ell', 'ello', ' h', ' hello', '  ', '    ', '        ', '\t\t', 'co', 'con', 'cons', 'const', '한', ' 한', 'é', '日',
] as const;

export interface TinyModelOptions {
  readonly seed: number;
  /** H; 8 unless told. */
  readonly hiddenSize?: number;
  readonly layers?: number;
  /**
   * Bound of the row sums of the recurrent weights. 0.75 unless told: two states differ by less than 1e-5 after six tokens;
   * at 5 it takes some forty, from 8 on some models take hundreds.
   */
  readonly recurrence?: number;
}

/** The same seed gives the same model. Vocabulary: 0 the start token, 1 to 256 the bytes, then merged tokens. */
export function createTinyModel(options: TinyModelOptions): { model: LanguageModel; tokenizer: Tokenizer } {
  const { seed, hiddenSize = 8, layers = 1, recurrence = 0.75 } = options;
  const tokenizer = new TinyTokenizer();
  return { model: new TinyModel(tokenizer, seededRandom(seed), hiddenSize, layers, recurrence), tokenizer };
}

class TinyTokenizer implements Tokenizer {
  readonly startToken = 0;
  readonly lineEndToken = 1 + 0x0a;
  /** Bytes per token, one Latin-1 character each. */
  private readonly texts: string[] = ['', ...Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))];
  /** Pair of tokens, as `left * 65536 + right` -> the token they become; a smaller one is merged first. */
  private readonly merges = new Map<number, number>();
  private readonly known = new Map<string, number[]>();

  constructor() {
    for (const text of MERGED) this.addMerged(Buffer.from(text).toString('latin1'));
  }

  get size(): number {
    return this.texts.length;
  }

  encodeLine(line: string): number[] {
    return pretokens(line).flatMap((piece) => this.encodePiece(piece));
  }

  bytesOf(token: number): Uint8Array {
    return Buffer.from(this.texts[token], 'latin1');
  }

  /** Adds what is missing between the longest known beginning and the whole. */
  private addMerged(bytes: string): void {
    let left = this.texts.indexOf(bytes[0]);
    for (let end = 2; end <= bytes.length; end++) {
      const known = this.texts.indexOf(bytes.slice(0, end));
      const right = this.texts.indexOf(bytes[end - 1]);
      left = known >= 0 && this.merges.has(left * 65536 + right) ? known : this.merge(left, right);
    }
  }

  private merge(left: number, right: number): number {
    const text = this.texts[left] + this.texts[right];
    const known = this.texts.indexOf(text, 1);
    const token = known >= 0 ? known : this.texts.push(text) - 1;
    this.merges.set(left * 65536 + right, token);
    return token;
  }

  private encodePiece(piece: string): number[] {
    const known = this.known.get(piece);
    if (known) return known;
    const tokens = Array.from(Buffer.from(piece), (byte) => byte + 1);
    for (let at = this.nextMerge(tokens); at >= 0; at = this.nextMerge(tokens)) {
      tokens.splice(at, 2, this.merges.get(tokens[at] * 65536 + tokens[at + 1])!);
    }
    this.known.set(piece, tokens);
    return tokens;
  }

  /** Index of the pair to be merged next, -1 if none. */
  private nextMerge(tokens: readonly number[]): number {
    let best = -1;
    let bestToken = Infinity;
    for (let i = 0; i + 1 < tokens.length; i++) {
      const token = this.merges.get(tokens[i] * 65536 + tokens[i + 1]) ?? Infinity;
      if (token < bestToken) [best, bestToken] = [i, token];
    }
    return best;
  }
}

/** h_t = tanh(X x_t + R h_(t-1)), logits = O h_t + c, each layer reading the one below it. */
class TinyModel implements LanguageModel {
  readonly startToken: number;
  readonly vocabularySize: number;
  private readonly embedding: Float32Array; // (V, H)
  private readonly recurrent: Float32Array[]; // per layer (H, H)
  private readonly between: Float32Array[]; // per layer (H, H): from the layer below
  private readonly output: Float32Array; // (V, H)
  private readonly bias: Float32Array; // (V)

  constructor(
    tokenizer: Tokenizer,
    random: SeededRandom,
    readonly hiddenSize: number,
    readonly layers: number,
    recurrence: number,
  ) {
    const H = hiddenSize;
    this.startToken = tokenizer.startToken;
    this.vocabularySize = tokenizer.size;
    const uniform = (length: number, scale: number) => Float32Array.from({ length }, () => (2 * random() - 1) * scale);
    this.embedding = uniform(tokenizer.size * H, 1);
    this.recurrent = Array.from({ length: layers }, () => uniform(H * H, recurrence / H));
    this.between = Array.from({ length: layers }, () => uniform(H * H, 1 / H));
    this.output = uniform(tokenizer.size * H, 1.5);
    this.bias = uniform(tokenizer.size, 1);
    this.bias[tokenizer.startToken] = -20;
  }

  async run(tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    const V = this.vocabularySize;
    const steps = tokens.length / batch;
    const next = Float32Array.from(state); // (layers, B, H)
    const logProbabilities = new Float32Array(tokens.length * V); // (T, B, V)
    for (let t = 0; t < steps; t++) {
      for (let b = 0; b < batch; b++) {
        const row = t * batch + b;
        logProbabilities.set(logSoftmax(this.project(this.step(tokens[row], b, batch, next))), row * V);
      }
    }
    return { logProbabilities, state: next };
  }

  /** Moves sequence `b` one token on, in place. Returns the top layer's state (H). */
  private step(token: number, b: number, batch: number, state: Float32Array): Float32Array {
    const H = this.hiddenSize;
    let input = this.embedding.subarray(token * H, (token + 1) * H);
    for (let layer = 0; layer < this.layers; layer++) {
      const hidden = state.subarray((layer * batch + b) * H, (layer * batch + b + 1) * H);
      hidden.set(this.cell(layer, layer === 0 ? input : multiply(this.between[layer], input), hidden));
      input = hidden;
    }
    return input;
  }

  private cell(layer: number, input: Float32Array, hidden: Float32Array): Float32Array {
    return multiply(this.recurrent[layer], hidden).map((sum, i) => Math.tanh(sum + input[i]));
  }

  /** Logits (V). */
  private project(hidden: Float32Array): Float32Array {
    return multiply(this.output, hidden).map((product, i) => product + this.bias[i]);
  }
}

/** (rows, columns) times (columns). */
function multiply(matrix: Float32Array, vector: Float32Array): Float32Array {
  const columns = vector.length;
  const result = new Float32Array(matrix.length / columns);
  for (let row = 0; row < result.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += matrix[row * columns + column] * vector[column];
    result[row] = sum;
  }
  return result;
}
