// The page of a training whose process could not say itself how it ended.
import { readFileSync } from 'node:fs';
import { replaceFile } from '../model/files';
import type { Sentence } from '../model/userError';
import type { ReportEnd } from '../report/reportData';
import { endedHtml } from '../report/reportHtml';

/** Writes the end of a run on its page; a page that says it already stays. Never throws: nothing depends on a page. */
export function endReport(file: string, state: ReportEnd, reason?: Sentence): void {
  try {
    const html = endedHtml(readFileSync(file, 'utf8'), state, reason);
    if (html !== undefined) replaceFile(file, html);
  } catch {
    // There is none, or the disk refuses it.
  }
}
