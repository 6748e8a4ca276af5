// The result of a training in plain words.
import assert from 'node:assert/strict';
import { formatSentence } from '../../../src/model/userError';
import { FINDINGS, type ReportData } from '../../../src/report/reportData';
import { findingSentence, resultSentence } from '../../../src/report/trainingResult';
import { syntheticReport } from '../../support/syntheticReport';

/** A toast with a button shows about so many characters in two lines. */
const LONGEST = 120;

const result = (changes: Partial<ReportData>): string => formatSentence(resultSentence({ ...syntheticReport(), ...changes }));
const all = (before: number | null, after: number) => [{ language: '*', bytes: 1000, before, after }];

describe('the result of a training', () => {
  it('is one short sentence with the next step, for every finding', () => {
    const bits = { before: 2, after: 1.28 };
    assert.equal(formatSentence(findingSentence('better', bits, false)), 'Better: 36 % fewer bits on files it had not seen.');
    for (const finding of FINDINGS) {
      for (const endedEarly of [false, true]) {
        const text = formatSentence(findingSentence(finding, bits, endedEarly));
        assert.ok(text.length <= LONGEST, `${text.length}: ${text}`);
        if (finding !== 'better') assert.match(text, /nothing changed|Nothing changed/);
        if (finding !== 'better' && !endedEarly) assert.match(text, /(Add|Train) .*\.$/);
      }
    }
  });

  it('begins the report, whatever state it is in', () => {
    assert.equal(result({}), 'Better: 19 % fewer bits on files it had not seen.');
    assert.match(result({ state: 'cancelled' }), /^The training was cancelled\./);
    assert.match(result({ state: 'interrupted' }), /Train again to continue it\.$/);
    assert.equal(result({ heldOut: [] }), 'The training is done.');
    assert.match(result({ reason: { template: 'x', values: [] } }), /^Better, though the training ended early/);
  });

  it('says of a training on the command line what the model reaches', () => {
    const { finding: _, ...judged } = syntheticReport();
    const reached = (heldOut: ReportData['heldOut']) => formatSentence(resultSentence({ ...judged, heldOut }));
    assert.equal(reached(all(null, 1.5)), 'A new model: 1.50 bits per byte on files it had not seen.');
    assert.equal(reached(all(2, 1)), 'Better: 50 % fewer bits on files it had not seen.');
    assert.equal(reached(all(2, 2.2)), 'Worse: 10 % more bits on files it had not seen.');
    assert.equal(reached(all(2, 2)), 'As many bits as before on files it had not seen.');
  });
});
