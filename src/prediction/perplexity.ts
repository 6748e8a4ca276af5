// The measure itself.

/** exp(nats / count). A word of thousands of letters may have more than numbers hold, and JSON knows no infinity: the largest then. */
export function perplexity(nats: number, count: number): number {
  return Math.min(Math.exp(nats / count), Number.MAX_VALUE);
}
