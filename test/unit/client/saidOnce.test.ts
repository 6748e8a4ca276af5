import assert from 'node:assert/strict';
import { SaidOnce, type Memory } from '../../../src/client/saidOnce';
import { causeOf } from '../../../src/client/sentenceText';
import { formatSentence } from '../../../src/model/userError';

describe('said once', () => {
  let shown: string[];
  let remembered: Map<string, unknown>;
  beforeEach(() => {
    shown = [];
    remembered = new Map();
  });

  const memory: Memory = {
    get: (key) => remembered.get(key),
    // As the editor has it: what is remembered are values, not objects.
    update: async (key, value) => void remembered.set(key, JSON.parse(JSON.stringify(value))),
  };
  /** What a window shows that is told all of these. */
  function windowTold(texts: readonly string[], version = '1.0.0'): string[] {
    const said = new SaidOnce(memory, version);
    shown = [];
    for (const text of texts) said.once(text, (one) => shown.push(one));
    return shown;
  }

  it('says each thing once, also after the window was loaded anew', () => {
    assert.deepEqual(windowTold(['broken', 'broken', 'damaged']), ['broken', 'damaged']);
    assert.deepEqual(windowTold(['broken', 'other']), ['other']);
    assert.deepEqual(windowTold(['broken', 'other', 'damaged']), []);
  });

  it('says what differs in its numbers only once', () => {
    const said = new SaidOnce(memory, '1.0.0');
    const of = (template: string, ...values: (string | number)[]) => ({ template, values });
    for (const sentence of [of('{0} of {1}', 1, 2), of('{0} of {1}', 3, 2), of('{0} is damaged', 'a'), of('{0} is damaged', 'b')]) {
      said.once(formatSentence(sentence), (one) => shown.push(one), causeOf(sentence));
    }
    assert.deepEqual(shown, ['1 of 2', 'a is damaged', 'b is damaged']);
  });

  it('says it again in another version of Elman', () => {
    windowTold(['broken']);
    assert.deepEqual(windowTold(['broken'], '1.0.1'), ['broken']);
    assert.deepEqual(windowTold(['broken'], '1.0.1'), []);
  });

  it('is not led astray by what it finds remembered', () => {
    for (const found of [null, 3, 'x', [], { version: '1.0.0' }, { version: '1.0.0', texts: 'broken' }]) {
      remembered = new Map([['elman.said', found]]);
      assert.deepEqual(windowTold(['broken']), ['broken']);
    }
  });
});
