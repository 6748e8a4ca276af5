// The figures of replays side by side.
import type { TextTable } from '../report/comparisonTable';
import type { Figures } from './counts';

const ROWS: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['characters', ({ characters }) => String(characters)],
  ['keystrokes without prediction', ({ keystrokes }) => String(keystrokes)],
  ['keystroke savings', ({ keystrokeSavings }) => percent(keystrokeSavings)],
  ['keystroke savings, timed', ({ keystrokeSavingsTimed }) => percent(keystrokeSavingsTimed)],
  ['suggestions shown', ({ shown }) => String(shown)],
  ['suggestions accepted', ({ accepted }) => String(accepted)],
  ['acceptance rate', ({ acceptanceRate }) => percent(acceptanceRate)],
  ['completed share', ({ completedShare }) => percent(completedShare)],
  ['next word, top-1', ({ top1 }) => percent(top1)],
  ['next word, top-3', ({ top3 }) => percent(top3)],
  ['next word, MRR@10', ({ mrr10 }) => mrr10?.toFixed(3) ?? NONE],
  ['ms to the answer, p50', ({ p50Ms }) => p50Ms.toFixed(1)],
  ['ms to the answer, p95', ({ p95Ms }) => p95Ms.toFixed(1)],
  ['CPU s per 1 000 keystrokes', ({ cpuSecondsPer1000Keystrokes }) => cpuSecondsPer1000Keystrokes.toFixed(1)],
];
const NONE = '-';

/** One column for each, with its name above. */
export function figuresTable(columns: readonly (readonly [string, Figures])[]): TextTable {
  return { head: ['', ...columns.map(([name]) => name)], rows: ROWS.map(([name, cell]) => [name, ...columns.map(([, figures]) => cell(figures))]) };
}

function percent(share: number | null): string {
  return share === null ? NONE : `${(100 * share).toFixed(1)} %`;
}
