// What the editor would suggest at places of texts, and whether the text goes on so: with the same mixture of network and
// memory, the same search, and the text before the place as it is typed, nothing behind it.
import { ANY_CHARACTER, classesThatEnd, classOfCharacter, classOfLastCharacter } from '../../src/prediction/characterClass';
import { DocumentTrack } from '../../src/prediction/documentTrack';
import { worthOf } from '../../src/prediction/eagerness';
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';
import type { Position } from '../../src/prediction/lineText';
import type { Calibration } from '../../src/prediction/memory/calibration';
import { MixedModel } from '../../src/prediction/memory/mixedModel';
import { Names } from '../../src/prediction/memory/nameLevels';
import { suggest, type Suggestion } from '../../src/prediction/suggestions';
import { createVocabulary } from '../../src/prediction/vocabulary';
import type { Surroundings } from '../mixture/typedPlaces';
import type { TextPlaces } from './places';

/** One suggestion. */
export interface Outcome {
  /** Of its first word, as the suggestion says. */
  readonly probability: number;
  /** Whether the text has this word next, and it ends there. */
  readonly isRight: boolean;
}

/** What a model package is asked for. */
export interface Opened {
  readonly model: LanguageModel;
  readonly tokenizer: Tokenizer;
}

/** All that is not quite improbable, of which the first word is asked. */
const LIMITS = { worth: worthOf.always, maximumWords: 1, candidates: 1 };

/** Read in one go, up to the place: as the editor does between two keys. */
const SLICE_TOKENS = 512;

/** One for each place at which something is suggested. */
export async function outcomesAt({ model, tokenizer }: Opened, places: readonly TextPlaces[], surroundings: Surroundings, calibration: Calibration): Promise<Outcome[]> {
  const vocabulary = createVocabulary(tokenizer);
  const names = new Names(tokenizer);
  const outcomes: Outcome[] = [];
  for (const { text, offsets } of places) {
    const track = new DocumentTrack(model, tokenizer, '');
    let end: Position = { line: 0, character: 0 };
    let typedUpTo = 0;
    for (const offset of offsets) {
      track.applyEdit({ start: end, end }, text.slice(typedUpTo, offset));
      end = behind(end, text.slice(typedUpTo, offset));
      typedUpTo = offset;
      while (await track.advance(SLICE_TOKENS));
      // Nobody edits meanwhile.
      const { distribution, knowledge, typed } = (await track.distributionAt(end.line, end.character))!;
      const mixed = new MixedModel(model, { document: knowledge.sources, open: surroundings.open, workspace: surroundings.workspace }, names);
      const root = mixed.begin(distribution, knowledge);
      const { suggestions } = await suggest(mixed, tokenizer, vocabulary, { distribution: root, typed, textAfterCursor: '', limits: LIMITS, explicit: false, calibration });
      for (const suggestion of suggestions) outcomes.push({ probability: suggestion.probability, isRight: isRight(suggestion, text, offset) });
    }
  }
  return outcomes;
}

function behind({ line, character }: Position, text: string): Position {
  const lines = text.split('\n');
  return { line: line + lines.length - 1, character: lines.at(-1)!.length + (lines.length === 1 ? character : 0) };
}

/** Whether a text has the first word of a suggestion at a place, and no longer one. */
export function isRight({ text: suggested, replace, firstEnd }: Pick<Suggestion, 'text' | 'replace' | 'firstEnd'>, text: string, offset: number): boolean {
  const word = suggested.slice(0, firstEnd);
  const start = offset - replace;
  if (!text.startsWith(word, start)) return false;
  const next = text.codePointAt(start + word.length);
  const nextClass = next === undefined ? ANY_CHARACTER : classOfCharacter(String.fromCodePoint(next));
  return (nextClass & classesThatEnd(classOfLastCharacter(word))) !== 0;
}
