// The page of a report, from data to what a real browser shows of it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { endedHtml, reportOfHtml } from '../../../src/report/reportHtml';
import { writeReportPage } from '../../../training/report/pageFile';
import { HOSTILE_NAME, syntheticReport } from '../../support/syntheticReport';

/** Script and library have 60 kB; 400 points some 40 kB. */
const LARGEST_PAGE_BYTES = 200_000;

describe('the page of a report', () => {
  let folder: string;
  let html: string;
  before(async () => {
    await buildBundles(['reportPage']);
    folder = mkdtempSync(join(tmpdir(), 'elman-report-'));
    writeReportPage(join(folder, 'report.html'), syntheticReport());
    html = readFileSync(join(folder, 'report.html'), 'utf8');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds its data, and gives it back', () => {
    const { updated: _, started: __, ...expected } = syntheticReport();
    const { updated, started, ...report } = reportOfHtml(html)!;
    assert.deepEqual(report, expected);
    assert.ok(started <= updated);
    assert.equal(reportOfHtml('<p>no report</p>'), undefined);
  });

  it('says afterwards how a run ended that could not say so itself, in a sentence that may hold anything', () => {
    const running = { ...syntheticReport(), state: 'running' } as const;
    writeReportPage(join(folder, 'running.html'), running);
    const page = readFileSync(join(folder, 'running.html'), 'utf8');
    const reason = { template: 'The disk {0} is full.', values: [`$1 $$ ${HOSTILE_NAME}`] };
    const ended = endedHtml(page, 'failed', reason)!;
    assert.deepEqual(reportOfHtml(ended), { ...running, state: 'failed', reason });
    assert.ok(ended.includes('"reason":"The disk $1 $$ ') && !ended.includes(HOSTILE_NAME));
    assert.equal(reportOfHtml(endedHtml(page, 'cancelled')!)!.reason, undefined);
    for (const other of [ended, html, '', page.replace('"running"', '"walking"')]) assert.equal(endedHtml(other, 'cancelled'), undefined);
  });

  it('has no name in it that could be markup, no address, and a bounded size', () => {
    assert.ok(!html.includes(HOSTILE_NAME) && !html.includes('<img'));
    assert.equal(html.match(/<\/script>/g)?.length, 2);
    assert.doesNotMatch(html, /https?:|\/\/[a-z]+\.[a-z]/);
    assert.match(html, /default-src 'none'/);
    assert.ok(Buffer.byteLength(html) < LARGEST_PAGE_BYTES);
  });

  it('is not left half where it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => writeReportPage(join(folder, 'file', 'report.html'), syntheticReport()));
  });
});
