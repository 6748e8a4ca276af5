import assert from 'node:assert/strict';
import { CrashPolicy, MOST_RESTARTS } from '../../../src/client/crashPolicy';

function policyAt() {
  const clock = { ms: 0 };
  return { clock, policy: new CrashPolicy(() => clock.ms) };
}

describe('crash policy', () => {
  it('starts again at once, then with a pause, then no more', () => {
    const { policy } = policyAt();
    const delays = Array.from({ length: MOST_RESTARTS + 1 }, () => policy.crashed());
    assert.equal(delays[0], 0);
    assert.ok(delays.slice(1, MOST_RESTARTS).every((delay) => delay! > 0));
    assert.equal(delays[MOST_RESTARTS], undefined);
  });

  it('starts a server again that crashes now and then', () => {
    const { clock, policy } = policyAt();
    for (let crash = 0; crash < 20; crash++) {
      assert.equal(policy.crashed(), 0);
      clock.ms += 3 * 60_000;
    }
  });

  it('begins to count anew when the user asks', () => {
    const { policy } = policyAt();
    for (let crash = 0; crash <= MOST_RESTARTS; crash++) policy.crashed();
    policy.forget();
    assert.equal(policy.crashed(), 0);
  });
});
