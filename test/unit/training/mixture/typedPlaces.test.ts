import assert from 'node:assert/strict';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { emptyState, readTokens } from '../../../../src/prediction/readTokens';
import { visitTyped, type TypedPlace } from '../../../../training/mixture/typedPlaces';
import { createTinyModel } from '../../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 1 });
const LINE = 'say hello world. ';

describe('documents as they are typed', () => {
  it('give every token with what stands before it known, and no more', async () => {
    const document = documentTokens(tokenizer, LINE.repeat(12));
    const places: TypedPlace[] = [];
    await visitTyped(model, document, { open: [], workspace: [] }, (place) => places.push(place));
    assert.deepEqual(places.map(({ target }) => target), [...document.subarray(1)]);
    assert.deepEqual(places[0].known.levels, []);
    const once = tokenizer.encodeLine(LINE).length;
    for (const { known, target } of places.slice(2 * once, -2)) assert.deepEqual(known.levels[0].tokens, [target], 'the longest context was always followed by the same');
    assert.ok(!places[once].known.isInDocument(tokenizer.lineEndToken));
    assert.ok(places[once].known.isInDocument(document[1]));
  });

  it('give what the network says after all that stands before', async () => {
    const document = documentTokens(tokenizer, LINE.repeat(8));
    const rows: Float32Array[] = [];
    await visitTyped(model, document, { open: [], workspace: [] }, ({ row }) => rows.push(row.slice()));
    for (const place of [1, 63, 64, 65, document.length - 1]) {
      const { logProbabilities } = await readTokens(model, emptyState(model), [...document.subarray(0, place)]);
      logProbabilities.forEach((value, token) => assert.ok(Math.abs(value - rows[place - 1][token]) < 1e-4));
    }
  });
});
