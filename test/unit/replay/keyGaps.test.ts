import assert from 'node:assert/strict';
import { gapMs } from '../../../src/replay/keyGaps';

const gaps = Array.from({ length: 20_000 }, (_, at) => gapMs(7, 3, at));

describe('gaps between keys', () => {
  it('are the same for the same seed, text and place, and others for others', () => {
    assert.equal(gapMs(7, 3, 11), gaps[11]);
    for (const other of [gapMs(8, 3, 11), gapMs(7, 4, 11), gapMs(7, 3, 12)]) assert.notEqual(other, gaps[11]);
    assert.equal(new Set(gaps).size, gaps.length);
  });

  it('are log-normal with a median of 180 ms and sigma 0.5', () => {
    const logs = gaps.map((gap) => Math.log(gap / 180));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
    // Four standard errors of 20 000 values.
    assert.ok(Math.abs(mean) < 0.015, `${mean}`);
    assert.ok(Math.abs(deviation - 0.5) < 0.01, `${deviation}`);
    const below = gaps.filter((gap) => gap < 180 * Math.exp(0.5)).length / gaps.length;
    assert.ok(Math.abs(below - 0.8413) < 0.011, `${below}`);
  });
});
