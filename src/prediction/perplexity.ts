// The measure itself, and its largest value. Above it the figure says nothing but "not at all expected"; bits per word go on.

/** Largest perplexity that is given as a number. A larger one is given as this and shown as "more than". */
export const LARGEST_PERPLEXITY = 1e12;

/** exp(nats / count), at most `LARGEST_PERPLEXITY`: a finite number for every text. */
export function perplexity(nats: number, count: number): number {
  return Math.min(Math.exp(nats / count), LARGEST_PERPLEXITY);
}

/** A perplexity as the command line and tables print it: a fixed number of digits, or "> 1e12". */
export function perplexityText(value: number, digits: number): string {
  return value >= LARGEST_PERPLEXITY ? `> ${LARGEST_PERPLEXITY.toExponential().replace('+', '')}` : value.toFixed(digits);
}
