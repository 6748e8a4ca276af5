import assert from 'node:assert/strict';
import { EAGERNESS, expectedKeys, worthInHurry, worthOf } from '../../../src/prediction/eagerness';

describe('eagerness', () => {
  it('asks for more from level to level, and for more still while keys come fast', () => {
    EAGERNESS.forEach((level, i) => {
      const [worth, hurried, before] = [worthOf[level], worthInHurry(level), i > 0 ? worthOf[EAGERNESS[i - 1]] : undefined];
      if (before) assert.ok(worth.leastKeys > before.leastKeys && worth.minimumProbability > before.minimumProbability, level);
      if (hurried) assert.ok(hurried.leastKeys > worth.leastKeys && hurried.minimumProbability >= worth.minimumProbability, level);
    });
    assert.equal(worthInHurry('always'), undefined);
  });
  it('counts the keys that a suggestion saves on average, one key for each way to accept it', () => {
    assert.equal(expectedKeys([]), 0);
    assert.equal(expectedKeys([{ probability: 0.5, characters: 5 }]), 2);
    // Right up to the first end only in a quarter of all cases (4 keys), up to the second in another quarter (9 keys).
    assert.equal(expectedKeys([{ probability: 0.5, characters: 5 }, { probability: 0.25, characters: 10 }]), 0.25 * 4 + 0.25 * 9);
  });
});
