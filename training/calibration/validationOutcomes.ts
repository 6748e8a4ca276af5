// Outcomes on validation text of one kind, as if it were typed: alone, and in a workspace whose other files were learned.
import { documentTokens } from '../../src/prediction/documentTokens';
import { IndexedSource } from '../../src/prediction/memory/followers';
import { UNCALIBRATED, type Calibration } from '../../src/prediction/memory/calibration';
import { TokenIndex } from '../../src/prediction/memory/tokenIndex';
import type { ValidationTexts } from '../mixture/validationTexts';
import { outcomesAt, type Opened } from './outcomes';
import { samplePlaces } from './places';

/** Beginnings of many files: what is right in one depends on what was right above it. */
const SAMPLE = { texts: 160, units: 4_000, seed: 1 };

/** By what is known beside the network. */
export async function validationOutcomes(opened: Opened, { workspace, typed }: ValidationTexts, places: number, calibration: Calibration = UNCALIBRATED) {
  const { tokenizer } = opened;
  const sample = samplePlaces(typed, { ...SAMPLE, places });
  const tokens = Uint16Array.from(workspace.flatMap(({ text }) => [...documentTokens(tokenizer, text)]));
  const learned = new IndexedSource(TokenIndex.of(tokens, tokenizer.startToken));
  return new Map([
    ['document', await outcomesAt(opened, sample, { open: [], workspace: [] }, calibration)],
    ['and workspace', await outcomesAt(opened, sample, { open: [], workspace: [learned] }, calibration)],
  ]);
}
