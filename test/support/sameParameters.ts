// Weights that may differ by the rounding of the scales that they are stored with (17 bits).
import assert from 'node:assert/strict';
import type { Parameters } from '../../training/graph/network';

/** @throws AssertionError where a number of one differs from the other's by more than 3e-5 of it. */
export function assertSameParameters(actual: Parameters, expected: Parameters): void {
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const [name, values] of Object.entries(actual)) {
    assert.equal(values.length, expected[name].length, name);
    const differing = values.findIndex((value, i) => !(Math.abs(value - expected[name][i]) <= 3e-5 * Math.abs(expected[name][i])));
    assert.equal(differing, -1, `${name}[${differing}] is ${values[differing]}, not ${expected[name][differing]}`);
  }
}
