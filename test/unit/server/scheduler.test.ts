import assert from 'node:assert/strict';
import { readingDueMs, Scheduler } from '../../../src/server/scheduler';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
const unexpected = (error: unknown) => assert.fail(String(error));

/** A promise that a test settles. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('scheduler', () => {
  it('reads on until nothing is left', async () => {
    let left = 5;
    const finished = gate();
    const scheduler = new Scheduler(async () => {
      left--;
      if (left === 0) finished.open();
      return left > 0 ? 0 : Infinity;
    }, unexpected);
    scheduler.wake();
    await finished.opened;
    await tick();
    await tick();
    assert.equal(left, 0);
  });

  it('runs requests one after the other, in their order', async () => {
    const scheduler = new Scheduler(async () => Infinity, unexpected);
    const seen: string[] = [];
    const first = gate();
    const request = (name: string, wait?: Promise<void>) =>
      scheduler.request(async () => {
        seen.push(`${name} begins`);
        await wait;
        seen.push(`${name} ends`);
      });
    const all = [request('a', first.opened), request('b')];
    await tick();
    first.open();
    await Promise.all(all);
    assert.deepEqual(seen, ['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('starts no slice while a request runs or waits', async () => {
    let slices = 0;
    const scheduler = new Scheduler(async () => {
      slices++;
      return 0;
    }, unexpected);
    scheduler.wake();
    while (slices < 3) await tick();
    const inside = gate();
    const leave = gate();
    const request = scheduler.request(async () => {
      inside.open();
      await leave.opened;
    });
    await inside.opened;
    const before = slices;
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, before);
    leave.open();
    await request;
    while (slices === before) await tick();
    scheduler.stop();
  });

  it('goes on after a request that failed, and hands its error on', async () => {
    const scheduler = new Scheduler(async () => Infinity, unexpected);
    await assert.rejects(scheduler.request(() => Promise.reject(new Error('broken'))), /broken/);
    assert.equal(await scheduler.request(async () => 7), 7);
  });

  it('tells of an error of a slice and reads again only when woken', async () => {
    const told: unknown[] = [];
    let slices = 0;
    const scheduler = new Scheduler(async () => {
      slices++;
      if (slices === 1) throw new Error('slice');
      return Infinity;
    }, (error) => told.push(error));
    scheduler.wake();
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 1);
    assert.match(String(told[0]), /slice/);
    scheduler.wake();
    while (slices < 2) await tick();
    assert.equal(told.length, 1);
  });

  it('forgets nothing that becomes due during a slice', async () => {
    let slices = 0;
    const scheduler: Scheduler = new Scheduler(async () => {
      slices++;
      if (slices === 1) scheduler.wake();
      return Infinity;
    }, unexpected);
    scheduler.wake();
    while (slices < 2) await tick();
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 2);
  });

  it('comes back when a slice says that there is more later', async () => {
    let slices = 0;
    const scheduler = new Scheduler(async () => (++slices < 3 ? 20 : Infinity), unexpected);
    scheduler.wake();
    await tick();
    assert.equal(slices, 1);
    while (slices < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 3);
  });

  it('reads no more once it is stopped, also from within a slice, until it is woken', async () => {
    let slices = 0;
    const scheduler: Scheduler = new Scheduler(async () => {
      slices++;
      if (slices === 2) scheduler.stop();
      return slices < 4 ? 0 : Infinity;
    }, unexpected);
    scheduler.wake();
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 2);
    await scheduler.request(async () => undefined);
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 2);
    scheduler.wake();
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices, 4);
  });

  it('waits for the keys to rest before it reads a change', async () => {
    let slices = 0;
    const scheduler = new Scheduler(async () => {
      slices++;
      return Infinity;
    }, unexpected);
    scheduler.wakeAfterChange();
    await tick();
    assert.equal(slices, 0);
    while (slices === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(slices, 1);
  });

  it('reads between keys that go on coming, also where one comes just when reading was due', async () => {
    const slices: number[] = [];
    const scheduler = new Scheduler(async () => {
      slices.push(performance.now());
      return Infinity;
    }, unexpected);
    const begun = performance.now();
    // A request holds reading up past the time when it was due; a key comes meanwhile.
    scheduler.wakeAfterChange();
    const held = gate();
    const request = scheduler.request(() => held.opened);
    while (performance.now() < begun + 420) await new Promise((resolve) => setTimeout(resolve, 5));
    scheduler.wakeAfterChange();
    assert.deepEqual(slices, []);
    held.open();
    await request;
    for (let i = 0; i < 10; i++) await tick();
    assert.equal(slices.length, 1, 'at once, not after another wait');
    scheduler.stop();
  });

  it('is due when keys rest, and not much later when they do not', () => {
    assert.equal(readingDueMs(1000, 1000), 1300);
    assert.equal(readingDueMs(1000, 1040), 1340);
    assert.equal(readingDueMs(1000, 1200), 1350);
    assert.equal(readingDueMs(1000, 5000), 1350);
  });
});
