// The page of statistics in a real browser, as an editor's tab has it: filled by messages, legible in light and in dark,
// following new figures, and with a button that tells the editor.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../scripts/projectRoot';
import { statisticsContent } from '../../src/client/statisticsContent';
import { reportViewHtml } from '../../src/report/reportHtml';
import { NO_STATISTICS, type Statistics } from '../../src/statistics/counts';
import { accessibilityFaults } from '../support/axe';
import { openBrowser, type OpenBrowser } from '../support/browser';
import { contrast, LEGIBLE_CONTRAST, luminance } from '../support/contrast';
import { HOSTILE_NAME } from '../support/syntheticReport';
import { syntheticStatistics, TODAY } from '../support/syntheticStatistics';
import { figures, translate } from '../unit/client/english';

/** What the editor puts into its tabs; what the page tells it is kept. */
const EDITOR = 'globalThis.told = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => told.push(message) });';
/** Colours as the browser resolves them, and how many points of each canvas have the colour of each of two classes. */
const LOOK = `(() => {
  const styleOf = (selector) => getComputedStyle(document.querySelector(selector));
  const probe = (name) => { const span = document.createElement('span'); span.className = name; document.body.append(span); const { color } = getComputedStyle(span); span.remove(); return color; };
  const painted = [...document.querySelectorAll('canvas')].map((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return ['first', 'second'].map((name) => {
      const [r, g, b] = probe(name).match(/\\d+/g).map(Number);
      let points = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255) points++;
      return points;
    });
  });
  const { color, backgroundColor } = styleOf('button');
  return { paper: styleOf('body').backgroundColor, inks: ['h1', 'p', 'td', 'li', '.u-legend'].map((selector) => styleOf(selector).color), button: [color, backgroundColor], painted, text: document.body.innerText };
})()`;

interface Look {
  readonly paper: string;
  readonly inks: readonly string[];
  readonly button: readonly [string, string];
  /** Per canvas, points in the colour of its first and of its second curve. */
  readonly painted: readonly (readonly [number, number])[];
  readonly text: string;
}

describe('the page of statistics in a browser', () => {
  let browser: OpenBrowser;
  let folder: string;
  let address: string;
  const requests: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'elman-statistics-'));
    const addressOf = (name: string) => pathToFileURL(join(projectRoot, 'dist', name)).href;
    const html = reportViewHtml('My statistics', { scriptAddress: addressOf('reportPage.js'), styleAddress: addressOf('reportPage.css'), source: 'file:', nonce: 'abc', language: 'en' });
    writeFileSync(join(folder, 'view.html'), html);
    address = pathToFileURL(join(folder, 'view.html')).href;
    browser = await openBrowser();
    await browser.page.addInitScript(EDITOR);
    browser.page.on('request', (request) => requests.push(request.url()));
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page and fills it, as the editor does when the page says that it is ready. */
  async function open(statistics: Statistics): Promise<void> {
    requests.length = browser.log.length = 0;
    await browser.page.goto(address);
    assert.deepEqual(await told(), ['ready']);
    await fill(statistics);
  }

  async function fill(statistics: Statistics): Promise<void> {
    const content = statisticsContent({ statistics }, TODAY, true, translate, figures);
    await browser.page.evaluate(`new Promise((done) => { addEventListener('message', () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true }); postMessage(${JSON.stringify(content)}); })`);
  }

  const told = () => browser.page.evaluate('told');

  const cases = [['light', '', false], ['dark', '', true], ['dark', 'vscode-light', false], ['light', 'vscode-dark', true], ['light', 'vscode-high-contrast', true]] as const;
  for (const [colorScheme, theme, isDark] of cases) {
    it(`is drawn and legible where the reader wants ${colorScheme}${theme && `, in the theme ${theme}`}`, async () => {
      await browser.page.emulateMedia({ colorScheme });
      await open(syntheticStatistics);
      if (theme) await browser.page.locator('body').evaluate((body, name) => (body as unknown as { className: string }).className = name, theme);
      await browser.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const { paper, inks, button, painted, text } = (await browser.page.evaluate(LOOK)) as Look;
      assert.equal(luminance(paper) < 0.2, isDark, paper);
      for (const ink of inks) assert.ok(contrast(ink, paper) >= LEGIBLE_CONTRAST, `${ink} on ${paper}`);
      assert.ok(contrast(...button) >= LEGIBLE_CONTRAST, button.join(' on '));
      const [[shown, accepted], [saved]] = painted;
      for (const points of [shown, accepted, saved]) assert.ok(points > 1000, painted.join(', '));
      for (const part of ['My statistics', HOSTILE_NAME, 'typescript', 'Acceptance rate', '150 ms', 'Clear My Statistics']) assert.ok(text.includes(part), part);
      assert.deepEqual(await accessibilityFaults(browser.page), []);
      assert.equal(requests.filter((url) => !url.startsWith('file:')).length, 0);
      assert.deepEqual(browser.log, []);
    });
  }

  it('tells the editor that the button was pressed, by mouse and by key, and keeps its focus when figures change', async () => {
    await open(syntheticStatistics);
    const button = browser.page.getByRole('button', { name: 'Clear My Statistics' });
    await button.click();
    await fill(syntheticStatistics);
    await browser.page.keyboard.press('Enter');
    assert.deepEqual(await told(), ['ready', 'clear', 'clear']);
  });

  it('says of each chart to a screen reader what it ends with, and follows new figures', async () => {
    await open(syntheticStatistics);
    const labels = () => browser.page.getByRole('img').evaluateAll((charts) => charts.map((chart) => (chart as unknown as { getAttribute(name: string): string }).getAttribute('aria-label')));
    const before = await labels();
    assert.match(before[0], /^Suggestions by day: Shown [\d,]+, Accepted [\d,]+$/);
    const more = { day: TODAY, language: 'zig', shown: 1234, accepted: 1111, acceptances: 1111, characters: 9999 };
    await fill({ ...syntheticStatistics, days: [...syntheticStatistics.days, more] });
    const [bySuggestions, byKeys] = await labels();
    assert.notDeepEqual([bySuggestions, byKeys], before);
    assert.equal(await browser.page.locator('canvas').count(), 2);
    assert.ok((await browser.page.locator('main').innerText()).includes('zig'));
  });

  it('has a sentence, no chart and no button before anything was counted, and again when all is cleared', async () => {
    await open(NO_STATISTICS);
    const main = browser.page.locator('main');
    for (const statistics of [NO_STATISTICS, syntheticStatistics, NO_STATISTICS]) {
      await fill(statistics);
      const isEmpty = statistics === NO_STATISTICS;
      assert.equal((await main.innerText()).includes('No statistics yet.'), isEmpty);
      assert.deepEqual(await accessibilityFaults(browser.page), []);
      assert.deepEqual([await main.locator('canvas').count(), await main.getByRole('button').count()], isEmpty ? [0, 0] : [2, 1]);
    }
    assert.deepEqual(browser.log, []);
  });
});
