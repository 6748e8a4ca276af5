import assert from 'node:assert/strict';
import { outcomeText, planText, progressText } from '../../../src/client/trainingText';
import { formatSentence } from '../../../src/model/userError';
import { figures, translate } from './english';

describe('training text', () => {
  it('names how many files and how much text will be read', () => {
    const text = planText({ files: 1234, bytes: 5_600_000, heldOutFiles: 62, heldOutBytes: 250_000, canJudge: true, seconds: 120 }, translate, figures);
    for (const part of ['1,234 files with 5.6 MB', '62 files with 250 kB', 'about 2 min']) assert.ok(text.includes(part), part);
    assert.ok(!text.includes('random sample') && !text.includes('You trained'));
  });

  it('says so when the workspace has more text than will be read', () => {
    const text = planText({ files: 20, bytes: 16_000_000, heldOutFiles: 2, heldOutBytes: 250_000, canJudge: true, foundBytes: 1_200_000_000, seconds: 120 }, translate, figures);
    assert.match(text, /16 MB of text, on this machine only\. The workspace has 1,200 MB of files, more than one training reads: a random sample will be used\. Of these, /);
  });

  it('says that an interrupted training is gone on with, before, meanwhile, and when it may be', () => {
    const plan = { files: 20, bytes: 16_000, heldOutFiles: 2, heldOutBytes: 2_000, canJudge: true, seconds: 120 };
    assert.match(planText({ ...plan, isInterrupted: true }, translate, figures), /An earlier training was interrupted: if .* are unchanged, this one continues from there\. Training takes /);
    assert.doesNotMatch(planText(plan, translate, figures), /interrupted/);
    assert.equal(progressText({ phase: 'training', fraction: 0.4, goesOnFrom: 1500 }, translate, figures), 'Learning (40%) · continues from step 1,500 of an interrupted training');
    const outcome = { outcome: 'failed', sentence: { template: 'The disk {0} is full.', values: ['C'] } } as const;
    assert.equal(outcomeText(outcome, translate, formatSentence), 'The disk C is full.');
    assert.equal(outcomeText({ ...outcome, isResumable: true }, translate, formatSentence), 'The disk C is full. Train again to continue from there.');
  });

  it('says what a second training does with the model of the first', () => {
    const plan = { files: 20, bytes: 16_000, heldOutFiles: 2, heldOutBytes: 2_000, canJudge: true, seconds: 120 };
    const trained = '2026-03-01T10:30:00.000Z';
    assert.match(planText({ ...plan, earlier: { trained, isInUse: true } }, translate, figures), /^You trained on Mar 1, 2026, .*; training again continues from that model\. To begin anew, delete the learned data first\. Elman will read/);
    assert.match(planText({ ...plan, earlier: { trained, isInUse: false } }, translate, figures), /^You trained on .* that model is not in use: training begins anew from the bundled model/);
  });

  it('shows what is known of the progress', () => {
    assert.equal(progressText({ phase: 'reading', fraction: 0 }, translate, figures), 'Reading the files (0%)');
    const training = { phase: 'training', fraction: 0.426, tokensPerSecond: 12345, validationPerplexity: 34.21, secondsLeft: 70 } as const;
    assert.equal(progressText(training, translate, figures), 'Learning (43%) · 12,345 tokens/s · validation perplexity 34.2 · 1 min 10 s left');
  });
});
