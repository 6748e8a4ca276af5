// What is read once behind a place is not read again while somebody types on there.
import assert from 'node:assert/strict';
import { readOn } from '../../../src/prediction/continuations';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { emptyState, readTokens } from '../../../src/prediction/readTokens';
import { suggest } from '../../../src/prediction/suggestions';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import { createTinyModel } from '../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 5 });

describe('continuations of a distribution', () => {
  it('cost what they add to a known one, and are those of reading all', async () => {
    const from = await readTokens(model, emptyState(model), [0]);
    const tokens = tokenizer.encodeLine('constellation of stones');
    const steps: number[] = [];
    for (let length = 3; length <= tokens.length; length++) {
      const read = await readOn(model, from, tokens.slice(0, length));
      steps.push(read.steps);
      const fresh = await readTokens(model, from.state, tokens.slice(0, length));
      read.distribution.logProbabilities.forEach((value, i) => assert.ok(Math.abs(value - fresh.logProbabilities[i]) < 1e-4));
    }
    assert.deepEqual(steps, [3, ...steps.slice(1).map(() => 1)]);
  });

  it('are read anew where they part from what is known', async () => {
    const from = await readTokens(model, emptyState(model), [0]);
    await readOn(model, from, [5, 6, 7]);
    assert.equal((await readOn(model, from, [5, 6, 8])).steps, 3);
    assert.equal((await readOn(model, from, [5, 6, 8, 9])).steps, 1);
  });

  it('make a key cheap in a line without blanks', async () => {
    // Thai is written without spaces between words, so all of this is one piece of the line.
    const text = 'วันนี้อากาศดีมากเราจึงออกไปเดินเล่นที่สวนสาธารณะใกล้บ้าน'.repeat(3);
    const track = new DocumentTrack(model, tokenizer, '');
    const vocabulary = createVocabulary(tokenizer);
    let steps = 0;
    for (let end = 1; end <= text.length; end++) {
      track.applyEdit({ start: { line: 0, character: end - 1 }, end: { line: 0, character: end - 1 } }, text[end - 1]);
      const place = await track.distributionAt(0, end);
      const limits = { worth: { minimumProbability: [0.3, 0.3, 0.3], leastKeys: 0 }, maximumWords: 4, candidates: 1 } as const;
      const found = await suggest(model, tokenizer, vocabulary, { distribution: place!.distribution, typed: place!.typed, textAfterCursor: '', explicit: false, limits });
      steps += found.steps;
    }
    assert.ok(steps / text.length <= 16, `${steps / text.length} steps a key`);
  });
});
