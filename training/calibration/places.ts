// Places of texts at which suggestions are held against how the text goes on: where a word begins, and behind its first one
// or two letters. A seeded sample, spread over many texts and bounded, so that a run knows what it takes.
import type { NamedText } from '../../src/model/evaluate';
import { CharacterClass, classOfCharacter } from '../../src/prediction/characterClass';
import { linesOf } from '../../src/prediction/documentTokens';
import { seededRandom, type SeededRandom } from '../../src/prediction/seededRandom';
import { wordsOf } from '../../src/prediction/words';
import { shuffle } from '../minibatches';

export interface PlaceOptions {
  /** Places in all, texts that they are in, and UTF-16 units of each text that are looked at, at most. */
  readonly places: number;
  readonly texts: number;
  readonly units: number;
  readonly seed: number;
}

export interface TextPlaces {
  readonly text: string;
  /** UTF-16 units from the beginning of the text, rising. */
  readonly offsets: readonly number[];
}

const MOST_LETTERS = 2;

/** The same for the same texts and seed. */
export function samplePlaces(texts: readonly NamedText[], { places, texts: most, units, seed }: PlaceOptions): TextPlaces[] {
  const random = seededRandom(seed);
  const chosen = shuffled(texts.filter(({ text }) => /\S/.test(text)), random).slice(0, most);
  const candidates = chosen.flatMap(({ text }, i) => placesOf(text.slice(0, units)).map((offset) => ({ i, offset })));
  const taken = shuffled(candidates, random).slice(0, places);
  return chosen.map(({ text }, i) => ({ text, offsets: taken.filter((place) => place.i === i).map(({ offset }) => offset).sort((a, b) => a - b) }));
}

function placesOf(text: string): number[] {
  const offsets: number[] = [];
  let start = 0;
  for (const line of linesOf(text)) {
    for (const word of wordsOf(line)) if (isNamed(line, word.start)) offsets.push(...lettersOf(line.slice(word.start, word.end)).map((letters) => start + word.start + letters));
    start += line.length + 1;
  }
  return offsets;
}

function isNamed(line: string, column: number): boolean {
  const kind = classOfCharacter(String.fromCodePoint(line.codePointAt(column)!));
  return kind === CharacterClass.Word || kind === CharacterClass.Spaceless;
}

/** UTF-16 units of none, one, ... of a word's first characters, less than the word. */
function lettersOf(word: string): number[] {
  const characters = [...word].slice(0, -1);
  return Array.from({ length: Math.min(MOST_LETTERS, characters.length) + 1 }, (_, count) => characters.slice(0, count).join('').length);
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const copy = [...items];
  shuffle(copy, random);
  return copy;
}
