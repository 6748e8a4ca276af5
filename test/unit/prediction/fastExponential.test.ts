import assert from 'node:assert/strict';
import { fastExponential } from '../../../src/prediction/fastExponential';

describe('the fast exponential', () => {
  it('is within a relative 1e-7 of the true one', () => {
    for (let x = 0; x > -32; x -= 0.00137) assert.ok(Math.abs(fastExponential(x) / Math.exp(x) - 1) < 1e-7, `at ${x}`);
  });

  it('is one at zero and zero far below', () => {
    assert.equal(fastExponential(0), 1);
    assert.equal(fastExponential(-32), 0);
    assert.equal(fastExponential(-1e30), 0);
    assert.equal(fastExponential(-Infinity), 0);
  });
});
