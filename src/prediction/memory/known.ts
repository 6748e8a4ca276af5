// What the memory knows of what may follow, at one moment and behind one history: the counts of every part, by the length of
// the context, and what the neural cache recalled.
import { gatherFollowers, type Followers, type FollowerSource } from './followers';
import { MEMORY_PARTS, type MemoryPart } from './mixtureWeights';
import type { NameLevel } from './nameLevels';
import type { Recalled } from './neuralCache';

/** What the memory knows at one moment: the sources of each part. It does not change; a change makes another. */
export type MemoryView = Readonly<Record<MemoryPart, readonly FollowerSource[]>>;

/** What one part knows of one context. */
export interface Level extends Followers {
  readonly part: MemoryPart;
}

/** All that is known of what may follow a history. */
export interface Known {
  /** Long contexts before short ones, of one length the nearest part first. */
  readonly levels: readonly Level[];
  /** Names that fit the word at hand, the nearest part first. */
  readonly names: readonly NameLevel[];
  /** By the neural cache, if it was asked. */
  readonly recalled: Recalled | undefined;
  /** Whether a token stands anywhere in the document. */
  readonly isInDocument: (token: number) => boolean;
}

/** What is known beside the counts. */
export interface KnownBesides {
  readonly names?: readonly NameLevel[];
  readonly recalled?: Recalled | undefined;
}

/** @param history tokens, the newest last. */
export function knownOf(view: MemoryView, history: readonly number[], { names = [], recalled }: KnownBesides = {}): Known {
  const levels = MEMORY_PARTS.flatMap((part) => gatherFollowers(view[part], history).map((followers) => ({ part, ...followers })));
  // Stable: of one order the parts stay as they are, the nearest first.
  levels.sort((a, b) => b.order - a.order);
  return { levels, names, recalled, isInDocument: (token) => view.document.some((source) => source.holds(token)) };
}
