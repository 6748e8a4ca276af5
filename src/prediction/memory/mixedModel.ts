// The network with its memory as one language model: what searches words need not know of the mixture. Its hidden state is
// the network's and, in further rows of the same array, the last tokens.
import type { Distribution } from '../distribution';
import type { LanguageModel, NetworkOutput, WantedSteps } from '../languageModel';
import type { DocumentKnowledge } from './documentMemory';
import { knownOf, type MemoryView } from './known';
import { mixInto } from './mixture';
import type { Lexicons, NameLevel, Names } from './nameLevels';
import { LONGEST_CONTEXT } from './tokenIndex';

export class MixedModel implements LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly startToken: number;
  readonly layers: number;

  private readonly lexicons: Lexicons | undefined;

  /** @param names looks up the names of the view; without it there are counts only. */
  constructor(
    private readonly network: LanguageModel,
    private readonly view: MemoryView,
    private readonly names?: Names,
  ) {
    this.lexicons = names?.of(view);
    this.vocabularySize = network.vocabularySize;
    this.hiddenSize = network.hiddenSize;
    this.startToken = network.startToken;
    this.layers = network.layers + Math.ceil(LONGEST_CONTEXT / network.hiddenSize);
  }

  /**
   * Where a search begins. Only here the neural cache is asked, and which names may begin: within a word its tokens say what follows.
   * @param history tokens that the network has read, the newest last.
   */
  begin({ state, logProbabilities, projected }: Distribution, { history, recall }: Pick<DocumentKnowledge, 'history' | 'recall'>): Distribution {
    const joined = new Float32Array(this.layers * this.hiddenSize);
    joined.set(state);
    const recent = history.slice(-LONGEST_CONTEXT);
    writeHistory(recent, joined, this.network.layers, 1, 0, this.hiddenSize);
    const mixed = logProbabilities.slice();
    mixInto(mixed, knownOf(this.view, recent, { names: this.namesAt(recent, true), recalled: projected && recall(projected) }));
    return { state: joined, logProbabilities: mixed };
  }

  async run(tokens: ArrayLike<number>, batch: number, state: Float32Array, wanted: WantedSteps = 'all'): Promise<NetworkOutput> {
    const { network, hiddenSize: H, vocabularySize: V } = this;
    const own = network.layers * batch * H;
    const output = await network.run(tokens, batch, state.subarray(0, own), wanted);
    const missing = tokens.length - output.logProbabilities.length / V; // rows of earlier steps
    const joined = new Float32Array(this.layers * batch * H);
    joined.set(output.state);
    for (let b = 0; b < batch; b++) {
      let history = readHistory(state, network.layers, batch, b, H);
      for (let row = b; row < tokens.length; row += batch) {
        history = [...history, tokens[row]].slice(-LONGEST_CONTEXT);
        if (row >= missing) mixInto(output.logProbabilities.subarray((row - missing) * V, (row - missing + 1) * V), knownOf(this.view, history, { names: this.namesAt(history, false) }));
      }
      writeHistory(history, joined, network.layers, batch, b, H);
    }
    return { logProbabilities: output.logProbabilities, state: joined };
  }

  private namesAt(history: readonly number[], atBeginning: boolean): readonly NameLevel[] {
    return this.names && this.lexicons ? this.names.levels(this.lexicons, history, atBeginning) : [];
  }
}

/** Writes the tokens of one sequence, the newest first and each plus one, behind the network's layers of a state (layers, B, H). */
function writeHistory(history: readonly number[], state: Float32Array, layers: number, batch: number, sequence: number, hidden: number): void {
  for (let i = 0; i < history.length; i++) state[placeOf(i, layers, batch, sequence, hidden)] = history[history.length - 1 - i] + 1;
}

/** The tokens of one sequence, the newest last; zero ends them. */
function readHistory(state: Float32Array, layers: number, batch: number, sequence: number, hidden: number): number[] {
  const history: number[] = [];
  for (let i = 0; i < LONGEST_CONTEXT; i++) {
    const value = state[placeOf(i, layers, batch, sequence, hidden)];
    if (value === 0) break;
    history.unshift(value - 1);
  }
  return history;
}

function placeOf(i: number, layers: number, batch: number, sequence: number, hidden: number): number {
  return ((layers + Math.floor(i / hidden)) * batch + sequence) * hidden + (i % hidden);
}
