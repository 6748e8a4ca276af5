// A table as lines for a terminal.
import type { TextTable } from '../report/comparisonTable';

/** Columns under their heads, the numbers to the right. */
export function tableLines({ head, rows }: TextTable): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  return [head, ...rows].map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '));
}
