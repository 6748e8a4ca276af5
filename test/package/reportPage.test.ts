// The pages of a report and of a comparison in a real browser: drawn, legible and quiet, in light and in dark, by the reader's
// choice and in the editor's themes.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportData } from '../../src/report/reportData';
import { writeComparisonPage, writeReportPage } from '../../training/report/pageFile';
import { openBrowser, type OpenBrowser } from '../support/browser';
import { contrast, LEGIBLE_CONTRAST, luminance } from '../support/contrast';
import { syntheticComparison } from '../support/syntheticComparison';
import { HOSTILE_NAME, syntheticReport } from '../support/syntheticReport';

/** Colours of the page, as the browser resolves them, and how many points of each canvas are painted. */
const LOOK = `(() => {
  const styleOf = (selector) => getComputedStyle(document.querySelector(selector));
  const painted = [...document.querySelectorAll('canvas')].map((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
  return { paper: styleOf('body').backgroundColor, inks: ['h1', '.state', 'td', '.u-legend'].map((selector) => styleOf(selector).color), painted, text: document.body.innerText };
})()`;

interface Look {
  readonly paper: string;
  readonly inks: readonly string[];
  readonly painted: readonly number[];
  readonly text: string;
}

describe('the page of a report in a browser', () => {
  let browser: OpenBrowser;
  let folder: string;
  const requests: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'elman-report-'));
    writeReportPage(join(folder, 'report.html'), syntheticReport());
    writeComparisonPage(join(folder, 'comparison.html'), syntheticComparison);
    browser = await openBrowser();
    browser.page.on('request', (request) => requests.push(request.url()));
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases = [['light', '', false], ['dark', '', true], ['dark', 'vscode-light', false], ['light', 'vscode-dark', true], ['light', 'vscode-high-contrast', true]] as const;
  for (const [colorScheme, theme, isDark] of cases) {
    it(`is drawn and legible where the reader wants ${colorScheme}${theme && `, in the theme ${theme}`}`, async () => {
      requests.length = browser.log.length = 0;
      const { page } = browser;
      const address = pathToFileURL(join(folder, 'report.html')).href;
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      if (theme) await page.locator('body').evaluate((body, name) => (body as unknown as { className: string }).className = name, theme);
      await page.locator('canvas').nth(4).waitFor();
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const { paper, inks, painted, text } = (await page.evaluate(LOOK)) as Look;
      assert.equal(luminance(paper) < 0.2, isDark, paper);
      for (const ink of inks) assert.ok(contrast(ink, paper) >= LEGIBLE_CONTRAST, `${ink} on ${paper}`);
      assert.equal(painted.length, 5);
      assert.ok(painted.every((points) => points > 1000), painted.join(', '));
      for (const part of [HOSTILE_NAME, 'typescript', '1.700', '-19.0 %', 'Perplexity per token', '10 % – 20 %', '16.7 %', 'Expected calibration error: 2.1 %']) assert.ok(text.includes(part), part);
      assert.deepEqual(requests, [address]);
      assert.deepEqual(browser.log, []);
    });
  }

  const endings: Readonly<Record<string, [Partial<ReportData>, string]>> = {
    'a run that failed': [{ state: 'failed', reason: { template: 'The disk {0} is full.', values: [HOSTILE_NAME] } }, `The disk ${HOSTILE_NAME} is full.`],
    'a run that was cancelled': [{ state: 'cancelled' }, 'The training was cancelled.'],
    'a run that goes on': [{ state: 'running', updated: new Date().toISOString() }, 'The training is running.'],
    'a run of which nothing was heard for a day': [{ state: 'running', updated: new Date(Date.now() - 86_400_000).toISOString() }, 'it was probably interrupted.'],
  };
  for (const [what, [changes, expected]] of Object.entries(endings)) {
    it(`says of ${what} how it ended`, async () => {
      const file = join(folder, 'ending.html');
      writeReportPage(file, { ...syntheticReport(), ...changes });
      await browser.page.goto(pathToFileURL(file).href);
      assert.ok((await browser.page.locator('main').innerText()).includes(expected));
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`shows a comparison where the reader wants ${colorScheme}`, async () => {
      requests.length = browser.log.length = 0;
      const { page } = browser;
      const address = pathToFileURL(join(folder, 'comparison.html')).href;
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await page.locator('canvas').waitFor();
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const { paper, inks, painted, text } = (await page.evaluate(LOOK)) as Look;
      for (const ink of inks) assert.ok(contrast(ink, paper) >= LEGIBLE_CONTRAST, `${ink} on ${paper}`);
      assert.ok(painted.length === 1 && painted[0] > 1000, painted.join(', '));
      for (const part of ['Comparison of models: notes', 'Not all models are measured yet.', 'kn-3', '2 752 000', '21.5 %', HOSTILE_NAME]) assert.ok(text.includes(part), part);
      assert.equal(await page.locator('.u-legend .u-series').count(), 4, 'the time and three models');
      assert.deepEqual(requests, [address]);
      assert.deepEqual(browser.log, []);
    });
  }
});
