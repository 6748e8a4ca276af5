// What a training loop reads, and in which order: documents cut into pieces, shuffled into queues, handed out as windows,
// and the candidates of each window. One generator of random numbers decides about all of it.
import { seededRandom, type SeededRandom } from '../src/prediction/seededRandom';
import { CandidateSampler } from './candidates';
import type { TrainableNetwork } from './graph/trainableNetwork';
import { countTargets, DocumentQueue, Minibatches, type QueueState, type StreamState, type Window } from './minibatches';
import { cutDocuments } from './pieces';
import type { TokenDocuments } from './tokenDocuments';

/** Texts as tokens, each document from its start token on. */
export interface TrainingDocuments {
  readonly train: TokenDocuments;
  readonly validation: TokenDocuments;
  /** Read beside the others so that what they taught is not forgotten. */
  readonly rehearsal?: TokenDocuments;
  /** Long documents are cut behind a line, if this is given. */
  readonly lineEndToken?: number;
}

/** The part of a recipe that says how to read; `Recipe` explains it. */
export interface ReadingRecipe {
  readonly batch: number;
  readonly windowSteps: number;
  readonly candidates: number;
  readonly seed: number;
  readonly rehearsalShare: number;
}

/** Where a reading stands. */
export interface ReadingState {
  /** Of the random numbers for shuffling and for candidates. */
  readonly randomState: number;
  /** Of the documents, and of the rehearsal where there is one. */
  readonly queues: readonly QueueState[];
  readonly streams: readonly StreamState[];
}

/** Tokens of one piece of a long document, so that no stream reads one book for a whole run. */
export const LONGEST_PIECE = 4096;

export class Reading {
  readonly sampler: CandidateSampler;
  private readonly minibatches: Minibatches;
  private readonly queues: readonly DocumentQueue[];
  /** Of all that is left to chance. */
  readonly random: SeededRandom;
  private readonly documents: number;

  constructor(network: Pick<TrainableNetwork, 'vocabulary' | 'contextTokens'>, documents: TrainingDocuments, recipe: ReadingRecipe) {
    this.random = seededRandom(recipe.seed);
    const cut = (whole: TokenDocuments) => cutDocuments(whole, LONGEST_PIECE, documents.lineEndToken);
    const train = cut(documents.train);
    const rehearsal = cut(documents.rehearsal ?? []);
    this.documents = train.length;
    const rehearsed = countTargets(rehearsal, network.vocabulary);
    const counts = countTargets(train, network.vocabulary).map((count, token) => count + rehearsed[token]);
    this.sampler = new CandidateSampler(counts, recipe.candidates, recipe.batch * recipe.windowSteps, this.random);
    this.queues = [train, ...(rehearsal.length ? [rehearsal] : [])].map((part) => new DocumentQueue(part, this.random));
    this.minibatches = new Minibatches(streams(this.queues, recipe), recipe.windowSteps, network.contextTokens);
  }

  nextWindow(): Window {
    return this.minibatches.nextWindow();
  }

  /** Passes over the training documents. */
  epochs(): number {
    return this.queues[0].taken / this.documents;
  }

  state(): ReadingState {
    return { randomState: this.random.state, queues: this.queues.map((queue) => queue.state()), streams: this.minibatches.state() };
  }

  restore({ randomState, queues, streams }: ReadingState): void {
    // A queue that the state does not have is refused like one of other documents.
    this.queues.forEach((queue, q) => queue.restore(queues[q] ?? { order: new Uint32Array(), next: 0, taken: 0 }));
    this.minibatches.restore(streams);
    this.random.state = randomState;
  }
}

/** One queue per stream: the last ones rehearse. */
function streams([queue, rehearsal]: readonly DocumentQueue[], { batch, rehearsalShare }: ReadingRecipe): DocumentQueue[] {
  const rehearsing = rehearsal ? Math.max(1, Math.round(batch * rehearsalShare)) : 0;
  return Array.from({ length: batch }, (_, b) => (b < batch - rehearsing ? queue : rehearsal));
}
