// Types texts and counts: each stretch once with everything that is right accepted, once with only what is seen, and once
// word by word for the ranks of next words. Every pass opens the document anew, so that none knows of another.
import { UserError } from '../model/userError';
import { codePoints } from '../prediction/tokenBytes';
import { addCounts, figuresOf, noCounts, type Counts, type Figures } from './counts';
import { gapMs } from './keyGaps';
import type { Predictor } from './predictor';
import { rankWords } from './rankWords';
import { sampledStretches, wholeTexts, type ChosenStretch, type NamedTypedText } from './stretches';
import { TypedText } from './typedText';
import { processMeter, typeStretch, type ListEntry, type Meter, type Pace } from './typeStretch';

export interface ReplayedText {
  readonly name: string;
  /** The editor's language identifier. */
  readonly languageId: string;
  /** With LF line ends. */
  readonly text: string;
}

export interface ReplayOptions {
  /** About so many words are typed; all without it. */
  readonly words?: number;
  readonly seed: number;
  /** Of the editor's own list, where it is open all the time. */
  readonly listEntry?: (languageId: string) => ListEntry | undefined;
  readonly onProgress?: (fraction: number) => void;
  readonly meter?: Meter;
}

export interface ReplayFigures {
  readonly all: Figures;
  /** By language identifier. */
  readonly languages: Readonly<Record<string, Figures>>;
}

/** @throws UserError if there is no word to type. */
export async function replay(predictor: Predictor, texts: readonly ReplayedText[], options: ReplayOptions): Promise<ReplayFigures> {
  const typedTexts = texts.map(({ name, languageId, text }) => ({ name, typed: new TypedText(text, languageId) }));
  const stretches = options.words === undefined ? wholeTexts(typedTexts) : sampledStretches(typedTexts, options.words, options.seed);
  const all = noCounts();
  const languages = new Map<string, Counts>();
  const total = stretches.reduce((sum, { words }) => sum + words, 0);
  if (total === 0) throw new UserError('There is no word to measure: the text is nothing but white space.');
  let done = 0;
  for (const stretch of stretches) {
    const counts = await replayStretch(predictor, typedTexts[stretch.text], stretch, options);
    const { languageId } = typedTexts[stretch.text].typed;
    const language = languages.get(languageId) ?? noCounts();
    for (const sum of [all, language]) addCounts(sum, counts);
    languages.set(languageId, language);
    options.onProgress?.((done += stretch.words) / total);
  }
  return { all: figuresOf(all), languages: Object.fromEntries(Array.from(languages, ([language, counts]) => [language, figuresOf(counts)])) };
}

async function replayStretch(predictor: Predictor, { name, typed }: NamedTypedText, stretch: ChosenStretch, { seed, listEntry, meter = processMeter }: ReplayOptions): Promise<Counts> {
  const pace = (isTimed: boolean): Pace => ({ isTimed, gapMs: (at) => gapMs(seed, stretch.text, at) });
  const list = listEntry?.(typed.languageId);
  const untimed = await typeStretch(predictor, name, typed, stretch, pace(false), list, meter);
  const timed = await typeStretch(predictor, name, typed, stretch, pace(true), list, meter);
  const { keys: keysWith, shown, accepted, acceptedCharacters } = untimed;
  const { keys: keysWithTimed, latenciesMs, cpuMs } = timed;
  return {
    characters: codePoints(typed.text.slice(stretch.from, stretch.to)),
    keys: typed.keysBetween(stretch.from, stretch.to),
    keysWith, keysWithTimed, shown, accepted, acceptedCharacters, latenciesMs, cpuMs,
    ...(await rankWords(predictor, name, typed, stretch)),
  };
}
