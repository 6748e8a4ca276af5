// What a word search has not read yet: tokens behind nodes, the most probable first. A node's many tokens come in
// portions, each waiting behind the best of its own, so that hopeless ones are never looked at.
import { BestFirstQueue } from './bestFirstQueue';
import { boundOf, type SearchNode } from './searchNode';
import { bestTokens } from './tokenRows';

/** Branches of a node that enter the queue together. */
const PORTION = 8;

/** One token behind a node. */
export interface Branch {
  /** Log-probability of the spelling with this token: nothing behind it has more. */
  readonly bound: number;
  readonly node: SearchNode;
  readonly token: number;
}

/** The branches of a node from `token` on, in descending order. */
interface Portion extends Branch {
  readonly tokens: Uint32Array;
}

export class SearchFrontier {
  private readonly queue = new BestFirstQueue<Branch | Portion>();

  /** Largest bound of all branches; -Infinity if there are none. */
  get bound(): number {
    return this.queue.bound;
  }

  /** Adds some tokens behind a node. */
  add(node: SearchNode, tokens: Uint32Array, after?: number): void {
    bestTokens(node.row, tokens, PORTION + 1, after).forEach((token, i) => {
      const branch = { bound: boundOf(node, token), node, token };
      this.queue.push(i < PORTION ? branch : { ...branch, tokens });
    });
  }

  /** Takes the best branch if its bound exceeds `least`. */
  take(least: number): Branch | undefined {
    while (this.queue.bound > least) {
      const top = this.queue.pop()!;
      if (!('tokens' in top)) return top;
      this.queue.push({ bound: top.bound, node: top.node, token: top.token });
      this.add(top.node, top.tokens, top.token);
    }
    return undefined;
  }
}

/** Branches that spell a part of what is typed. There are few: one per byte of it at most, behind each node. */
export class TypedBranches {
  /** The most probable first. */
  private branches: Branch[] = [];

  /** Largest bound; -Infinity if there are none. */
  get bound(): number {
    return this.branches.length === 0 ? -Infinity : this.branches[0].bound;
  }

  /** Probability of all of them together. */
  get mass(): number {
    return this.branches.reduce((sum, { bound }) => sum + Math.exp(bound), 0);
  }

  add(node: SearchNode, tokens: readonly number[]): void {
    const added = tokens.map((token) => ({ bound: boundOf(node, token), node, token }));
    this.branches = [...this.branches, ...added].sort((a, b) => b.bound - a.bound);
  }

  take(): Branch | undefined {
    return this.branches.shift();
  }
}
