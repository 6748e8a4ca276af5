import assert from 'node:assert/strict';
import { endsWithinGrapheme, isPresentable, savesTyping, standsRightOfCursor } from '../../../src/prediction/insertable';

describe('insertable text', () => {
  it('does not repeat what stands right of the cursor', () => {
    const stands: [word: string, before: string, after: string, expected: boolean][] = [
      [')', 'bar', ')', true],
      [')', 'bar(', ')', false],
      [')', 'bar()', ')', true],
      [')', 'bar', '', false],
      ['"', 'foo', '"', true],
      ['"', '"foo', '"', false],
      ['world', ' ', ' world again', true],
      ['world', ' ', ' worlds', false],
      [';', ')', ');', false],
    ];
    for (const [word, before, after, expected] of stands) assert.equal(standsRightOfCursor(word, before, after), expected, `${before}${word}|${after}`);
  });
  it('has two characters, one of them of a word', () => {
    for (const text of ['lo', ' be', '(x', '세요', '日本']) assert.equal(savesTyping(text), true, text);
    for (const text of ['', ' ', 'o', ' a', '()', ' = {', '\u{1f600}\u{1f600}']) assert.equal(savesTyping(text), false, text);
  });
  it('ends with a whole character as people see it', () => {
    const family = '\u{1f469}\u200d\u{1f467}';
    for (const text of ['a', family, '\u{1f1f0}\u{1f1f7}', '한']) assert.equal(endsWithinGrapheme(text, ''), false, text);
    for (const text of ['\u{1f469}\u200d', '\u{1f1f0}', 'a\ufffd']) assert.equal(endsWithinGrapheme(text, ''), true, text);
    assert.equal(endsWithinGrapheme('e', '\u0301'), true);
    assert.equal(endsWithinGrapheme('\u{1f44d}', '\u{1f3fd}'), true);
    assert.equal(endsWithinGrapheme('e', 'x'), false);
  });

  it('holds no broken, invisible or controlling character', () => {
    const unwanted = [
      '\ufffd', '\u200b', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f', '\u061c', '\u202a', '\u202e', '\u2066', '\u2069', '\u2028', '\u2029', '\u0000', '\u001b', '\u0085', '\u009f',
      '\r', '\n', '\u000b', '\u115f', '\u3164', '\uffa0', '\u034f', '\u2062', '\ufff9', '\ufffc', '\ue000', '\ud800', '\ufdd0', '\u2800', '\u2003', '\u{e0001}', '\u{e0041}', '\u{e0100}', '\ufe0f',
    ];
    for (const character of unwanted) {
      const name = `U+${character.codePointAt(0)!.toString(16)}`;
      for (const text of [character, `a${character}`, `a${character}b`, `${character}b`]) assert.equal(isPresentable('Le caf', text), false, `${name} in ${JSON.stringify(text)}`);
      assert.equal(isPresentable(`a${character}`, 'b'), true, `${name} stands in the document already`);
    }
    // Latin letters need no joiner, nor does a joiner that follows another.
    for (const text of ['a\u200db', 'a\u200cb', '\u0645\u06cc\u200c\u200c\u062e', '\u{1f469}\u200d', '\u{1f469}\u200da', '1\ufe0f']) assert.equal(isPresentable('', text), false, JSON.stringify(text));
  });
  it('keeps the joiners and selectors that a script needs', () => {
    const wanted = [
      '\u{1f469}\u200d\u{1f467}', '\u{1f469}\u{1f3fd}\u200d\u{1f52c}', '\u2764\ufe0f', '\u2764\ufe0f\u200d\u{1f525}', '1\ufe0f\u20e3', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0915\u094d\u200d\u0937', '\u0d28\u0d4d\u200d', '\u845b\u{e0100}', '\u1820\u180b', 'caf\u00e9', 'cafe\u0301', 'a\tb', 'vingt\u00a0: 5', '\u3000\u65e5\u672c', '\u0e2a\u0e27\u0e31\u0e2a',
    ];
    for (const text of wanted) assert.equal(isPresentable('', text), true, JSON.stringify(text));
    assert.equal(isPresentable('\u0645\u06cc', '\u200c\u062e'), true, 'the letter before it is typed');
    assert.equal(isPresentable('\u{1f469}', '\u200d\u{1f467}'), true, 'the emoji before it is typed');
    for (const text of ['\u{1f469}\u200d', '\u0645\u06cc\u200c', '\u{1f3f4}\u{e0067}']) assert.equal(isPresentable('', text, true), true, `${JSON.stringify(text)} and more`);
  });
  it('holds no part of a stand-in, wherever the cursor stands in it', () => {
    const parts: [before: string, inserted: string][] = [
      ['password: ', '<secret>'], ['password: ', '<secret'], ['password: <', 'secret'], ['password: <sec', 'ret>'], ['password: <secret', '>'], ['a = "', '<secret>"'], ['token ', '<SECRET>'],
      ['John Doe <', 'name@example.com>'], ['John Doe <', 'name@'], ['name@', 'example'], ['name@exam', 'ple.com'], ['jane@', 'example.com'], ['write to ', 'name@example.com today'],
    ];
    for (const [before, inserted] of parts) assert.equal(isPresentable(before, inserted), false, `${before}[${inserted}]`);
    const others: [before: string, inserted: string][] = [
      ['', 'secret'], ['the ', 'secret sauce'], ['', '<section>'], ['first ', 'name'], ['see https://', 'example.com'], ['a <', 'b'], ['<secret>', ' is masked'], ['kept in <secret> ', 'form'],
    ];
    for (const [before, inserted] of others) assert.equal(isPresentable(before, inserted), true, `${before}[${inserted}]`);
  });
});
