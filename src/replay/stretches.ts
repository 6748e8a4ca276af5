// Which parts of the texts are typed: whole texts, or a seeded sample of stretches of some lines, each language as many
// words of them as there are for it.
import { seededRandom } from '../prediction/seededRandom';
import { wordsOf } from '../prediction/words';
import type { TypedText } from './typedText';
import type { Stretch } from './typeStretch';

/** Enough that a stretch is more than the lines that its beginning knows nothing of. */
const WORDS_PER_STRETCH = 60;

export interface NamedTypedText {
  readonly name: string;
  readonly typed: TypedText;
}

export interface ChosenStretch extends Stretch {
  /** Number of its text. */
  readonly text: number;
  readonly words: number;
}

/** Every text from its beginning to its end. */
export function wholeTexts(texts: readonly NamedTypedText[]): ChosenStretch[] {
  return texts.map(({ typed }, text) => ({ text, from: typed.entry(0), to: typed.text.length, words: stretchesOf(typed, text).reduce((sum, { words }) => sum + words, 0) }));
}

/** About `words` words, in equal parts of all languages as far as they have so many, in the order of the texts. */
export function sampledStretches(texts: readonly NamedTypedText[], words: number, seed: number): ChosenStretch[] {
  const byLanguage = new Map<string, ChosenStretch[]>();
  texts.forEach(({ typed }, text) => byLanguage.set(typed.languageId, [...(byLanguage.get(typed.languageId) ?? []), ...stretchesOf(typed, text)]));
  const random = seededRandom(seed);
  const chosen = [...byLanguage.values()].flatMap((stretches) => {
    const drawn = stretches.map((stretch) => ({ stretch, place: random() })).sort((a, b) => a.place - b.place).map(({ stretch }) => stretch);
    return upTo(drawn, words / byLanguage.size);
  });
  return chosen.sort((a, b) => a.text - b.text || a.from - b.from);
}

function upTo(stretches: readonly ChosenStretch[], words: number): ChosenStretch[] {
  let sum = 0;
  return stretches.filter((stretch) => sum < words && (sum += stretch.words));
}

/** A text cut into stretches of whole lines, the first and the last of each with words. */
function stretchesOf(typed: TypedText, text: number): ChosenStretch[] {
  const stretches: ChosenStretch[] = [];
  const { lineStarts } = typed;
  let open: { from: number; to: number; words: number } | undefined;
  lineStarts.forEach((start, line) => {
    const to = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : typed.text.length;
    const words = wordsOf(typed.text.slice(start, to)).length;
    if (words > 0) open = { from: open?.from ?? typed.entry(start), to, words: (open?.words ?? 0) + words };
    if (open && (open.words >= WORDS_PER_STRETCH || line === lineStarts.length - 1)) {
      stretches.push({ text, ...open });
      open = undefined;
    }
  });
  return stretches;
}
