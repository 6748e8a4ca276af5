// The pages of a report and of a comparison in a real browser: drawn, legible and quiet, in light and in dark, by the reader's
// choice and in the editor's themes.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportData } from '../../src/report/reportData';
import { writeComparisonPage, writeReportPage } from '../../training/report/pageFile';
import { accessibilityFaults } from '../support/axe';
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
      await page.locator('summary', { hasText: 'Details of the training' }).press('Enter');
      await page.locator('canvas').nth(4).waitFor();
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const { paper, inks, painted, text } = (await page.evaluate(LOOK)) as Look;
      assert.equal(luminance(paper) < 0.2, isDark, paper);
      for (const ink of inks) assert.ok(contrast(ink, paper) >= LEGIBLE_CONTRAST, `${ink} on ${paper}`);
      assert.equal(painted.length, 5);
      assert.ok(painted.every((points) => points > 1000), painted.join(', '));
      for (const part of [HOSTILE_NAME, 'typescript', '1.700', '-19.0 %', 'Perplexity per token', '10 % – 20 %', '16.7 %', 'Better: 19 % fewer bits on files it had not seen.', 'Expected calibration error: 2.1 %']) assert.ok(text.includes(part), part);
      assert.deepEqual(await accessibilityFaults(page), []);
      assert.deepEqual(requests, [address]);
      assert.deepEqual(browser.log, []);
    });
  }

  it('would be found at fault if a table had no names', async () => {
    const { page } = browser;
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await page.locator('main').evaluate('document.documentElement.removeAttribute("lang"); document.querySelector("th").removeAttribute("scope"); document.querySelector(".chart").removeAttribute("aria-label")');
    const faults = (await accessibilityFaults(page)).map((fault) => fault.split(':')[0]);
    assert.deepEqual(faults.sort(), ['html-has-lang', 'role-img-alt']);
  });

  it('begins with the result, has the figures of the run closed, and gives every chart as a table by keyboard', async () => {
    const { page } = browser;
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    const lines = (await page.locator('main').innerText()).split('\n').filter((line) => line.trim() !== '');
    assert.equal(lines[1], 'Better: 19 % fewer bits on files it had not seen.');
    assert.ok(!lines.includes('Learning rate') && lines.includes('Perplexity per token'), 'closed at first');
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    assert.equal(await focused.innerText(), 'Figures as a table: Perplexity per token');
    assert.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'solid', 'the focus is seen');
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: 'Perplexity per token' });
    assert.equal(await table.locator('tbody tr').count(), 40);
    assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['seconds of training', 'training, over the candidates of the sampled softmax', 'validation, over the whole vocabulary']);
    assert.equal(await table.locator('tbody tr').last().getByRole('rowheader').innerText(), '100');
    for (let opened = 2; opened <= 3; opened++) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
    await page.getByText('Learning rate').first().waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  const endings: Readonly<Record<string, [Partial<ReportData>, string]>> = {
    'a run that failed': [{ state: 'failed', reason: { template: 'The disk {0} is full.', values: [HOSTILE_NAME] } }, `The disk ${HOSTILE_NAME} is full.`],
    'a run that was cancelled': [{ state: 'cancelled' }, 'The training was cancelled. Nothing changed; you can train again at any time.'],
    'a run whose gain may be chance': [{ finding: 'uncertain' }, 'Too little text to tell whether the new model is better, so nothing changed.'],
    'a run that goes on': [{ state: 'running', updated: new Date().toISOString() }, 'The training is running.'],
    'a run of which nothing was heard for a day': [{ state: 'running', updated: new Date(Date.now() - 86_400_000).toISOString() }, 'the training was probably interrupted.'],
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
      assert.deepEqual(await accessibilityFaults(page), []);
      assert.deepEqual(requests, [address]);
      assert.deepEqual(browser.log, []);
    });
  }
});
