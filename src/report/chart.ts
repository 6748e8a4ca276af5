// What a chart shows: curves over the time of training, curves between shares of one whole, or bars by day.

export interface Curve {
  readonly label: string;
  readonly isDashed: boolean;
  /** One per point of the chart; null where this curve has none. */
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly title: string;
  /** Of the points, rising. */
  readonly seconds: readonly number[];
  readonly curves: readonly Curve[];
}

/** Shares from 0 to 1 over shares from 0 to 1. */
export interface ShareChart {
  readonly title: string;
  /** Of the horizontal axis. */
  readonly axis: string;
  /** Of the points, rising. */
  readonly shares: readonly number[];
  readonly curves: readonly Curve[];
}

/** Bars of each day, a later curve before an earlier one. */
export interface DayChart {
  readonly title: string;
  /** Days since 1970-01-01, each one more than the one before. */
  readonly days: readonly number[];
  readonly curves: readonly Curve[];
}
