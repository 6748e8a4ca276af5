// What the page of the user's statistics shows, in the reader's language: the editor makes it, the page only sets it.
import type { DayChart } from './chart';
import type { TextTable } from './comparisonTable';

export interface StatisticsContent {
  readonly statistics: {
    /** What the reader should know first, such as that counting is switched off. */
    readonly notices: readonly string[];
    /** Empty as long as nothing was counted, like the tables. */
    readonly charts: readonly DayChart[];
    readonly tables: readonly (TextTable & { readonly title: string })[];
    /** What the figures mean. */
    readonly notes: readonly string[];
  };
  readonly texts: {
    readonly title: string;
    /** Of the charts' axis. */
    readonly day: string;
    readonly notes: string;
    readonly nothingYet: string;
    /** Opens the figures of a chart as a table. */
    readonly numbers: string;
    /** On the button that asks for `CLEAR_MESSAGE`. */
    readonly clear: string;
  };
}

/** What the page tells the editor when the button is pressed. */
export const CLEAR_MESSAGE = 'clear';
