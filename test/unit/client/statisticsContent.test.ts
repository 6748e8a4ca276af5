// What the page of statistics is given to show.
import assert from 'node:assert/strict';
import { statisticsContent } from '../../../src/client/statisticsContent';
import { dayNumber, NO_STATISTICS, type DayCounts } from '../../../src/statistics/counts';
import { figures, translate } from './english';

const TODAY = '2026-03-01';
const contentOf = (days: readonly DayCounts[], gaps: readonly number[] = []) => statisticsContent({ statistics: { days, gaps } }, TODAY, true, translate, figures);
const entry = (day: string, language: string, shown: number, accepted: number, acceptances: number, characters: number): DayCounts => ({ day, language, shown, accepted, acceptances, characters });

const DAYS = [
  entry('2025-11-01', 'python', 10, 5, 5, 505),
  entry('2026-02-20', 'markdown', 100, 50, 60, 460),
  entry('2026-02-28', 'markdown', 4, 0, 0, 0),
  entry('2026-03-01', 'markdown', 2, 1, 1, 21),
  entry('2026-03-01', 'python', 1, 1, 2, 12),
];

describe('the content of the page of statistics', () => {
  const { charts, tables } = contentOf(DAYS, [0, 0, 0, 0, 0, 1000]).statistics;

  it('sums up periods, each with its rate, its keys and its time', () => {
    const [overview] = tables;
    assert.deepEqual(overview.head, ['Period', 'Shown', 'Accepted', 'Acceptance rate', 'Characters inserted', 'Keys saved', 'Time saved']);
    // 30, 430 and 930 keys of 110 ms.
    assert.deepEqual(overview.rows, [
      ['Today', '3', '2', '67%', '33', '30', '3 s'],
      ['Last 7 days', '7', '2', '29%', '33', '30', '3 s'],
      ['Last 30 days', '107', '52', '49%', '493', '430', '47 s'],
      ['Total', '117', '57', '49%', '998', '930', '1 min 42 s'],
    ]);
  });

  it('sums up languages, the one with the most suggestions first, and days, the newest first', () => {
    const [, byLanguage, byDay] = tables;
    assert.deepEqual(byLanguage.rows.map((row) => row.slice(0, 4)), [['markdown', '106', '51', '48%'], ['python', '11', '6', '55%']]);
    assert.deepEqual(byDay.rows.map((row) => row.slice(0, 4)), [['Mar 1, 2026', '3', '2', '67%'], ['Feb 28, 2026', '4', '0', '0%'], ['Feb 20, 2026', '100', '50', '50%'], ['Nov 1, 2025', '10', '5', '50%']]);
  });

  it('draws every day, also those without a count, three months at most', () => {
    assert.deepEqual(charts.map(({ title, curves }) => [title, ...curves.map(({ label }) => label)]), [['Suggestions by day', 'Shown', 'Accepted'], ['Keys saved by day', 'Keys saved']]);
    const { days, curves } = charts[0];
    assert.deepEqual([days.length, days.at(-1)], [90, dayNumber(TODAY)]);
    assert.ok(days.every((day, n) => n === 0 || day === days[n - 1] + 1));
    assert.deepEqual(curves[0].values.slice(-10), [100, 0, 0, 0, 0, 0, 0, 0, 4, 3]);
    assert.deepEqual(charts[1].curves[0].values.slice(-10), [400, 0, 0, 0, 0, 0, 0, 0, 0, 30]);
  });

  it('draws two weeks at least', () => {
    assert.equal(contentOf(DAYS.slice(-1)).statistics.charts[0].days.length, 14);
  });

  it('draws what was counted on a day that has not come yet by the clock of now', () => {
    const { charts: [{ days, curves }] } = contentOf([entry('2026-03-02', 'python', 3, 0, 0, 0)]).statistics;
    assert.deepEqual([days.at(-1), curves[0].values.at(-1)], [dayNumber('2026-03-02'), 3]);
  });

  it('says of its time what it was taken from', () => {
    assert.match(contentOf(DAYS, [0, 0, 0, 0, 0, 1000]).statistics.notes.at(-1)!, /× 110 ms, the median gap between your own keys \(1,000 gaps/);
    assert.match(contentOf(DAYS, [0, 3]).statistics.notes.at(-1)!, /× 180 ms, an assumed gap .* own 3 are measured, 200 are needed/);
  });

  it('has no chart and no table before anything was counted, and says so', () => {
    const { statistics, texts } = contentOf([]);
    assert.deepEqual([statistics.charts, statistics.tables], [[], []]);
    assert.match(texts.nothingYet, /No statistics yet/);
  });

  it('says that counting is off, that the disk refuses, and where a damaged file is', () => {
    const known = { statistics: NO_STATISTICS, problem: { template: '{0} cannot be used: {1}', values: ['/a', 'EACCES'] }, damaged: '/b.damaged' };
    const said = statisticsContent(known, TODAY, false, translate, figures).statistics.notices.slice(1);
    assert.equal(said[0], 'Counting is switched off in the settings.');
    assert.match(said[1], /those of this window only.*\/a cannot be used: EACCES/);
    assert.match(said[2], /set aside as \/b.damaged/);
    assert.equal(contentOf([]).statistics.notices.length, 1);
  });
});
