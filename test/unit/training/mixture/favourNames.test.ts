import assert from 'node:assert/strict';
import { CORRECTION_INPUTS, NAMES_AT } from '../../../../src/prediction/memory/correction';
import { NAME_PLACES, NAME_WEIGHTS_AT, nameWeightsAt, TRUST_WEIGHTS } from '../../../../src/prediction/memory/mixtureWeights';
import { favourNames } from '../../../../training/mixture/favourNames';

describe('names that are favoured', () => {
  const learned = { trust: Float64Array.from({ length: TRUST_WEIGHTS }, (_, i) => Math.sin(i)), correction: Float64Array.from({ length: CORRECTION_INPUTS }, (_, i) => Math.cos(i)) };
  const favoured = favourNames(learned);

  it('leave all other weights as they are', () => {
    assert.deepEqual(Array.from(favoured.trust).slice(0, NAME_WEIGHTS_AT), Array.from(learned.trust).slice(0, NAME_WEIGHTS_AT));
    assert.deepEqual(Array.from(favoured.correction).slice(0, NAMES_AT), Array.from(learned.correction).slice(0, NAMES_AT));
  });

  it('are trusted more than before, and alike in open files and in the workspace', () => {
    for (const place of NAME_PLACES) {
      const [open, workspace] = [nameWeightsAt('open', place), nameWeightsAt('workspace', place)];
      assert.ok(favoured.trust[open] > learned.trust[open], place);
      for (let i = 0; i < 8; i++) assert.equal(favoured.trust[workspace + i], favoured.trust[open + i], place);
    }
  });
});
