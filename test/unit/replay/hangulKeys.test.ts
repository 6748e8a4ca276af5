import assert from 'node:assert/strict';
import { hangulKeys, isHangul } from '../../../src/replay/hangulKeys';

/** Keys of each syllable of a text. */
const keys = (text: string): number[] => [...text].map(hangulKeys);

describe('Hangul keys', () => {
  it('are one for each letter of a syllable', () => {
    assert.deepEqual(keys('가한글'), [2, 3, 3]);
  });

  it('are one with the shift key', () => {
    assert.deepEqual(keys('까빼쏘있예얘'), [2, 2, 2, 3, 2, 2]);
  });

  it('are two for double vowels', () => {
    assert.deepEqual(keys('과왜외워웨위의'), [3, 3, 3, 3, 3, 3, 3]);
    assert.deepEqual(keys('애에야여요유'), [2, 2, 2, 2, 2, 2]);
  });

  it('are two for clusters at the end', () => {
    assert.deepEqual(keys('몫앉많닭삶넓곬핥읊잃값'), [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
    assert.deepEqual(keys('밖갔'), [3, 3]);
    assert.deepEqual(keys('괅'), [5]);
  });

  it('are those of letters that stand alone', () => {
    assert.deepEqual(keys('ㅋㅠㄲㅘㅢㄳㅄ'), [1, 1, 1, 2, 2, 2, 2]);
  });

  it('belong to Hangul only', () => {
    assert.deepEqual([...'한ㅋa漢あ.1'].map(isHangul), [true, true, false, false, false, false, false]);
  });
});
