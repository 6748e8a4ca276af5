// A binary heap of search entries: the one with the largest bound comes first, of equals the one that came in first.

export interface Bounded {
  /** Upper bound of the log-probability of everything that this entry can lead to. */
  readonly bound: number;
}

export class BestFirstQueue<Entry extends Bounded> {
  private readonly heap: { readonly entry: Entry; readonly order: number }[] = [];
  private added = 0;

  /** The largest bound, or -Infinity when nothing is left. */
  get bound(): number {
    return this.heap.length === 0 ? -Infinity : this.heap[0].entry.bound;
  }

  push(entry: Entry): void {
    let place = this.heap.push({ entry, order: this.added++ }) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.comesBefore(place, parent)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  pop(): Entry | undefined {
    if (this.heap.length === 0) return undefined;
    this.swap(0, this.heap.length - 1);
    const top = this.heap.pop();
    for (let place = 0; ; ) {
      let first = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < this.heap.length && this.comesBefore(child, first)) first = child;
      }
      if (first === place) return top?.entry;
      this.swap(place, first);
      place = first;
    }
  }

  private comesBefore(a: number, b: number): boolean {
    const difference = this.heap[a].entry.bound - this.heap[b].entry.bound;
    return difference > 0 || (difference === 0 && this.heap[a].order < this.heap[b].order);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
  }
}
