// What the rest of the house knows of a network: tokens and a hidden state go in, log-probabilities and a hidden state come out.
// Implemented by src/model (ONNX Runtime) and by small exact models in the tests. Nothing in here holds state of a document.

/** One run of the network over B sequences of T tokens. */
export interface NetworkOutput {
  /**
   * (T, B, V), time-major: natural logarithms of the probabilities of the token that follows; they sum to one as probabilities.
   * Where only the last were wanted, earlier steps may be missing, down to (1, B, V).
   */
  readonly logProbabilities: Float32Array;
  /** (T, B, E), of the same steps: what the output layer sees of the hidden state; missing where a model has nothing of the kind. */
  readonly projected?: Float32Array;
  /** (layers, B, H): hidden state after the last token. */
  readonly state: Float32Array;
}

/** Of which steps the log-probabilities are wanted: `all`, to score what was read; `last`, to go on from there. */
export type WantedSteps = 'all' | 'last';

/** A recurrent language model over tokens. */
export interface LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  /** Vectors of the hidden state: one per layer, two of an LSTM. */
  readonly layers: number;
  /** Token that opens every document; it is read, never scored. */
  readonly startToken: number;
  /**
   * Reads T tokens in each of B sequences.
   * @param tokens (T, B) time-major: token of step t in sequence b at `t * batch + b`.
   * @param state (layers, B, H); zeros at the start of a document. It is not changed.
   * @param wanted all if missing. With `last` a model may be quicker, and its log-probabilities those of a quicker kernel.
   */
  run(tokens: ArrayLike<number>, batch: number, state: Float32Array, wanted?: WantedSteps): Promise<NetworkOutput>;
}

/** Text of one line <-> tokens. A token never holds a line end other than the line-end token itself. */
export interface Tokenizer {
  readonly size: number;
  readonly startToken: number;
  /** The token of "\n". */
  readonly lineEndToken: number;
  /** Tokens of one line, without its line end. Lone surrogates read as U+FFFD. @throws nothing: every string has tokens. */
  encodeLine(line: string): number[];
  /** UTF-8 bytes a token stands for; empty for the start token. */
  bytesOf(token: number): Uint8Array;
}
