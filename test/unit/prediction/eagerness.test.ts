import assert from 'node:assert/strict';
import { EAGERNESS, expectedKeys, leastProbability, worthNow, worthOf } from '../../../src/prediction/eagerness';

describe('eagerness', () => {
  it('asks for more from level to level, and for more still while keys come fast or suggestions were typed over', () => {
    EAGERNESS.forEach((level, i) => {
      const worth = worthNow(level, { inHurry: false, isTired: false });
      assert.deepEqual(worth, worthOf[level]);
      const before = i > 0 ? worthOf[EAGERNESS[i - 1]] : undefined;
      if (before) assert.ok(worth.leastKeys > before.leastKeys && worth.minimumProbability.every((least, place) => least > before.minimumProbability[place]), level);
      for (const typing of [{ inHurry: true, isTired: false }, { inHurry: false, isTired: true }]) {
        const more = worthNow(level, typing);
        if (level === 'always') assert.equal(more, worth);
        else assert.ok(more.leastKeys > worth.leastKeys || more.minimumProbability.every((least, place) => least > worth.minimumProbability[place]), level);
        assert.ok(more.minimumProbability.every((least, place) => least >= worth.minimumProbability[place]), level);
        const most = worthNow(level, { inHurry: true, isTired: true });
        assert.ok(most.leastKeys >= more.leastKeys && most.minimumProbability.every((least, place) => least >= more.minimumProbability[place]), level);
      }
    });
  });
  it('asks for less the more of a word is typed', () => {
    const worth = { minimumProbability: [0.4, 0.3, 0.1], leastKeys: 1 } as const;
    const least: [before: string, inserted: string, expected: number][] = [
      ['', 'hello', 0.4], ['say ', 'hello', 0.4], ['say h', 'ello', 0.3], ['say he', 'llo', 0.3], ['say hel', 'lo', 0.1], ['say hel', ' world', 0.4], ['foo.', 'bar', 0.4], ['foo', '(bar)', 0.4],
      ['확', '인합니다', 0.3], ['확인', '합니다', 0.1], ['日本', '語', 0.4],
    ];
    for (const [before, inserted, expected] of least) assert.equal(leastProbability(worth, before, inserted), expected, `${before}[${inserted}]`);
  });
  it('counts the keys that a suggestion saves on average, one key for each way to accept it', () => {
    assert.equal(expectedKeys([]), 0);
    assert.equal(expectedKeys([{ probability: 0.5, characters: 5 }]), 2);
    // Right up to the first end only in a quarter of all cases (4 keys), up to the second in another quarter (9 keys).
    assert.equal(expectedKeys([{ probability: 0.5, characters: 5 }, { probability: 0.25, characters: 10 }]), 0.25 * 4 + 0.25 * 9);
  });
});
