import assert from 'node:assert/strict';
import { statusText, type StatusSources } from '../../../src/client/statusText';
import type { DocumentStatus } from '../../../src/server/protocol';
import { figures, translate } from './english';

const measured = { perplexityPerWord: 23.456, perplexityPerToken: 5.614, bitsPerCharacter: 1.8311, bitsPerByte: 1.75, bitsPerWord: 4.55, words: 1234, tokens: 2345 };
const ready: DocumentStatus = { state: 'ready', uri: 'file:///a', figures: measured, approximate: false, model: { kind: 'bundled', name: 'base', trainedOnThisFile: false }, tokensPerSecond: 5432.1 };

const shown = (status: DocumentStatus | undefined, others: Partial<StatusSources> = {}) =>
  statusText({ server: 'running', status, editorSilence: undefined, ...others }, translate, figures);

describe('status text', () => {
  it('shows perplexity per word, and the rest in the tooltip', () => {
    const { text, tooltip, isFailed } = shown(ready);
    assert.equal(text, 'Elman 23.5 · usual');
    assert.deepEqual(tooltip, [
      'The model knows text like this well.',
      'Perplexity per word: 23.5',
      'Perplexity per token: 5.61',
      'Perplexity is the number of equally likely words among which the model would have been as unsure as it was here, on average.',
      'Bits per character: 1.83',
      'Bits measure surprise: one bit more means that the model thought the text half as likely.',
      '1,234 words, 2,345 tokens',
      'Model: base, bundled with Elman',
      'Speed of reading: 5,432 tokens per second',
    ]);
    assert.equal(isFailed, false);
  });

  it('marks a figure of a document that is still being read', () => {
    const { text, tooltip } = shown({ ...ready, approximate: true });
    assert.equal(text, 'Elman ~23.5 · usual');
    assert.match(tooltip[1], /^Perplexity per word: 23.5 so far/);
  });

  it('has a word for the level, whatever the language, and a figure of a few characters, whatever the text', () => {
    const of = (bitsPerByte: number, perplexityPerWord: number) => shown({ ...ready, figures: { ...measured, bitsPerByte, perplexityPerWord } });
    assert.equal(of(2, 9_876).text, 'Elman 9,880 · usual');
    assert.equal(of(2.9, 152_000).text, 'Elman > 10,000 · unusual');
    for (const perplexityPerWord of [3.38e6, 1e12, Number.MAX_VALUE, Infinity]) {
      const { text, tooltip, spoken } = of(3.75, perplexityPerWord);
      assert.equal(text, 'Elman > 10,000 · foreign');
      assert.match(tooltip[0], /foreign to the model/);
      assert.ok(tooltip.every((line) => line.length < 150), tooltip.join('\n'));
      assert.match(spoken, /foreign/);
    }
    assert.ok(of(3.75, Infinity).tooltip.includes('Perplexity per word: > 10M'));
  });

  it('separates thousands in what the server says', () => {
    const silence = { template: 'This document has {0} characters. Perplexity is computed up to {1}; the limit is a setting.', values: [3_145_728, 500_000] };
    assert.match(shown({ ...ready, silence }).tooltip.at(-1)!, /has 3,145,728 characters.* up to 500,000/);
  });

  it('has no figure where nothing was read', () => {
    const { text, tooltip } = shown({ state: 'ready', uri: null, approximate: false });
    assert.equal(text, 'Elman');
    assert.deepEqual(tooltip, ['This document has no perplexity: nothing in it was read.']);
  });

  it('shows each state', () => {
    assert.equal(shown(undefined).text, '$(loading~spin) Elman');
    assert.equal(shown(ready, { server: 'starting' }).text, '$(loading~spin) Elman 23.5 · usual');
    assert.equal(shown({ ...ready, state: 'paused' }).text, '$(debug-pause) Elman 23.5 · usual');
    assert.equal(shown({ ...ready, state: 'training' }).text, '$(sync~spin) Elman 23.5 · usual');
  });

  it('says why it cannot predict', () => {
    const failed = shown({ state: 'failed', uri: null, approximate: false, failure: { template: 'Broken on {0}.', values: ['x'] } });
    assert.deepEqual([failed.text, failed.tooltip, failed.isFailed], ['$(warning) Elman', ['Broken on x.'], true]);
    const stopped = shown(undefined, { server: 'stopped' });
    assert.deepEqual([stopped.tooltip.length, stopped.isFailed], [1, true]);
    const damaged = shown(undefined, { server: 'damaged' });
    assert.deepEqual([damaged.tooltip, damaged.isFailed], [["Elman's files are damaged: install Elman again."], true]);
  });

  it('sets the bundled model beside one that was trained on this very file', () => {
    const model = { kind: 'learned', name: 'mine', trainedOnThisFile: true } as const;
    const { tooltip } = shown({ ...ready, model, bundledPerplexityPerWord: 45.67 });
    assert.ok(tooltip.includes('Model: mine, learned in this workspace'));
    assert.ok(tooltip.includes('Perplexity per word of the bundled model: 45.7'));
    const elsewhere = shown({ ...ready, model: { ...model, trainedOnThisFile: false }, bundledPerplexityPerWord: 45.67 });
    assert.ok(!elsewhere.tooltip.some((line) => /bundled model|very file/.test(line)));
  });

  it('says why nothing was suggested last, the editor’s reason before the server’s', () => {
    const silence = { template: 'Suggestions are switched off for {0}.', values: ['log'] };
    const last = (sources: Partial<StatusSources>) => shown({ ...ready, silence }, sources).tooltip.at(-1);
    assert.equal(last({}), 'Nothing was suggested last: Suggestions are switched off for log.');
    const selected = { template: 'Text is selected.', values: [] };
    assert.equal(last({ editorSilence: { uri: 'file:///a', reason: selected } }), 'Nothing was suggested last: Text is selected.');
    const elsewhere = { uri: 'file:///b', reason: selected };
    assert.equal(last({ editorSilence: elsewhere }), 'Nothing was suggested last: Suggestions are switched off for log.');
    // The editor's reason may come before the status that the server sends of the document now in focus.
    assert.match(shown({ ...ready, uri: 'file:///b', silence }, { editorSilence: elsewhere }).tooltip.at(-1)!, /Text is selected/);
  });
});
