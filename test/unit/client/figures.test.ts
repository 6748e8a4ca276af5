import assert from 'node:assert/strict';
import { Figures } from '../../../src/client/figures';
import { figures, translate } from './english';

describe('figures', () => {
  it('have three digits where they are measured', () => {
    assert.deepEqual([1, 4.2345, 23.456, 1234.5, 9.99e4, 1.234e6, Infinity].map((value) => figures.measure(value)), ['1', '4.23', '23.5', '1,230', '99,900', '1.23M', '∞']);
  });

  it('give a perplexity a few characters, however large it is', () => {
    assert.deepEqual([4.2345, 99_900, 9.99e6].map((value) => figures.perplexity(value)), ['4.23', '99,900', '9.99M']);
    for (const value of [1.1e7, 1e12, Number.MAX_VALUE, Infinity]) assert.equal(figures.perplexity(value), '> 10M');
    assert.equal(figures.perplexity(10_001, 10_000), '> 10,000');
    assert.equal(new Figures('ko', translate).perplexity(1e12), '> 1000만');
  });

  it('count, and name sizes and times', () => {
    assert.equal(figures.count(12345.6), '12,346');
    assert.equal(figures.percent(0.426), '43%');
    assert.deepEqual([0.4261, 0.0042, 1, 2e-5, 1e-9, 0].map((value) => figures.probability(value)), ['43%', '0.42%', '100%', '0.002%', '< 0.001%', '< 0.001%']);
    assert.deepEqual([0, 1, 20_000, 1_234_567].map((bytes) => figures.size(bytes)), ['0 kB', '1 kB', '20 kB', '1.23 MB']);
    assert.deepEqual([-1, 9.6, 60, 80.4, 3600].map((seconds) => figures.duration(seconds)), ['0 s', '10 s', '1 min', '1 min 20 s', '60 min']);
    assert.deepEqual([7199, 7200, 360_060].map((seconds) => figures.duration(seconds)), ['119 min 59 s', '2 h 0 min', '100 h 1 min']);
    assert.equal(figures.day(20_454), 'Jan 1, 2026');
  });

  it('follow the language of the editor, and English where it is unknown', () => {
    assert.equal(new Figures('de', translate).measure(4.2345), '4,23');
    assert.equal(new Figures('ko', translate).measure(1.234e6), '123만');
    assert.equal(new Figures('not a language', translate).measure(4.2345), '4.23');
  });
});
