// Fields of messages that another program sent: each reader takes any JSON value and returns one of the right type, or
// throws `MalformedMessage` where no value would be right.

export type Fields = Readonly<Record<string, unknown>>;

/** A message that cannot be understood. The text is for the log, and for the error that answers a request. */
export class MalformedMessage extends Error {}

/** Largest `uinteger` of LSP: beyond every line and column of a document. */
const LARGEST_COORDINATE = 2 ** 31 - 1;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value if it is an object, else an empty one. */
export function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Returns the value if it is a string, else `fallback`. */
export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** @param name for the log. @throws MalformedMessage if the value is not a string. */
export function requiredText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new MalformedMessage(`${name} is not a string.`);
  return value;
}

/** @param name for the log. @throws MalformedMessage if the value is not a boolean. */
export function requiredFlag(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new MalformedMessage(`${name} is not true or false.`);
  return value;
}

/** Returns the object itself, or nothing of it where the value is missing or of another type. */
export function optional<Name extends string, Value>(name: Name, value: unknown, isRight: (value: unknown) => value is Value): { [K in Name]?: Value } {
  return isRight(value) ? ({ [name]: value } as { [K in Name]: Value }) : {};
}

/** Returns the objects of a list; a single object counts as a list of one, everything else as an empty one. */
export function records(value: unknown): Fields[] {
  if (isRecord(value)) return [value];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Line or column from anything: a whole number from 0 on. What is not a number, or negative, counts as 0. */
export function coordinate(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(LARGEST_COORDINATE, Math.floor(value));
}

/** Zero-based line and UTF-16 column, possibly outside the document. */
export interface SentPosition {
  readonly line: number;
  readonly character: number;
}

export function position(value: unknown): SentPosition {
  const { line, character } = record(value);
  return { line: coordinate(line), character: coordinate(character) };
}

/** A range with both ends; a missing start is the document's, a missing end is the start. */
export function range(value: Fields): { start: SentPosition; end: SentPosition } {
  const start = position(value.start);
  return { start, end: isRecord(value.end) ? position(value.end) : start };
}
