// Names are favoured beyond their likelihood. The weights are learned on all tokens, where a rare name is one of many things
// that may come; but a name that is suggested saves far more keys than the common word that is suggested in its place, and
// after some letters few names fit. The constants were set by hand, on an example and on small runs of `npm run bench:open-names`;
// they are not learned.
import { NAMES_AT } from '../../src/prediction/memory/correction';
import {
  MEMORY_PARTS, NAME_EVIDENCE_SIZE, NAME_PLACES, nameWeightsAt, type MixtureWeights, type NamePlace,
} from '../../src/prediction/memory/mixtureWeights';

/** Added to the logit of the trust, by place. */
const MORE_TRUST: Readonly<Record<NamePlace, number>> = { spaced: 1.5, bare: 1.5, first: 1, second: 2, later: 2 };
/** Added besides where only one name fits, and the place of that input (see `nameEvidence`). */
const ONLY_ONE = 1;
const ONLY_ONE_AT = 4;
/** Added to the log-probability of tokens that names go on with, before all are divided by their sum. */
const MORE_LOG_PROBABILITY = 2;
/** Inputs of each part's names in the second look. */
const NAME_INPUTS = 2;

/**
 * Returns weights that favour names. Names of the workspace get the weights of those in open files: how many names there are
 * says enough of where they stand, and opening a file must not change how much its names are trusted.
 */
export function favourNames({ trust, correction }: MixtureWeights): MixtureWeights {
  const [favoured, corrected] = [Float64Array.from(trust), Float64Array.from(correction)];
  for (const place of NAME_PLACES) {
    const [open, workspace] = [nameWeightsAt('open', place), nameWeightsAt('workspace', place)];
    favoured.copyWithin(workspace, open, open + NAME_EVIDENCE_SIZE);
    for (const part of MEMORY_PARTS) {
      const at = nameWeightsAt(part, place);
      favoured[at] += MORE_TRUST[place];
      if (place !== 'spaced' && place !== 'bare') favoured[at + ONLY_ONE_AT] += ONLY_ONE;
    }
  }
  const inputsOf = (part: number) => NAMES_AT + part * NAME_INPUTS;
  const [open, workspace] = [inputsOf(MEMORY_PARTS.indexOf('open')), inputsOf(MEMORY_PARTS.indexOf('workspace'))];
  corrected.copyWithin(workspace, open, open + NAME_INPUTS);
  MEMORY_PARTS.forEach((_, part) => (corrected[inputsOf(part)] += MORE_LOG_PROBABILITY));
  return { trust: favoured, correction: corrected };
}
