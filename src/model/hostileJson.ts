// Reads JSON that somebody else may have written: every field is taken by name, with its type and its limits, into a new
// value. What is missing or wrong is a sentence that names the field.
import { UserError } from './userError';

/** Parses text that must be one JSON object. @param file path for the sentence. */
export function parseObject(text: string, file: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError('{0} is no JSON file: {1}', file, (error as Error).message);
  }
  if (!isObject(value)) throw new UserError('{0} is no JSON object.', file);
  return new Fields(value, file, '');
}

/** The fields of one object. */
export class Fields {
  /** @param path of this object inside the file: empty, or such as `network.`. */
  constructor(
    private readonly values: object,
    private readonly file: string,
    private readonly path: string,
  ) {}

  has(name: string): boolean {
    return Object.hasOwn(this.values, name);
  }

  /** One line of 1 to `most` UTF-16 units. */
  text(name: string, most: number): string {
    const value = this.value(name);
    // Control characters would break the lines in which these texts are shown.
    if (typeof value !== 'string' || value.length === 0 || value.length > most || /\p{Cc}/u.test(value)) return this.refuse(name);
    return value;
  }

  /** SHA-256 in lower-case hexadecimal. */
  hash(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : this.refuse(name);
  }

  /** A time of ISO 8601. */
  date(name: string): string {
    const value = this.text(name, 40);
    return /^\d{4}-\d\d-\d\dT/.test(value) && Number.isFinite(Date.parse(value)) ? value : this.refuse(name);
  }

  /** One of a few values. */
  choice<Value extends string | boolean>(name: string, values: readonly Value[]): Value {
    const found = values.find((value) => value === this.value(name));
    return found === undefined ? this.refuse(name) : found;
  }

  integer(name: string, least: number, most: number): number {
    const value = this.value(name);
    if (!Number.isSafeInteger(value)) return this.refuse(name);
    const integer = value as number;
    if (integer < least || integer > most) throw new UserError('{0}: {1} is {2}, not {3} to {4}.', this.file, this.path + name, integer, least, most);
    return integer;
  }

  /** A finite number of zero or more. */
  amount(name: string): number {
    const value = this.value(name);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : this.refuse(name);
  }

  object(name: string): Fields {
    const value = this.value(name);
    return isObject(value) ? new Fields(value, this.file, `${this.path}${name}.`) : this.refuse(name);
  }

  /** An array of `most` values at most. */
  array(name: string, most: number): readonly unknown[] {
    const value = this.value(name);
    return Array.isArray(value) && value.length <= most ? value : this.refuse(name);
  }

  /** An array of objects. */
  objects(name: string, most: number): Fields[] {
    return this.array(name, most).map((value, i) => (isObject(value) ? new Fields(value, this.file, `${this.path}${name}[${i}].`) : this.refuse(`${name}[${i}]`)));
  }

  /** The fields by name, of any type. */
  entries(): [string, unknown][] {
    return Object.entries(this.values);
  }

  /** The value as it stands in the file; undefined if missing. */
  value(name: string): unknown {
    return this.has(name) ? (this.values as Record<string, unknown>)[name] : undefined;
  }

  /** @throws UserError always. */
  refuse(name: string): never {
    throw new UserError('{0}: {1} is missing or not valid.', this.file, this.path + name);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
