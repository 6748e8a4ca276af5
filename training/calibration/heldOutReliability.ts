// How far the probabilities of a new model's suggestions can be trusted, on the files that judge it: some hundred places, which
// take some seconds.
import type { NamedText } from '../../src/model/evaluate';
import { learnedCalibration } from '../../src/prediction/memory/calibration';
import { IndexedSource } from '../../src/prediction/memory/followers';
import type { TokenIndex } from '../../src/prediction/memory/tokenIndex';
import type { Reliability } from '../../src/report/reportData';
import { outcomesAt, type Opened } from './outcomes';
import { samplePlaces } from './places';
import { reliabilityOf } from './reliability';

/** About 20 000 tokens are read and 400 words searched: 3 to 5 seconds on two quiet cores. */
const SAMPLE = { places: 400, texts: 16, units: 4_000 };

/**
 * @param remembered what was learned from, as the editor remembers it beside the model.
 * @returns undefined if nothing was suggested at any of the places.
 */
export async function heldOutReliability(opened: Opened, texts: readonly NamedText[], remembered: TokenIndex, seed: number): Promise<Reliability | undefined> {
  const places = samplePlaces(texts, { ...SAMPLE, seed });
  return reliabilityOf(await outcomesAt(opened, places, { open: [], workspace: [new IndexedSource(remembered)] }, learnedCalibration));
}
