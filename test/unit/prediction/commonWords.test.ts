import assert from 'node:assert/strict';
import { BloomFilter } from '../../../src/prediction/commonWords';

describe('Bloom filter', () => {
  const words = Array.from({ length: 5_000 }, (_, i) => `word${i * 7919}`);
  const others = Array.from({ length: 5_000 }, (_, i) => `other${i * 7919}`);

  it('has every word that it was made of, and about one in a hundred others', () => {
    const filter = BloomFilter.of(words, 0.01);
    assert.ok(words.every((word) => filter.has(word)));
    const wrong = others.filter((word) => filter.has(word)).length;
    assert.ok(wrong > 0 && wrong < 100, `${wrong} of ${others.length}`);
  });
  it('is the same after it was written and read', () => {
    const filter = BloomFilter.of(words, 0.01);
    const read = BloomFilter.read(filter.write());
    assert.ok([...words, ...others].every((word) => read.has(word) === filter.has(word)));
    assert.deepEqual(read.write(), filter.write());
  });
});
