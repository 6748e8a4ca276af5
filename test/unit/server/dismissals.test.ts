import assert from 'node:assert/strict';
import { Dismissals } from '../../../src/server/dismissals';

describe('dismissed suggestions', () => {
  let dismissals: Dismissals;
  beforeEach(() => {
    dismissals = new Dismissals();
    dismissals.add('a', 1, ['I have read']);
  });
  const has = (text: string, uri = 'a', line = 1) => dismissals.has(uri, line, text);

  it('are the same word at the same place, with or without words behind it', () => {
    assert.equal(has('I have read'), true);
    assert.equal(has('I have read your'), true);
    for (const text of ['I have reading', 'I have ready', 'I have', 'I had read']) assert.equal(has(text), false, text);
    assert.equal(has('I have read', 'b'), false);
    assert.equal(has('I have read', 'a', 2), false);
  });
  it('stay while the word is typed, changed and typed again', () => {
    for (const before of ['I have r', 'I have rea', 'I have ', 'I have re']) {
      dismissals.passed('a', 1, before);
      assert.equal(has('I have read'), true, before);
    }
  });
  it('end with the word', () => {
    for (const before of ['I have read', 'I have rx', 'You']) {
      dismissals.add('a', 1, ['I have read']);
      dismissals.passed('a', 1, before);
      assert.equal(has('I have read'), false, before);
    }
    dismissals.add('a', 1, ['I have read']);
    dismissals.passed('a', 2, 'elsewhere');
    assert.equal(has('I have read'), true, 'another line says nothing of it');
  });
});
