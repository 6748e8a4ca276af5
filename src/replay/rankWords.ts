// How well whole next words are ranked: at the end of every word of a stretch the ten most probable next words are asked
// for, the document ending there. The first word of a line is asked for behind its indentation, for no search crosses a line
// end. White space around a candidate is of no account; words that the predictor cannot spell count as not found.
import { wordsOf } from '../prediction/words';
import type { Predictor } from './predictor';
import { TypedDocument } from './typedDocument';
import type { TypedText } from './typedText';
import type { Stretch } from './typeStretch';

const CANDIDATES = 10;

export interface Ranks {
  words: number;
  first: number;
  amongThree: number;
  reciprocalRanks: number;
}

/** No words where the predictor has no notion of next ones. */
export async function rankWords(predictor: Predictor, name: string, typed: TypedText, stretch: Stretch): Promise<Ranks> {
  const ranks: Ranks = { words: 0, first: 0, amongThree: 0, reciprocalRanks: 0 };
  if (!predictor.nextWords) return ranks;
  const document = await TypedDocument.open(predictor, { name, languageId: typed.languageId }, typed, stretch.from);
  for (const { at, word } of placesOf(typed, stretch)) {
    document.move(at);
    const candidates = await predictor.nextWords(document.position, CANDIDATES);
    const rank = 1 + candidates.findIndex((candidate) => candidate.trim() === word);
    ranks.words++;
    if (rank === 1) ranks.first++;
    if (rank >= 1 && rank <= 3) ranks.amongThree++;
    if (rank >= 1) ranks.reciprocalRanks += 1 / rank;
  }
  return ranks;
}

/** Where each next word is asked for. */
function* placesOf({ text }: TypedText, { from, to }: Stretch): Generator<{ at: number; word: string }> {
  for (let start = text.lastIndexOf('\n', from - 1) + 1; start < to; ) {
    const end = (text.indexOf('\n', start) + 1 || text.length + 1) - 1;
    const line = text.slice(start, end);
    let at = -1;
    for (const word of wordsOf(line)) {
      if (start + word.start >= from) yield { at: start + (at < 0 ? word.start : at), word: line.slice(word.start, word.end) };
      at = word.end;
    }
    start = end + 1;
  }
}
