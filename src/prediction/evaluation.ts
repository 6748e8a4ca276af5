// How often the first word that the search finds is the one that the text has, on a seeded sample of its words:
// top-1 with nothing of the word typed, and with its first two characters typed. By the editor's own search.
import type { Distribution } from './distribution';
import { linesOf } from './documentTokens';
import type { LanguageModel, Tokenizer } from './languageModel';
import { emptyState, readTokens } from './readTokens';
import { seededRandom, type SeededRandom } from './seededRandom';
import { typedPiece } from './typedPiece';
import type { Vocabulary } from './vocabulary';
import { wordsOf } from './words';
import { WordSearch } from './wordSearch';

/** Characters typed for the second measure; words without any more are not in its sample. */
const TYPED_CHARACTERS = 2;

export interface Top1Words {
  /** Share of words found with nothing of them typed, blanks before them apart. */
  readonly top1Word: number;
  /** Share of words of three characters or more that are found once two are typed. */
  readonly top1WordAfter2: number;
}

/** A word of a text and where the cursor stands before or in it. */
interface Place {
  readonly text: number;
  readonly line: number;
  /** Columns of the line, UTF-16 units. */
  readonly cursor: number;
  readonly end: number;
  /** Whether the word has begun left of the cursor, so that it may be finished there. */
  readonly isBegun: boolean;
}

/**
 * Measures on `samples` words for each figure, or on all if there are fewer; 0 where there are none.
 * @param texts with LF line ends; each is read from an empty state.
 */
export async function measureTop1Words(
  model: LanguageModel,
  tokenizer: Tokenizer,
  vocabulary: Vocabulary,
  texts: readonly string[],
  { samples, seed }: { readonly samples: number; readonly seed: number },
): Promise<Top1Words> {
  const [whole, begun] = samplePlaces(texts, samples, seededRandom(seed));
  const found = new Map<readonly Place[], number>([[whole, 0], [begun, 0]]);
  const all = [whole, begun].flatMap((sample) => sample.map((place) => ({ place, sample })));
  all.sort((a, b) => a.place.text - b.place.text || a.place.line - b.place.line || a.place.cursor - b.place.cursor);
  let reader: TextReader | undefined;
  let text = -1;
  for (const { place, sample } of all) {
    if (!reader || place.text !== text) {
      text = place.text;
      reader = new TextReader(model, tokenizer, linesOf(texts[text]));
    }
    if (await isFound(model, tokenizer, vocabulary, reader, place)) found.set(sample, found.get(sample)! + 1);
  }
  const share = (sample: readonly Place[]) => (sample.length === 0 ? 0 : found.get(sample)! / sample.length);
  return { top1Word: share(whole), top1WordAfter2: share(begun) };
}

async function isFound(model: LanguageModel, tokenizer: Tokenizer, vocabulary: Vocabulary, reader: TextReader, place: Place): Promise<boolean> {
  const line = reader.lines[place.line];
  const { start, typed } = typedPiece(line.slice(0, place.cursor));
  const distribution = await reader.read(place.line, start);
  const options = { distribution, typed, beyond: !place.isBegun };
  const word = await new WordSearch(model, tokenizer, vocabulary, options).next();
  return word?.text === line.slice(start, place.end);
}

/** Two samples: words before which the cursor stands, and words of which two characters are typed. */
function samplePlaces(texts: readonly string[], samples: number, random: SeededRandom): [Place[], Place[]] {
  const whole = new Reservoir<Place>(samples, random);
  const begun = new Reservoir<Place>(samples, random);
  texts.forEach((content, text) =>
    linesOf(content).forEach((characters, line) => {
      for (const { start, end } of wordsOf(characters)) {
        whole.offer({ text, line, cursor: start, end, isBegun: false });
        const typed = [...characters.slice(start, end)].slice(0, TYPED_CHARACTERS).join('').length;
        if (start + typed < end) begun.offer({ text, line, cursor: start + typed, end, isBegun: true });
      }
    }),
  );
  return [whole.kept, begun.kept];
}

/** A sample of a stream of unknown length, each part of it equally likely (Vitter 1985, algorithm R). */
class Reservoir<Item> {
  readonly kept: Item[] = [];
  private offered = 0;

  constructor(
    private readonly size: number,
    private readonly random: SeededRandom,
  ) {}

  offer(item: Item): void {
    this.offered++;
    if (this.kept.length < this.size) this.kept.push(item);
    else {
      const place = Math.floor(this.random() * this.offered);
      if (place < this.size) this.kept[place] = item;
    }
  }
}

/** Reads a text forwards, to places that come in order: each token once. */
class TextReader {
  private line = 0;
  private column = 0;
  /** After everything before `line` and `column`; undefined before the start token was read. */
  private here: Distribution | undefined;

  constructor(
    private readonly model: LanguageModel,
    private readonly tokenizer: Tokenizer,
    readonly lines: readonly string[],
  ) {}

  /** The network's view before a column at which tokens part, whatever stands right of it. */
  async read(line: number, column: number): Promise<Distribution> {
    const tokens = [...this.tokensTo(line, column)];
    this.line = line;
    this.column = column;
    if (!this.here || tokens.length > 0) this.here = await readTokens(this.model, this.here?.state ?? emptyState(this.model), tokens);
    return this.here;
  }

  /** Tokens from here on. */
  private *tokensTo(line: number, column: number): Generator<number> {
    const { tokenizer, lines } = this;
    if (!this.here) yield tokenizer.startToken;
    let from = this.column;
    for (let passed = this.line; passed < line; passed++, from = 0) {
      yield* tokenizer.encodeLine(lines[passed].slice(from));
      yield tokenizer.lineEndToken;
    }
    yield* tokenizer.encodeLine(lines[line].slice(from, column));
  }
}
