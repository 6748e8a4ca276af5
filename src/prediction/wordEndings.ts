// The words that a search has seen end and has not given yet.
import type { SearchNode } from './searchNode';

export interface WordEnding {
  readonly node: SearchNode;
  /** Begins with what is typed. */
  readonly text: string;
  /** log(product over its tokens * p(it ends there)). */
  readonly logProbability: number;
}

export class WordEndings {
  private readonly endings = new Map<string, WordEnding>();
  private readonly given = new Set<string>();

  get best(): WordEnding | undefined {
    let best: WordEnding | undefined;
    for (const ending of this.endings.values()) {
      if (!best || ending.logProbability > best.logProbability) best = ending;
    }
    return best;
  }

  /** Adds a way in which a word can end to the ways known so far. A word that was given stays as it was. */
  add(node: SearchNode, text: string, logProbability: number): void {
    if (this.given.has(text) || logProbability === -Infinity) return;
    const known = this.endings.get(text)?.logProbability ?? -Infinity;
    const larger = Math.max(known, logProbability);
    const sum = larger + Math.log1p(Math.exp(Math.min(known, logProbability) - larger));
    this.endings.set(text, { node, text, logProbability: sum });
  }

  give(ending: WordEnding): void {
    this.endings.delete(ending.text);
    this.given.add(ending.text);
  }
}
