import assert from 'node:assert/strict';
import { joinStates, stateOf } from '../../../src/prediction/stateColumns';

describe('states side by side', () => {
  const sizes = { layers: 2, hiddenSize: 3 };
  const states = [0, 1, 2].map((b) => Float32Array.from({ length: 6 }, (_, i) => 10 * b + i));

  it('stand layer by layer', () => {
    assert.deepEqual([...joinStates(states, sizes)], [0, 1, 2, 10, 11, 12, 20, 21, 22, 3, 4, 5, 13, 14, 15, 23, 24, 25]);
  });

  it('are taken apart as they were', () => {
    const joined = joinStates(states, sizes);
    states.forEach((state, b) => assert.deepEqual(stateOf(joined, b, sizes), state));
  });
});
