// What a chart shows: curves over the time of training.

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
