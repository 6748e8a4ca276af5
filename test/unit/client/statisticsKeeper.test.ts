// Counts on their way from memory to the file.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatisticsKeeper, WRITE_AFTER_MS } from '../../../src/client/statisticsKeeper';
import { StatisticsFile } from '../../../src/statistics/statisticsFile';
import { TestClock } from '../../support/testClock';
import { inTemporaryFolder } from '../../support/tinyPackage';

const NOON = new Date(2026, 2, 1, 12);

/** A window with its keeper, on a file that it may share. */
function windowOn(path: string) {
  const clock = new TestClock();
  const window = { clock, now: NOON, changes: 0 };
  const keeper = new StatisticsKeeper(new StatisticsFile(path), () => window.changes++, clock, () => window.now);
  return Object.assign(window, { keeper, shown: () => keeper.known().statistics.days.map(({ shown }) => shown) });
}

describe('the keeper of statistics', () => {
  const inFolder = (test: (path: string, folder: string) => void) => () => inTemporaryFolder((folder) => test(join(folder, 'statistics.json'), folder));

  it('writes a while after something was counted, once, and holds no timer otherwise', inFolder((path) => {
    const { clock, keeper } = windowOn(path);
    assert.equal(clock.pending, 0);
    keeper.count('python', { shown: 1 });
    keeper.count('python', { shown: 1 });
    assert.deepEqual([clock.pending, existsSync(path)], [1, false]);
    clock.leap(WRITE_AFTER_MS);
    assert.deepEqual([clock.pending, JSON.parse(readFileSync(path, 'utf8')).days[0].shown], [0, 2]);
  }));

  it('writes when the window closes, and not again after it', inFolder((path) => {
    const { clock, keeper, shown } = windowOn(path);
    keeper.count('python', { shown: 1 });
    keeper.close();
    assert.equal(clock.pending, 0);
    keeper.close();
    assert.deepEqual(shown(), [1]);
  }));

  it('knows what all windows have counted, and tells of every count', inFolder((path) => {
    const [one, other] = [windowOn(path), windowOn(path)];
    one.keeper.count('python', { shown: 1 });
    other.keeper.count('python', { shown: 2 });
    other.clock.leap(WRITE_AFTER_MS);
    assert.deepEqual([one.shown(), other.shown(), one.changes, other.changes], [[3], [3], 1, 1]);
  }));

  it('keeps its gaps between keys without telling of each', inFolder((path) => {
    const { clock, keeper } = windowOn(path);
    keeper.key();
    assert.equal(clock.pending, 0, 'one key has no gap');
    clock.leap(150);
    keeper.key();
    assert.equal(clock.pending, 1);
    assert.deepEqual(keeper.known().statistics.gaps.map((count, bin) => [count, bin]).filter(([count]) => count > 0), [[1, 7]]);
  }));

  it('clears the counts of all windows', inFolder((path) => {
    const [one, other] = [windowOn(path), windowOn(path)];
    one.keeper.count('python', { shown: 1 });
    other.keeper.count('python', { shown: 2 });
    one.keeper.known();
    one.now = other.now = new Date(NOON.getTime() + 1000);
    one.keeper.clear();
    other.keeper.close();
    assert.deepEqual([one.shown(), other.shown()], [[], []]);
    assert.equal(one.changes, 2);
  }));

  it('shows what it has, and why, where the disk refuses, and writes it when it can', inFolder((_, folder) => {
    const blocked = join(folder, 'storage');
    writeFileSync(blocked, '');
    const { clock, keeper } = windowOn(join(blocked, 'statistics.json'));
    keeper.count('python', { shown: 1 });
    clock.leap(WRITE_AFTER_MS);
    const { statistics, problem } = keeper.known();
    assert.deepEqual([statistics.days[0].shown, problem?.template], [1, '{0} cannot be used: {1}']);
    assert.throws(() => keeper.clear(), /cannot be used/);
    rmSync(blocked);
    keeper.count('python', { shown: 1 });
    clock.leap(WRITE_AFTER_MS);
    assert.equal(JSON.parse(readFileSync(join(blocked, 'statistics.json'), 'utf8')).days[0].shown, 2);
  }));

  it('says where a damaged file is kept', inFolder((path) => {
    writeFileSync(path, '{');
    const { keeper } = windowOn(path);
    assert.deepEqual(keeper.known(), { statistics: { days: [], gaps: [] }, damaged: `${path}.damaged` });
    keeper.clear();
    assert.equal(keeper.known().damaged, undefined);
  }));
});
