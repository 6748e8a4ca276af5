// The statistics as the page shows them: words and figures in the user's language, bars by day. Pure.
import type { DayChart } from '../report/chart';
import type { TextTable } from '../report/comparisonTable';
import type { StatisticsContent } from '../report/statisticsContent';
import { addCounts, dayNumber, keysSaved, NO_COUNTS, type Counts, type DayCounts } from '../statistics/counts';
import { FEWEST_GAPS, typingPace, type TypingPace } from '../statistics/keyGaps';
import type { Figures } from './figures';
import type { KnownStatistics } from './statisticsKeeper';
import type { Translate } from './translate';

/** Days of the charts: bars of more cannot be told apart, those of fewer look like no course. */
const MOST_CHART_DAYS = 90;
const FEWEST_CHART_DAYS = 14;
/** Days of the table by day. */
const TABLE_DAYS = 30;

/**
 * @param today as `dayOf` has it.
 * @param isCounting whether the setting is on.
 */
export function statisticsContent(known: KnownStatistics, today: string, isCounting: boolean, translate: Translate, figures: Figures): StatisticsContent {
  const { days, gaps } = known.statistics;
  const pace = typingPace(gaps);
  const isEmpty = days.length === 0;
  return {
    statistics: {
      notices: notices(known, isCounting, translate),
      charts: isEmpty ? [] : charts(days, dayNumber(today), translate),
      tables: isEmpty ? [] : tables(days, dayNumber(today), pace, translate, figures),
      notes: notes(pace, translate, figures),
    },
    texts: {
      title: statisticsTitle(translate),
      day: translate('Day'),
      notes: translate('What the figures mean'),
      nothingYet: translate('No statistics yet. Counting starts with the next suggestion.'),
      numbers: translate('Figures as a table'),
      clear: translate('Clear My Statistics'),
    },
  };
}

export function statisticsTitle(translate: Translate): string {
  return translate('My statistics');
}

function notices({ problem, damaged }: KnownStatistics, isCounting: boolean, translate: Translate): string[] {
  return [
    translate('Counted on this machine only: numbers by day and language, never text. Days older than two years are dropped.'),
    ...(isCounting ? [] : [translate('Counting is switched off in the settings.')]),
    ...(problem ? [translate('The figures are those of this window only, and may be lost. {0}', translate(problem.template, ...problem.values))] : []),
    ...(damaged === undefined ? [] : [translate('A damaged file of statistics was set aside as {0}; counting began anew.', damaged)]),
  ];
}

function charts(days: readonly DayCounts[], today: number, translate: Translate): DayChart[] {
  const first = Math.max(today - MOST_CHART_DAYS + 1, Math.min(today - FEWEST_CHART_DAYS + 1, dayNumber(days[0].day)));
  const last = Math.max(today, dayNumber(days.at(-1)!.day));
  const numbers = Array.from({ length: Math.max(1, last - first + 1) }, (_, n) => first + n);
  const byDay = totals(days, ({ day }) => dayNumber(day));
  const curve = (label: string, value: (counts: Counts) => number) => ({ label, isDashed: false, values: numbers.map((day) => value(byDay.get(day) ?? NO_COUNTS)) });
  return [
    { title: translate('Suggestions by day'), days: numbers, curves: [curve(translate('Shown'), ({ shown }) => shown), curve(translate('Accepted'), ({ accepted }) => accepted)] },
    { title: translate('Keys saved by day'), days: numbers, curves: [curve(translate('Keys saved'), keysSaved)] },
  ];
}

function tables(days: readonly DayCounts[], today: number, pace: TypingPace, translate: Translate, figures: Figures): (TextTable & { title: string })[] {
  const since = (first: number) => days.filter(({ day }) => dayNumber(day) >= first).reduce(addCounts, NO_COUNTS);
  const periods = [
    [translate('Today'), since(today)], [translate('Last 7 days'), since(today - 6)], [translate('Last 30 days'), since(today - 29)], [translate('Total'), since(-Infinity)],
  ] as const;
  const languages = [...totals(days, ({ language }) => language)].sort(([, a], [, b]) => b.shown - a.shown);
  const byDay = [...totals(days, ({ day }) => dayNumber(day))].reverse().slice(0, TABLE_DAYS);
  const table = (title: string, first: string, rows: readonly (readonly [string, Counts])[]) => ({
    title,
    head: [first, ...head(translate)],
    rows: rows.map(([name, counts]) => [name, ...cells(counts, pace, figures)]),
  });
  return [
    table(translate('Overview'), translate('Period'), periods),
    table(translate('By language'), translate('Language'), languages),
    table(translate('By day'), translate('Day'), byDay.map(([day, counts]) => [figures.day(day), counts])),
  ];
}

function head(translate: Translate): string[] {
  return [translate('Shown'), translate('Accepted'), translate('Acceptance rate'), translate('Characters inserted'), translate('Keys saved'), translate('Time saved')];
}

function cells(counts: Counts, { gapMs }: TypingPace, figures: Figures): string[] {
  const { shown, accepted, characters } = counts;
  const saved = keysSaved(counts);
  const rate = shown === 0 ? '–' : figures.percent(accepted / shown);
  return [figures.count(shown), figures.count(accepted), rate, figures.count(characters), figures.count(saved), figures.duration((saved * gapMs) / 1000)];
}

function notes({ gapMs, measured, isMeasured }: TypingPace, translate: Translate, figures: Figures): string[] {
  const [gap, gaps] = [figures.count(gapMs), figures.count(measured)];
  return [
    translate('Shown: a suggestion that was handed to the editor. One that stays valid while it is typed along counts once.'),
    translate('Accepted: it was inserted whole (Tab), or a part of it was (Ctrl+Right), which is known by an edit that inserts more than one character of it at once.'),
    translate('Acceptance rate: accepted / shown.'),
    translate('Characters inserted: those that acceptance inserted, without what was typed before.'),
    translate('Keys saved: characters inserted, less one key for each acceptance. A character counts as one key, a syllable of Hangul too.'),
    isMeasured
      ? translate('Time saved: keys saved × {0} ms, the median gap between your own keys ({1} gaps were measured; pauses longer than a second are none).', gap, gaps)
      : translate('Time saved: keys saved × {0} ms, an assumed gap between two keys: of your own {1} are measured, {2} are needed.', gap, gaps, FEWEST_GAPS),
  ];
}

/** Sums by a property, in the order in which its values come first. */
function totals<Key>(days: readonly DayCounts[], keyOf: (entry: DayCounts) => Key): Map<Key, Counts> {
  const sums = new Map<Key, Counts>();
  for (const entry of days) sums.set(keyOf(entry), addCounts(sums.get(keyOf(entry)) ?? NO_COUNTS, entry));
  return sums;
}
