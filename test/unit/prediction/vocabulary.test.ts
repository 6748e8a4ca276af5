import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ANY_CHARACTER, CharacterClass, classOfCharacter, classOfLastCharacter, classesThatEnd } from '../../../src/prediction/characterClass';
import { classOfFirstCharacter, decodeStrictly, unfinishedBytes, utf8 } from '../../../src/prediction/utf8';
import { createVocabulary, tokensBeginningWith, tokensWithin } from '../../../src/prediction/vocabulary';
import { createTinyModel } from '../../support/tinyModel';

const { Blank, Inside, LineEnd, Spaceless, Symbol, Word } = CharacterClass;
const { tokenizer } = createTinyModel({ seed: 1 });
const vocabulary = createVocabulary(tokenizer);
const anyToken = fc.integer({ min: 1, max: tokenizer.size - 1 });

/** A piece of text as tokens spell it, sometimes cut inside a character. */
const someBytes = fc
  .tuple(fc.array(anyToken, { maxLength: 3 }), fc.nat(3))
  .map(([tokens, cut]) => Buffer.concat(tokens.map((token) => Buffer.from(tokenizer.bytesOf(token)))).subarray(cut));

describe('vocabulary', () => {
  it('finds the tokens that begin with some bytes', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const expected = vocabulary.bytes.flatMap((token, i) => (Buffer.from(token).subarray(0, bytes.length).equals(bytes) ? [i] : []));
        assert.deepEqual([...tokensBeginningWith(vocabulary, bytes)].sort((a, b) => a - b), expected);
      }),
    );
  });
  it('finds the tokens that spell a beginning of some bytes', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const begins = (token: Uint8Array) => token.length > 0 && token.length < bytes.length && bytes.subarray(0, token.length).equals(token);
        const expected = vocabulary.bytes.flatMap((token, i) => (begins(token) ? [i] : []));
        assert.deepEqual(tokensWithin(vocabulary, bytes).sort((a, b) => a - b), expected);
      }),
    );
  });
  it('knows what each token opens', () => {
    const opening = (text: string) => vocabulary.openings[tokenizer.encodeLine(text)[0]];
    const cases: [string, number][] = [[' the', Blank], ['    ', Blank], ['he', Word], ['_', Word], ['7', Word], ['.', Symbol], ['é', Word], ['한', Word], ['日', Spaceless]];
    for (const [text, expected] of cases) assert.equal(opening(text), expected, text);
    assert.equal(vocabulary.openings[tokenizer.lineEndToken], LineEnd);
    assert.equal(vocabulary.openings[tokenizer.startToken], 0);
    assert.ok(vocabulary.opening(Word | Symbol).every((token) => vocabulary.openings[token] === Word || vocabulary.openings[token] === Symbol));
    assert.equal(vocabulary.opening(ANY_CHARACTER | Inside).length, tokenizer.size - 1);
  });
});

describe('character classes', () => {
  it('follow the measures', () => {
    const cases: [string, number][] = [['a', Word], ['\u0301', Word], ['９', Word], ['ㅋ', Word], ['か', Spaceless], ['々', Spaceless], ['\u{20000}', Spaceless], ['\u{1f600}', Symbol], ['\u00a0', Blank], ['\t', Blank]];
    for (const [character, expected] of cases) assert.equal(classOfCharacter(character), expected, character);
    assert.equal(classOfLastCharacter('a\u{1f600}'), Symbol);
    assert.equal(classOfLastCharacter(''), 0);
    assert.equal(classesThatEnd(Word) & Word, 0);
    assert.equal(classesThatEnd(Symbol), ANY_CHARACTER);
  });
  it('are guessed from the first bytes of a character as for most characters that begin so', () => {
    const cases: [number[], number][] = [[[0xed], Word], [[0xed, 0x95], Word], [[0xc3], Word], [[0xe2], Symbol], [[0xe2, 0x80], Symbol], [[0xe6], Spaceless], [[0xf0], Symbol], [[0xf0, 0x9f], Symbol], [[0xf0, 0xa0], Spaceless], [[0x95], Inside], [[0xff], Symbol], [[], 0]];
    for (const [bytes, expected] of cases) assert.equal(classOfFirstCharacter(Uint8Array.from(bytes)), expected, String(bytes));
  });
});

describe('UTF-8', () => {
  it('is cut and joined without loss', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (text, place) => {
        const bytes = utf8(text).subarray(0, place % (utf8(text).length + 1));
        const whole = bytes.subarray(0, bytes.length - unfinishedBytes(bytes));
        const decoded = decodeStrictly(whole);
        assert.ok(decoded !== undefined && text.startsWith(decoded));
        assert.ok(bytes.length - whole.length < 4);
      }),
    );
  });
  it('refuses what is no text', () => {
    assert.equal(decodeStrictly(Uint8Array.from([0x61, 0xff])), undefined);
  });
});
