// Documents as they are typed, token by token: what the network says, what the memory knows, and what came. This is what the
// mixture is learned from and measured on.
import type { LanguageModel } from '../../src/prediction/languageModel';
import { rowOf } from '../../src/prediction/matrixRows';
import { IndexedSource, ScannedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { knownOf, type Known } from '../../src/prediction/memory/known';
import type { Names } from '../../src/prediction/memory/nameLevels';
import { NeuralCache } from '../../src/prediction/memory/neuralCache';
import { LONGEST_CONTEXT, TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { TrackedLine } from '../../src/prediction/trackedLine';

/** Tokens that are looked through one by one before they go to the index: a page of text. */
const SCANNED_TOKENS = 64;
/** Tokens of one run of the network. */
const RUN_TOKENS = 64;

/** What is known beside the document itself. */
export interface Surroundings {
  readonly open: readonly FollowerSource[];
  readonly workspace: readonly FollowerSource[];
  /** Looks up names; without it there are counts only. */
  readonly names?: Names;
}

/** One token. */
export interface TypedPlace {
  /** (V) the network's log-probabilities; to be read at once, and not to be changed. */
  readonly row: Float32Array;
  /** Of the document only what stands before the token. The neural cache is asked everywhere, and so are names that may begin: which tokens begin a word nobody knows yet. */
  readonly known: Known;
  /** The token that came. */
  readonly target: number;
}

/** Calls `visit` for every token of a document but the first, in order. @param document tokens, the start token first. */
export async function visitTyped(model: LanguageModel, document: Uint16Array, surroundings: Surroundings, visit: (place: TypedPlace) => void): Promise<void> {
  const V = model.vocabularySize;
  const cache = new NeuralCache();
  const typed = new TypedSources(document, model.startToken);
  const { open, workspace, names } = surroundings;
  let state: Float32Array = new Float32Array(model.layers * model.hiddenSize);
  for (let from = 0; from < document.length - 1; from += RUN_TOKENS) {
    const read = document.subarray(from, Math.min(from + RUN_TOKENS, document.length - 1));
    const output = await model.run(read, 1, state);
    state = output.state;
    for (let i = 0; i < read.length; i++) {
      const place = from + i + 1;
      const target = document[place];
      const view = output.projected && rowOf(output.projected, i, read.length);
      const { sources, history } = typed.before(place);
      const memory = { document: sources, open, workspace };
      const fitting = names?.levels(names.of(memory), history, true) ?? [];
      visit({ row: output.logProbabilities.subarray(i * V, (i + 1) * V), known: knownOf(memory, history, { names: fitting, recalled: view && cache.recall(view) }), target });
      // One entry each: which line it stands in makes no difference here.
      if (view) cache.record(new TrackedLine(''), { offset: 0, target }, view);
    }
  }
}

/** What a document knows of itself while it is typed: an index that is made anew for every page, and the page at hand. */
class TypedSources {
  private indexed = 0;
  private index: readonly FollowerSource[] = [];

  constructor(private readonly document: Uint16Array, private readonly startToken: number) {}

  /** Places come in ascending order. */
  before(place: number): { sources: readonly FollowerSource[]; history: readonly number[] } {
    if (place - this.indexed >= SCANNED_TOKENS) {
      this.indexed = place;
      this.index = [new IndexedSource(TokenIndex.of(this.document.slice(0, place), this.startToken))];
    }
    const from = Math.max(0, this.indexed - LONGEST_CONTEXT);
    const page = [...this.document.subarray(from, place)];
    return { sources: [...this.index, new ScannedSource(page, Math.max(1, this.indexed - from))], history: page.slice(-LONGEST_CONTEXT) };
  }
}
