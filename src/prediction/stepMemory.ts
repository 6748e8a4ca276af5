// A language model that remembers its last single steps. A word search asks for the same tokens after the same states with
// every key of a word, and when the word is done the document reads on what the search has read: neither costs a run again.
// A network is a function of token and state alone, so what is remembered is what a run would give, but for the noise of float32
// between runs of other lengths and widths.
import type { LanguageModel, NetworkOutput, WantedSteps } from './languageModel';
import { rowOf } from './matrixRows';
import { joinStates, stateOf } from './stateColumns';

/** Those of a few keys; 41 kB each at H 1 024 and V 8 192, five megabytes in all. */
const MOST_STEPS = 128;
/** Values of a state, spread over it, that its key is made of: two states that differ hardly ever agree in so many. */
const KEY_VALUES = 8;

/** A token and the state (layers, H) before it. */
interface Question {
  readonly token: number;
  readonly before: Float32Array;
}

interface Step extends Question {
  /** (layers, H), after the token. */
  readonly after: Float32Array;
  /** (V). */
  readonly logProbabilities: Float32Array;
  /** (E). */
  readonly projected: Float32Array | undefined;
}

/** The same model, for whoever wants the last steps; all steps are read as ever. */
export class StepMemory implements LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly startToken: number;
  /** By `keyOf`, the one that was not asked for longest first. */
  private readonly steps = new Map<number, Step>();

  constructor(private readonly model: LanguageModel) {
    this.vocabularySize = model.vocabularySize;
    this.hiddenSize = model.hiddenSize;
    this.layers = model.layers;
    this.startToken = model.startToken;
  }

  /** Remembers nothing from here on back: a measurement must not know of the one before. */
  forget(): void {
    this.steps.clear();
  }

  async run(tokens: ArrayLike<number>, batch: number, state: Float32Array, wanted: WantedSteps = 'all'): Promise<NetworkOutput> {
    if (wanted === 'all') return this.model.run(tokens, batch, state, wanted);
    if (tokens.length === batch) return this.runStep(Array.from(tokens), state);
    return batch === 1 ? this.runOn(Array.from(tokens), state) : this.model.run(tokens, batch, state, wanted);
  }

  /** One token in each of several sequences. */
  private async runStep(tokens: readonly number[], state: Float32Array): Promise<NetworkOutput> {
    const questions = tokens.map((token, b) => ({ token, before: stateOf(state, b, this) }));
    const known = questions.map((question) => this.recall(question));
    const missing = questions.filter((_, b) => !known[b]);
    const read = missing.length > 0 ? await this.read(missing) : [];
    const steps = known.map((step) => step ?? read.shift()!);
    return {
      logProbabilities: concatenated(steps.map((step) => step.logProbabilities)),
      state: joinStates(steps.map((step) => step.after), this),
      ...(steps.every((step) => step.projected) && { projected: concatenated(steps.map((step) => step.projected!)) }),
    };
  }

  /** Several tokens of one sequence: from the first one that is not known. */
  private runOn(tokens: readonly number[], state: Float32Array): Promise<NetworkOutput> {
    let before = state;
    let known = 0;
    for (let step; known < tokens.length - 1 && (step = this.recall({ token: tokens[known], before })); known++) before = step.after;
    const rest = tokens.slice(known);
    return rest.length === 1 ? this.runStep(rest, before) : this.model.run(rest, 1, before, 'last');
  }

  private recall({ token, before }: Question): Step | undefined {
    const key = keyOf(token, before);
    const step = this.steps.get(key);
    if (!step || step.token !== token || !isSame(step.before, before)) return undefined;
    this.steps.delete(key);
    this.steps.set(key, step);
    return step;
  }

  private async read(questions: readonly Question[]): Promise<Step[]> {
    const output = await this.model.run(questions.map(({ token }) => token), questions.length, joinStates(questions.map(({ before }) => before), this), 'last');
    return questions.map((question, b) => this.remember({
      ...question,
      after: stateOf(output.state, b, this),
      // Copies: whoever asked may write into the output.
      logProbabilities: rowOf(output.logProbabilities, b, questions.length).slice(),
      projected: output.projected && rowOf(output.projected, b, questions.length).slice(),
    }));
  }

  private remember(step: Step): Step {
    const key = keyOf(step.token, step.before);
    // Another step may have had the same key: this one is the newest.
    this.steps.delete(key);
    this.steps.set(key, step);
    if (this.steps.size > MOST_STEPS) this.steps.delete(this.steps.keys().next().value!);
    return step;
  }
}

/** A hash of the token and of some values of the state, by their bits (Fowler, Noll and Vo's way of mixing). */
function keyOf(token: number, before: Float32Array): number {
  const bits = new Int32Array(before.buffer, before.byteOffset, before.length);
  const stride = Math.max(1, Math.floor(bits.length / KEY_VALUES));
  let hash = token;
  for (let i = 0; i < bits.length; i += stride) hash = Math.imul(hash ^ bits[i], 0x01000193);
  return hash;
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A copy, which whoever gets it may change. */
function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
