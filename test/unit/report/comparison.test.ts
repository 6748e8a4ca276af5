// The table and the curves of a comparison, and the page that holds them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { comparisonCharts } from '../../../src/report/comparisonCharts';
import { comparisonTable } from '../../../src/report/comparisonTable';
import { comparisonTexts } from '../../../src/report/comparisonTexts';
import { english } from '../../../src/report/reportTexts';
import { writeComparisonPage } from '../../../training/report/pageFile';
import { syntheticComparison } from '../../support/syntheticComparison';
import { HOSTILE_NAME } from '../../support/syntheticReport';
import { inTemporaryFolder } from '../../support/tinyPackage';

const texts = comparisonTexts(english);

describe('a comparison', () => {
  it('is read as a table', () => {
    const { head, rows } = comparisonTable(syntheticComparison.models, texts);
    assert.deepEqual(head, ['Model', 'Parameters', 'Bytes on disk', 'Tokens/s in training', 'Bits per byte', 'Perplexity per word', 'Top-1', 'Contexts never seen', 'µs per prediction']);
    assert.deepEqual(rows[0], ['elman', '2 752 000', '5 600 000', '16 667', '1.543', '55.1', '45.7 %', '-', '183']);
    assert.deepEqual(rows[2].slice(-2), ['21.5 %', '183']);
  });

  it('is drawn over one time, what is counted at once as a line to the end', () => {
    const [{ title, seconds, curves }, ...others] = comparisonCharts({ comparison: syntheticComparison, texts });
    assert.deepEqual([title, seconds, others], ['Validation perplexity per token', [0.5, 0.7, 1.5, 60, 120], []]);
    const e = Math.exp;
    assert.deepEqual(curves, [
      { label: 'elman', isDashed: false, values: [e(6), null, null, e(3), e(2.5)] },
      { label: 'gru', isDashed: false, values: [null, e(6), null, null, e(2.2)] },
      { label: 'kn-3', isDashed: true, values: [null, null, e(2.4), null, e(2.4)] },
    ]);
    assert.deepEqual(comparisonCharts({ comparison: { ...syntheticComparison, models: [] }, texts }), []);
  });

  it('has a page that holds its data, without a name in it that could be markup and without an address', async () => {
    await buildBundles(['reportPage']);
    await inTemporaryFolder((folder) => {
      const file = join(folder, 'comparison.html');
      writeComparisonPage(file, syntheticComparison);
      const html = readFileSync(file, 'utf8');
      const block = /<script type="application\/json" id="report-data">([^<]*)<\/script>/.exec(html)![1];
      assert.deepEqual(JSON.parse(block), { comparison: syntheticComparison, texts });
      assert.ok(html.includes('<title>Comparison of models</title>'));
      assert.ok(!html.includes(HOSTILE_NAME) && !html.includes('<img'));
      assert.doesNotMatch(html, /https?:|\/\/[a-z]+\.[a-z]/);
      assert.match(html, /default-src 'none'/);
    });
  });
});
