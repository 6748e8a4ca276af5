// The page of a training whose process could not say itself how it ended.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Sentence } from '../model/userError';
import type { ReportEnd } from '../report/reportData';
import { endedHtml } from '../report/reportHtml';

/** Writes the end of a run on its page, whole or not at all; a page that says it already stays. Never throws: nothing depends on a page. */
export function endReport(file: string, state: ReportEnd, reason?: Sentence): void {
  const temporary = `${file}.new`;
  try {
    const html = endedHtml(readFileSync(file, 'utf8'), state, reason);
    if (html === undefined) return;
    writeFileSync(temporary, html);
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}
