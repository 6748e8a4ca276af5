// What is counted of suggestions, by day and by language. Numbers only: no text, no name of a file. Pure.

export interface Counts {
  /** Suggestions that were handed to the editor; one that is typed along counts once. */
  readonly shown: number;
  /** Of these, how many were accepted whole or in part. */
  readonly accepted: number;
  /** Keys of acceptance: one for each time that text was inserted. */
  readonly acceptances: number;
  /** Unicode code points that were inserted by acceptance. */
  readonly characters: number;
}

export const NO_COUNTS: Counts = { shown: 0, accepted: 0, acceptances: 0, characters: 0 };

export interface DayCounts extends Counts {
  /** `2026-01-31`, in the time of the place. */
  readonly day: string;
  /** The editor's language identifier. */
  readonly language: string;
}

export interface Statistics {
  /** By day, rising, then by language; each pair of both once. */
  readonly days: readonly DayCounts[];
  /** Gaps between keys, as `keyGaps` sorts them into bins. */
  readonly gaps: readonly number[];
}

export const NO_STATISTICS: Statistics = { days: [], gaps: [] };

/** Days that are kept: two years. */
export const KEPT_DAYS = 731;
/** Pairs of day and language that are kept, the newest: two years of sixty languages a day. */
export const MOST_ENTRIES = 45_000;

/** The day of a moment, in the time of the place. */
export function dayOf(date: Date): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(date.getFullYear(), 4)}-${digits(date.getMonth() + 1, 2)}-${digits(date.getDate(), 2)}`;
}

/** Days since 1970-01-01: the same difference between two days that follow each other, also where clocks are changed. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** Keys that acceptance saved: a character counts as one key, and every acceptance costs one. */
export function keysSaved({ characters, acceptances }: Counts): number {
  return characters - acceptances;
}

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    shown: one.shown + other.shown,
    accepted: one.accepted + other.accepted,
    acceptances: one.acceptances + other.acceptances,
    characters: one.characters + other.characters,
  };
}

/** Both together. */
export function addStatistics(one: Statistics, other: Statistics): Statistics {
  const days = new Map<string, DayCounts>();
  for (const entry of [...one.days, ...other.days]) {
    const key = `${entry.day} ${entry.language}`;
    days.set(key, { day: entry.day, language: entry.language, ...addCounts(days.get(key) ?? NO_COUNTS, entry) });
  }
  const bins = Math.max(one.gaps.length, other.gaps.length);
  return {
    days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    gaps: Array.from({ length: bins }, (_, bin) => (one.gaps[bin] ?? 0) + (other.gaps[bin] ?? 0)),
  };
}

/** Without what is older than two years. @param today as `dayOf` has it. */
export function bounded({ days, gaps }: Statistics, today: string): Statistics {
  const first = dayNumber(today) - KEPT_DAYS;
  return { days: days.filter(({ day }) => dayNumber(day) > first).slice(-MOST_ENTRIES), gaps };
}
