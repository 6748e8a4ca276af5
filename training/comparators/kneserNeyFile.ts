// The counts of an n-gram model as bytes, small but plain: what its "bytes on disk" means here. All numbers are of
// variable length, 7 bits per byte, the lowest first:
//   order; then per level the n-grams G, and per n-gram its token (single tokens come in their order and are left out; what
//   continues one context is sorted, so each is less the one before), its count, and how many n-grams of the next level continue it
import type { Level } from './ngramCounts';

export function encodeLevels(levels: readonly Level[]): Uint8Array {
  const out = new NumberWriter();
  out.write(levels.length);
  levels.forEach(({ tokens, counts, firstNext }, i) => {
    out.write(tokens.length);
    const isFirst = i === 0 ? undefined : firstOfContexts(levels[i - 1].firstNext, tokens.length);
    for (let g = 0; g < tokens.length; g++) {
      if (isFirst) out.write(isFirst[g] ? tokens[g] : tokens[g] - tokens[g - 1]);
      out.write(counts[g]);
      if (firstNext.length > 0) out.write(firstNext[g + 1] - firstNext[g]);
    }
  });
  return out.bytes();
}

/** (G) 1 where the continuations of a context begin. */
function firstOfContexts(firstNext: Uint32Array, ngrams: number): Uint8Array {
  const isFirst = new Uint8Array(ngrams);
  for (const first of firstNext) if (first < ngrams) isFirst[first] = 1;
  return isFirst;
}

/** A buffer that doubles when it is full. */
class NumberWriter {
  private buffer = new Uint8Array(1 << 16);
  private used = 0;

  write(value: number): void {
    if (this.used + 5 > this.buffer.length) this.grow();
    for (; value > 0x7f; value >>>= 7) this.buffer[this.used++] = (value & 0x7f) | 0x80;
    this.buffer[this.used++] = value;
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.used);
  }

  private grow(): void {
    const larger = new Uint8Array(2 * this.buffer.length);
    larger.set(this.buffer);
    this.buffer = larger;
  }
}
