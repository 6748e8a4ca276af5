// The stand-in for a secret and the replacing of spans by it.

/** Stand-in for everything that is secret: visibly no secret, and useless as one. */
export const SECRET = '<secret>';

/** A part of a text, from `begin` to before `end`, in UTF-16 units. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Finds the secrets of one kind in a text: spans in order that do not overlap. */
export type Finder = (text: string) => readonly Span[];

/** The text with the stand-in in place of every span. Spans are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const { begin, end } of spans) {
    masked += text.slice(done, begin) + SECRET;
    done = end;
  }
  return masked + text.slice(done);
}

/** Spans of a group in all matches of a global regular expression with the `d` flag; the first group that matched counts. */
export function spansOf(text: string, pattern: RegExp, isSecret: (value: string) => boolean = () => true): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const indices = found.indices!.slice(1).find((group) => group !== undefined);
    if (indices && isSecret(text.slice(indices[0], indices[1]))) spans.push({ begin: indices[0], end: indices[1] });
  }
  return spans;
}

/** Spans in order; those that overlap become one. */
export function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.begin - b.begin)) {
    const last = merged.at(-1);
    if (last && span.begin < last.end) merged[merged.length - 1] = { begin: last.begin, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
