import assert from 'node:assert/strict';
import { ANSWER_WITHIN_MS, ASK_EVERY_MS, Watchdog } from '../../../src/client/watchdog';
import { TestClock } from '../../support/testClock';

function watch(answer: () => Promise<unknown>) {
  const clock = new TestClock();
  const counts = { asked: 0, hung: 0 };
  const ask = () => {
    counts.asked++;
    return answer();
  };
  return { clock, counts, watchdog: new Watchdog(ask, () => counts.hung++, clock) };
}

const never = () => new Promise<unknown>(() => undefined);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('watchdog', () => {
  it('holds no timer while nothing happens', async () => {
    const { clock, counts, watchdog } = watch(() => Promise.resolve(null));
    assert.equal(clock.pending, 0);
    watchdog.activity();
    await settled();
    assert.deepEqual([clock.pending, counts.asked], [0, 1]);
  });

  it('asks once per interval, however much is typed', async () => {
    const { clock, counts, watchdog } = watch(() => Promise.resolve(null));
    for (let key = 0; key < 100; key++) {
      watchdog.activity();
      await settled();
      clock.leap(ASK_EVERY_MS / 50);
    }
    assert.deepEqual(counts, { asked: 2, hung: 0 });
  });

  it('finds a server that does not answer', () => {
    const { clock, counts, watchdog } = watch(never);
    watchdog.activity();
    clock.leap(ANSWER_WITHIN_MS - 1);
    assert.equal(counts.hung, 0);
    clock.leap(1);
    assert.deepEqual(counts, { asked: 1, hung: 1 });
    assert.equal(clock.pending, 0);
  });

  it('takes a failure for an answer: who ended is not hung', async () => {
    const { clock, counts, watchdog } = watch(() => Promise.reject(new Error('connection closed')));
    watchdog.activity();
    await settled();
    clock.leap(ANSWER_WITHIN_MS);
    assert.equal(counts.hung, 0);
  });

  it('gives a server time that slept with the machine, once', () => {
    const { clock, counts, watchdog } = watch(never);
    watchdog.activity();
    clock.leap(8 * ANSWER_WITHIN_MS);
    assert.equal(counts.hung, 0);
    clock.leap(8 * ANSWER_WITHIN_MS);
    assert.equal(counts.hung, 1);
  });

  it('does not take an old answer for that of the next server', async () => {
    const answers: ((value: unknown) => void)[] = [];
    const { clock, counts, watchdog } = watch(() => new Promise((resolve) => answers.push(resolve)));
    watchdog.activity();
    watchdog.forget();
    clock.leap(ASK_EVERY_MS);
    watchdog.activity();
    answers[0](null);
    await settled();
    clock.leap(ANSWER_WITHIN_MS);
    assert.deepEqual(counts, { asked: 2, hung: 1 });
  });
});
