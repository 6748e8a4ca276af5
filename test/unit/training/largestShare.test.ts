import assert from 'node:assert/strict';
import type { Verdict } from '../../../training/messages';
import { largestShare, MOST_ATTEMPTS, SHARES } from '../../../training/largestShare';

/** What a share would be found to be: too small ones gain too little, too large ones forget. */
function judged(share: number, gainsFrom: number, forgetsAbove: number): Verdict {
  const finding = share < gainsFrom ? 'notBetter' : share > forgetsAbove ? 'forgot' : 'better';
  return { accepted: finding === 'better', finding, heldOut: { before: 2, after: share >= gainsFrom ? 1.9 : 2 }, rehearsal: {}, trainedFiles: 1 };
}

async function search(gainsFrom: number, forgetsAbove: number) {
  const tried: number[] = [];
  const found = await largestShare(async (share) => {
    tried.push(share);
    return { share, verdict: judged(share, gainsFrom, forgetsAbove) };
  });
  assert.ok(tried.length <= MOST_ATTEMPTS, `${tried}`);
  assert.equal(new Set(tried).size, tried.length);
  return { ...found, tried };
}

describe('the largest share of what was learned', () => {
  it('is the largest that is accepted, wherever that lies', async () => {
    for (const forgetsAbove of SHARES) {
      for (const gainsFrom of SHARES.filter((share) => share <= forgetsAbove)) {
        const { share, verdict } = await search(gainsFrom, forgetsAbove);
        assert.ok(verdict.accepted);
        assert.equal(share, forgetsAbove);
      }
    }
  });
  it('says why there is none: all of them forget, or none has gained', async () => {
    const forgetful = await search(0, 0.1);
    assert.deepEqual([forgetful.verdict.accepted, forgetful.share], [false, SHARES[0]]);
    const dull = await search(2, 3);
    assert.deepEqual([dull.verdict.accepted, dull.share], [false, 1]);
  });
});
