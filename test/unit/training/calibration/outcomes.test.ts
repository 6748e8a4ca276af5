import assert from 'node:assert/strict';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { UNCALIBRATED } from '../../../../src/prediction/memory/calibration';
import { IndexedSource } from '../../../../src/prediction/memory/followers';
import { TokenIndex } from '../../../../src/prediction/memory/tokenIndex';
import { isRight, outcomesAt } from '../../../../training/calibration/outcomes';
import { samplePlaces, type TextPlaces } from '../../../../training/calibration/places';
import { createTinyModel } from '../../../support/tinyModel';

const options = { places: 1000, texts: 10, units: 1000, seed: 1 };
const named = (...texts: string[]) => texts.map((text, i) => ({ name: `${i}`, text }));

/** Texts with their places marked. */
function marked(places: readonly TextPlaces[]): string[] {
  return places.map(({ text, offsets }) => offsets.reduceRight((sum, offset) => `${sum.slice(0, offset)}|${sum.slice(offset)}`, text));
}

describe('places', () => {
  it('are where a word begins and behind its first one or two letters, never behind the whole word or beside a symbol', () => {
    assert.deepEqual(marked(samplePlaces(named('say hello, a\n  x1 (걷다)', '\u{1d4b6}\u{1d4b6}\u{1d4b6}\u{1d4b6} = 1'), options)).sort(), [
      '|s|a|y |h|e|llo, |a\n  |x|1 (|걷|다)',
      '|\u{1d4b6}|\u{1d4b6}|\u{1d4b6}\u{1d4b6} = |1',
    ].sort());
  });
  it('are the same for a seed, others for another, and never more than wanted', () => {
    const texts = named(...Array.from({ length: 20 }, (_, i) => `text number ${i} says hello to the world\n`.repeat(30)));
    const few = { places: 50, texts: 4, units: 200, seed: 3 };
    const places = samplePlaces(texts, few);
    assert.deepEqual(samplePlaces(texts, few), places);
    assert.notDeepEqual(samplePlaces(texts, { ...few, seed: 4 }), places);
    assert.equal(places.length, 4);
    assert.equal(places.flatMap(({ offsets }) => offsets).length, 50);
    assert.ok(places.every(({ offsets }) => offsets.every((offset, i) => offset < 200 && (i === 0 || offset > offsets[i - 1]))));
  });
  it('are none where there is no text', () => {
    assert.deepEqual(samplePlaces(named('', ' \n', '('), options), [{ text: '(', offsets: [] }]);
  });
});

describe('outcomes', () => {
  const suggestion = (text: string, replace: number, firstEnd = text.length) => ({ text, replace, firstEnd, probability: 0.5 });

  it('are right where the text has the first word, and it ends there', () => {
    assert.ok(isRight(suggestion('hello world', 2, 5), 'say hello you', 6));
    assert.ok(isRight(suggestion(' hello', 0), 'say hello', 3), 'at the end of the text');
    assert.ok(isRight(suggestion('hello', 0), 'say hello\nyou', 4));
    assert.ok(!isRight(suggestion('hello', 2), 'say help', 6));
    assert.ok(!isRight(suggestion('hell', 2), 'say hello', 6), 'a longer word');
    assert.ok(isRight(suggestion('(x', 0), 'f(x)', 1));
  });

  it('are those of the mixture: what the document or the workspace said before is known', async () => {
    const { model, tokenizer } = createTinyModel({ seed: 1 });
    const text = 'the stone tells another\n'.repeat(8);
    const places = [{ text, offsets: [text.length - 'tells another\n'.length, text.length - 'other\n'.length] }];
    const again = await outcomesAt({ model, tokenizer }, places, { open: [], workspace: [] }, UNCALIBRATED);
    assert.equal(again.length, 2);
    assert.ok(again.every(({ probability, isRight: right }) => right && probability > 0.7), JSON.stringify(again));
    const once = [{ text: 'the stone tells another', offsets: ['the stone te'.length] }];
    const alone = await outcomesAt({ model, tokenizer }, once, { open: [], workspace: [] }, UNCALIBRATED);
    assert.ok(alone.every(({ probability, isRight: right }) => !right && probability < 0.5), 'the network alone has learned nothing');
    const workspace = [new IndexedSource(TokenIndex.of(documentTokens(tokenizer, text), tokenizer.startToken))];
    const [known] = await outcomesAt({ model, tokenizer }, once, { open: [], workspace }, UNCALIBRATED);
    assert.ok(known.isRight && known.probability > 0.7, JSON.stringify(known));
    const [corrected] = await outcomesAt({ model, tokenizer }, once, { open: [], workspace }, { slope: 1, intercept: -1 });
    assert.ok(corrected.probability < known.probability, 'as the editor shows it');
  });
});
