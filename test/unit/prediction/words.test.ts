import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonPrefix, commonSuffix } from '../../../src/prediction/editedTokens';
import { pretokens } from '../../../src/prediction/pretokens';
import { editedWords, isWordCharacter, wordsOf } from '../../../src/prediction/words';
import { anyLine } from '../../support/texts';

function check(line: string, words: string): void {
  assert.equal(wordsOf(line).map(({ start, end }) => line.slice(start, end)).join('|'), words);
}

describe('words', () => {
  it('are runs of letters, marks, digits and underscores', () => {
    check('The 2nd snake_case word', 'The|2nd|snake_case|word');
    check('cafe\u0301 naïve', 'cafe\u0301|naïve');
    check('안녕하세요 세계', '안녕하세요|세계');
    check('', '');
    check(' \t \u3000\ufeff', '');
  });
  it('or one other character that is not white space', () => {
    check('f(x) => {', 'f|(|x|)|=|>|{');
    check('a😀😀b', 'a|😀|😀|b');
    check('x\ud800y', 'x|\ud800|y');
    check('don’t', 'don|’|t');
  });
  it('or pieces of Han and kana', () => {
    check('東京都に住んでいます', '東京|都|に|住|んで|い|ます');
    check('我们在北京大学学习', '我们|在|北京|大学|学习');
    check('コンピュータ・プログラムを書く', 'コンピュータ|・|プログラム|を|書く');
    check('x東京y', 'x|東京|y');
  });

  it('or pieces of Thai, Lao, Khmer and Burmese, which are written without spaces', () => {
    check('สวัสดีครับ ยินดีที่ได้รู้จัก', 'สวัสดี|ครับ|ยินดี|ที่|ได้|รู้จัก');
    check('ສະບາຍດີທຸກຄົນ', 'ສະບາຍດີ|ທຸກຄົນ');
    check('ខ្ញុំចង់ទៅផ្សារ', 'ខ្ញុំ|ចង់ទៅ|ផ្សារ');
    check('မင်္ဂလာပါခင်ဗျာ', 'မင်္ဂလာ|ပါ|ခင်ဗျာ');
    check('ไทยabc ฿5', 'ไทย|abc|฿|5');
  });
  it('leave other scripts as they were', () => {
    check('नमस्ते दुनिया', 'नमस्ते|दुनिया');
    check('مرحبا بالعالم', 'مرحبا|بالعالم');
    check('x'.repeat(5000), 'x'.repeat(5000));
  });
  it('are short in a run of a script without spaces that never ends', () => {
    const line = 'สวัสดีครับ'.repeat(2000);
    const words = wordsOf(line);
    assert.equal(words.map(({ start, end }) => line.slice(start, end)).join(''), line);
    assert.ok(words.every(({ start, end }) => end - start < 20));
  });
  it('of an edited line are those of the line cut afresh', () => {
    const pieces = fc.constantFrom('สวัสดีครับ', 'ขอบคุณ', ' ', 'a', 'the thing ', '日本語', '東京都に', '。', '\ud83d', '\ude00', '😀', 'e\u0301', '{"a":1,', '安', '12');
    const line = fc.array(pieces, { maxLength: 30, size: 'max' }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, fc.nat(), fc.nat(8), fc.array(pieces, { maxLength: 3 }), (before, at, removed, added) => {
        const start = at % (before.length + 1);
        const after = before.slice(0, start) + added.join('') + before.slice(start + removed);
        const kept = commonPrefix(before, after);
        assert.deepEqual(editedWords({ text: before, words: wordsOf(before) }, after, kept, commonSuffix(before, after, kept)), wordsOf(after));
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it('cover everything but white space and begin where pieces begin', () => {
    fc.assert(
      fc.property(anyLine(10), (line) => {
        const words = wordsOf(line);
        let column = 0;
        for (const { start, end } of words) {
          assert.match(line.slice(column, start), /^\s*$/);
          assert.ok(end > start);
          assert.match(line.slice(start, end), /^\S+$/);
          column = end;
        }
        assert.match(line.slice(column), /^\s*$/);
        const borders = new Set<number>();
        let at = 0;
        for (const piece of pretokens(line)) {
          borders.add(at).add(at + (piece.length - piece.trimStart().length));
          at += piece.length;
        }
        for (const { start } of words) assert.ok(borders.has(start), `${JSON.stringify(line)} at ${start}`);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('are made of word characters', () => {
    for (const character of 'aZ0_é한日カ\u0301٣') assert.ok(isWordCharacter(character.codePointAt(0)!), character);
    for (const character of [' ', '(', '-', '・', '😀', '\u00a0', '"']) assert.ok(!isWordCharacter(character.codePointAt(0)!), character);
  });
});
