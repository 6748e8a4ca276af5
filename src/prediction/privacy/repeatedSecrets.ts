// A secret that a text tells with its name is masked wherever the text repeats it, also where nothing else gives it away.

/** Values that are looked for again; more of them are left where they are. */
const MOST_VALUES = 200;
const SHORTEST_VALUE = 6;
const LONGEST_VALUE = 256;
const SIGNS = /[.*+?^${}()|[\]\\/-]/g;

/** Collects the secrets of one text. */
export class RepeatedSecrets {
  private readonly values = new Set<string>();

  /** Adds a secret, unless it is a word that the text may use for something else. */
  add(value: string): void {
    const isOwn = /\d/.test(value) && /[^\d\s]/.test(value) && !/\s/.test(value);
    if (isOwn && value.length >= SHORTEST_VALUE && value.length <= LONGEST_VALUE && this.values.size < MOST_VALUES) this.values.add(value);
  }

  /** The text with stand-ins for what was collected. */
  mask(text: string, secret: string): string {
    const values = [...this.values].filter((value) => text.includes(value)).sort((a, b) => b.length - a.length);
    if (values.length === 0) return text;
    return text.replace(new RegExp(values.map((value) => value.replace(SIGNS, '\\$&')).join('|'), 'g'), secret);
  }
}
