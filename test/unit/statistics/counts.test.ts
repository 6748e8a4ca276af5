// Days, sums and the pace of typing.
import assert from 'node:assert/strict';
import { addStatistics, bounded, dayNumber, dayOf, KEPT_DAYS, keysSaved, MOST_ENTRIES, NO_COUNTS, NO_STATISTICS, type DayCounts } from '../../../src/statistics/counts';
import { ASSUMED_GAP_MS, binOf, FEWEST_GAPS, typingPace } from '../../../src/statistics/keyGaps';
import { Tally } from '../../../src/statistics/tally';

const entry = (day: string, language: string, shown = 1): DayCounts => ({ ...NO_COUNTS, day, language, shown });

describe('counts', () => {
  it('belong to the day of the place, not to that of Greenwich', () => {
    const zone = process.env['TZ'];
    try {
      const lateEvening = new Date('2026-01-31T15:30:00Z');
      for (const [name, day] of [['Asia/Seoul', '2026-02-01'], ['UTC', '2026-01-31'], ['America/Los_Angeles', '2026-01-31']]) {
        process.env['TZ'] = name;
        assert.equal(dayOf(lateEvening), day);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    assert.deepEqual([new Date(2026, 1, 28, 23, 59, 59), new Date(2026, 2, 1, 0, 0, 0)].map(dayOf), ['2026-02-28', '2026-03-01']);
    assert.equal(dayNumber('2026-03-01') - dayNumber('2026-02-28'), 1);
  });

  it('are added by day and language, whatever a language is called', () => {
    const one = { days: [entry('2026-01-02', 'python', 2), entry('2026-01-03', '__proto__')], gaps: [1, 2] };
    const other = { days: [entry('2026-01-01', 'python'), entry('2026-01-02', 'python', 3)], gaps: [5] };
    const both = addStatistics(one, other);
    assert.deepEqual(both, { days: [entry('2026-01-01', 'python'), entry('2026-01-02', 'python', 5), entry('2026-01-03', '__proto__')], gaps: [6, 2] });
    assert.deepEqual(addStatistics(other, one), both);
    assert.equal(keysSaved({ shown: 5, accepted: 2, acceptances: 3, characters: 20 }), 17);
  });

  it('are dropped after two years, and when there are absurdly many', () => {
    const days = ['2023-12-31', '2024-01-01', '2025-12-31'].map((day) => entry(day, 'python'));
    assert.deepEqual(bounded({ days, gaps: [7] }, '2025-12-31'), { days: days.slice(1), gaps: [7] });
    assert.equal(dayNumber('2025-12-31') - dayNumber('2023-12-31'), KEPT_DAYS);
    const many = Array.from({ length: MOST_ENTRIES + 2 }, (_, n) => entry('2025-12-31', String(n).padStart(6, '0')));
    assert.equal(bounded({ days: many, gaps: [] }, '2025-12-31').days[0].language, '000002');
  });

  it('are tallied on the day they come, with languages of any name', () => {
    const tally = new Tally();
    assert.equal(tally.since, undefined);
    const evening = new Date(2026, 0, 1, 23, 59);
    tally.count('python', { shown: 1 }, evening);
    tally.count('python', { accepted: 1, acceptances: 1, characters: 5 }, new Date(2026, 0, 2, 0, 1));
    tally.count('a\nb', { shown: 1 }, evening);
    assert.deepEqual(tally.counted.days.map(({ day, language, shown, characters }) => [day, language, shown, characters]), [
      ['2026-01-01', 'other', 1, 0], ['2026-01-01', 'python', 1, 0], ['2026-01-02', 'python', 0, 5],
    ]);
    assert.equal(tally.since, evening.getTime());
    tally.forget();
    assert.deepEqual([tally.counted, tally.since], [NO_STATISTICS, undefined]);
  });
});

describe('the pace of typing', () => {
  it('is the median of the gaps, as exactly as the bins allow', () => {
    const tally = new Tally();
    const gaps = Array.from({ length: 1001 }, (_, n) => 50 + (n * 7919) % 301); // even from 50 to 350 ms
    let nowMs = 5000;
    for (const gap of [0, ...gaps]) tally.key((nowMs += gap), new Date());
    const { gapMs, measured, isMeasured } = typingPace(tally.counted.gaps);
    assert.deepEqual([measured, isMeasured], [1001, true]);
    assert.ok(Math.abs(gapMs - 200) <= 2, String(gapMs));
  });

  it('takes no pause for a gap', () => {
    assert.deepEqual([-1, 0, 19.9, 20, 999, 1000, Infinity].map(binOf), [undefined, 0, 0, 1, 49, undefined, undefined]);
    const tally = new Tally();
    for (const nowMs of [0, 5000, 5100, 60_000]) tally.key(nowMs, new Date());
    assert.deepEqual(typingPace(tally.counted.gaps), { gapMs: ASSUMED_GAP_MS, measured: 1, isMeasured: false });
  });

  it('is assumed until enough is measured', () => {
    const bins = (count: number) => [0, 0, 0, 0, 0, count];
    assert.equal(typingPace(bins(FEWEST_GAPS - 1)).gapMs, 180);
    assert.deepEqual(typingPace(bins(FEWEST_GAPS)), { gapMs: 110, measured: 200, isMeasured: true });
    assert.equal(typingPace([]).gapMs, 180);
  });
});
