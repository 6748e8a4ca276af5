import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fastExponential, logSumExp } from '../../../src/prediction/logSumExp';

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

describe('logSumExp', () => {
  it('agrees with the definition in any range', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 300 }), fc.nat(5), (values, before) => {
      const logits = Float32Array.from([...Array<number>(before).fill(99), ...values, 99]);
      const exact = Math.log(values.reduce((sum, value) => sum + Math.exp(Math.fround(value)), 0));
      assert.ok(Math.abs(logSumExp(logits, before, values.length) - exact) < 2e-7);
    }));
  });

  it('stands any size of logits', () => {
    assert.equal(logSumExp(Float32Array.of(1000, 1000)), 1000 + Math.log(2));
    assert.equal(logSumExp(Float32Array.of(-1000, -2000)), -1000);
    assert.equal(logSumExp(Float32Array.of(-Infinity, 3)), 3);
  });
});
