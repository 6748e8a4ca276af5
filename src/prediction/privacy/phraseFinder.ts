// Finds many fixed phrases in one pass over a text: a trie over folded characters. Case and accents do not count, and a blank,
// a dash and an underscore are one character. Time grows with the text and the longest phrase, not with the number of phrases.

/** Characters whose Unicode decomposition has no base letter. */
const FOLDED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', '’': "'", '-': ' ', _: ' ', '\u00a0': ' ' };
/** Scripts whose letters are folded: Latin, Greek and Cyrillic. Syllables of other scripts would fall apart. */
const FOLDED_SCRIPTS = /[\u0041-\u052f\u1e00-\u1fff]/;
/** Symbols of a trie fit in a byte; 0 stands for every character that no phrase has. */
const MOST_SYMBOLS = 255;

/** Classes of characters, by UTF-16 unit: small letters and digits of Latin and its like, capitals of these, all others. */
const INSIDE = 1;
const CAPITAL = 2;
const CLASSES = Uint8Array.from({ length: 2 ** 16 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(unit: string): number {
  if (!FOLDED_SCRIPTS.test(unit) && !/[0-9]/.test(unit)) return 0;
  return /\p{Lu}/u.test(unit) ? CAPITAL : /[\p{L}\p{N}]/u.test(unit) ? INSIDE : 0;
}

/** A phrase at its place in a text. */
export type PhraseVisitor<T> = (begin: number, end: number, value: T) => void;

export class PhraseFinder<T> {
  /** By UTF-16 unit. */
  private readonly symbols = new Uint8Array(2 ** 16);
  private symbolCount = 1;
  /** Row after row, one of `width` entries for each node: the next node by symbol, 0 if there is none. */
  private readonly next: Uint16Array;
  private readonly width: number;
  private readonly values: (T[] | undefined)[] = [undefined];

  /** Phrases may be the same but for case, accents and blanks. @throws Error if the phrases have more different characters or beginnings than the tables take. */
  constructor(phrases: Iterable<readonly [phrase: string, value: T]>) {
    const all = [...phrases].map(([phrase, value]) => ({ units: Array.from({ length: phrase.length }, (_, i) => folded(phrase[i])), value }));
    for (const { units } of all) for (const unit of units) this.addSymbol(unit);
    this.foldSymbols();
    this.width = this.symbolCount;
    const rows: number[][] = [new Array<number>(this.width).fill(0)];
    for (const { units, value } of all) this.addPhrase(rows, units, value);
    if (rows.length > 2 ** 16) throw new Error('There are too many phrases.');
    this.next = Uint16Array.from(rows.flat());
  }

  /**
   * Calls `visit` for every phrase at every place, shorter ones first.
   * @param atStarts leaves out places inside a word: behind a letter or digit, but for a capital behind a small letter.
   */
  visit(text: string, visit: PhraseVisitor<T>, atStarts = false): void {
    const { symbols, next, width, values } = this;
    let before = 0;
    for (let begin = 0; begin < text.length; begin++) {
      const code = text.charCodeAt(begin);
      if (atStarts) {
        const isInside = before !== 0 && CLASSES[code] !== 0 && (before === CAPITAL || CLASSES[code] === INSIDE);
        before = CLASSES[code];
        if (isInside) continue;
      }
      let node = next[symbols[code]];
      for (let end = begin + 1; node !== 0; end++) {
        const found = values[node];
        if (found !== undefined) for (const value of found) visit(begin, end, value);
        if (end === text.length) break;
        node = next[node * width + symbols[text.charCodeAt(end)]];
      }
    }
  }

  private addSymbol(unit: string): void {
    const code = unit.charCodeAt(0);
    if (this.symbols[code] !== 0) return;
    if (this.symbolCount > MOST_SYMBOLS) throw new Error('The phrases have too many characters.');
    this.symbols[code] = this.symbolCount++;
  }

  /** Gives every character the symbol of the one that it is folded to. */
  private foldSymbols(): void {
    for (let code = 0; code < this.symbols.length; code++) {
      if (this.symbols[code] === 0) this.symbols[code] = this.symbols[folded(String.fromCharCode(code)).charCodeAt(0)];
    }
  }

  private addPhrase(rows: number[][], units: readonly string[], value: T): void {
    let node = 0;
    for (const unit of units) {
      const symbol = this.symbols[unit.charCodeAt(0)];
      if (rows[node][symbol] === 0) rows[node][symbol] = rows.push(new Array<number>(this.width).fill(0)) - 1;
      node = rows[node][symbol];
    }
    (this.values[node] ??= []).push(value);
  }
}

/** The character that one of a phrase or of a text counts as. */
function folded(unit: string): string {
  const special = FOLDED[unit] ?? FOLDED[unit.toLowerCase()];
  if (special) return special;
  return FOLDED_SCRIPTS.test(unit) ? (unit.normalize('NFD')[0] ?? unit).toLowerCase()[0] : unit;
}
