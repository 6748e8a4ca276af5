// What is counted while a text is typed, and the figures made of it. Definitions: ARCHITECTURE.md, "Replay".

/** Sums; those of several stretches add up. */
export interface Counts {
  /** Code points that were typed or accepted. */
  characters: number;
  /** Keys without prediction, with it, and with it where only what is seen between two keys counts. */
  keys: number;
  keysWith: number;
  keysWithTimed: number;
  /** Suggestions, and those of which something was accepted. */
  shown: number;
  accepted: number;
  acceptedCharacters: number;
  /** Next words that were asked for; found first, among three; sum of 1 / rank within ten. */
  words: number;
  first: number;
  amongThree: number;
  reciprocalRanks: number;
  /** From the change to the answer, milliseconds, of every request of the timed pass, and its CPU time. */
  latenciesMs: number[];
  cpuMs: number;
}

export interface Figures {
  readonly characters: number;
  /** Without prediction. */
  readonly keystrokes: number;
  readonly keystrokeSavings: number;
  readonly keystrokeSavingsTimed: number;
  readonly shown: number;
  readonly accepted: number;
  readonly acceptanceRate: number;
  readonly completedShare: number;
  /** Of whole words; null where the predictor has no notion of next words. */
  readonly top1: number | null;
  readonly top3: number | null;
  readonly mrr10: number | null;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly cpuSecondsPer1000Keystrokes: number;
}

export function noCounts(): Counts {
  return {
    characters: 0, keys: 0, keysWith: 0, keysWithTimed: 0, shown: 0, accepted: 0, acceptedCharacters: 0,
    words: 0, first: 0, amongThree: 0, reciprocalRanks: 0, latenciesMs: [], cpuMs: 0,
  };
}

/** Adds counts to others. */
export function addCounts(sum: Counts, { latenciesMs, ...numbers }: Counts): void {
  for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) sum[name] += numbers[name];
  for (const latency of latenciesMs) sum.latenciesMs.push(latency);
}

export function figuresOf(counts: Counts): Figures {
  const latencies = Float64Array.from(counts.latenciesMs).sort();
  const ofWords = (found: number) => (counts.words === 0 ? null : found / counts.words);
  return {
    characters: counts.characters,
    keystrokes: counts.keys,
    keystrokeSavings: ratio(counts.keys - counts.keysWith, counts.keys),
    keystrokeSavingsTimed: ratio(counts.keys - counts.keysWithTimed, counts.keys),
    shown: counts.shown,
    accepted: counts.accepted,
    acceptanceRate: ratio(counts.accepted, counts.shown),
    completedShare: ratio(counts.acceptedCharacters, counts.characters),
    top1: ofWords(counts.first),
    top3: ofWords(counts.amongThree),
    mrr10: ofWords(counts.reciprocalRanks),
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    cpuSecondsPer1000Keystrokes: ratio(counts.cpuMs, counts.keysWithTimed),
  };
}

/** 0 where there is nothing to divide by. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.floor(sorted.length * share)];
}
