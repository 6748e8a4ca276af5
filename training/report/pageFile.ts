// Report pages on disk. The script and the style of the page are bundles of their own beside the program that runs.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../src/model/files';
import type { ComparisonData } from '../../src/report/comparisonData';
import { comparisonTexts } from '../../src/report/comparisonTexts';
import type { ReportData } from '../../src/report/reportData';
import { reportContent, reportHtml, type PageParts } from '../../src/report/reportHtml';
import { english, reportTexts } from '../../src/report/reportTexts';
import { RunReport } from './runReport';

/** Beside the bundle that runs; for a program that runs from its sources, where the last build put them. */
const PAGE_FOLDERS = [__dirname, join(__dirname, '..', '..', 'dist')];

/**
 * Writes a page whole or not at all: beside, then by a rename.
 * @throws the system's error if it cannot be written, or if the page's script was not built.
 */
export function writeReportPage(file: string, report: ReportData): void {
  replaceFile(file, reportHtml(reportContent(report, reportTexts(english)), readPageParts()));
}

/** The page of a comparison, as `writeReportPage` has it. */
export function writeComparisonPage(file: string, comparison: ComparisonData): void {
  replaceFile(file, reportHtml({ comparison, texts: comparisonTexts(english) }, readPageParts()));
}

/**
 * The report of a run that is written to its page as it grows. A page that cannot be written holds no training up; the
 * older one goes then, for it says what is true no more.
 * @param paths that were named to be read.
 * @param onFailure told once why there is no page.
 * @param nowMs clock, milliseconds; the machine's if missing.
 */
export function reportOnPage(file: string, paths: readonly string[], onFailure: (reason: string) => void, nowMs?: () => number): RunReport {
  let hasFailed = false;
  return new RunReport(paths, (report) => {
    try {
      writeReportPage(file, report);
    } catch (error) {
      leniently(() => rmSync(file, { force: true }));
      if (!hasFailed) onFailure((error as Error).message);
      hasFailed = true;
    }
  }, nowMs);
}

function leniently(action: () => void): void {
  try {
    action();
  } catch {
    // Not even this: the failure that is told says why.
  }
}

let parts: PageParts | undefined;

function readPageParts(): PageParts {
  if (parts) return parts;
  const [script, style] = [readPart('reportPage.js'), readPart('reportPage.css')];
  return (parts = { script, scriptHash: policyHash(script), style, styleHash: policyHash(style) });
}

function readPart(name: string): string {
  for (const folder of PAGE_FOLDERS) {
    try {
      return readFileSync(join(folder, name), 'utf8').trim();
    } catch {
      // Not in this one.
    }
  }
  throw new Error(`${name} was not built`);
}

function policyHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
