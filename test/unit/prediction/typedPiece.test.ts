import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editedTokens } from '../../../src/prediction/editedTokens';
import { pretokens } from '../../../src/prediction/pretokens';
import { codePoints, tokensWithinBytes, utf8Length, wholeCharacters } from '../../../src/prediction/tokenBytes';
import { typedPiece } from '../../../src/prediction/typedPiece';
import { anyLine } from '../../support/texts';
import { createTinyModel } from '../../support/tinyModel';

const { tokenizer } = createTinyModel({ seed: 1 });

/** The text before the cursor; what is held back stands after the bar. */
function check(marked: string): void {
  const [read, typed] = marked.split('|');
  assert.deepEqual(typedPiece(read + typed), { start: read.length, typed }, marked);
}

describe('the piece being typed', () => {
  it('is an unfinished word with its blank', () => {
    check('|hel');
    check('say| hel');
    check('const| __pro');
    check('|안녕하');
  });
  it('is blanks, which may join what follows or part', () => {
    check('say| ');
    check('say|    ');
    check('|\t\t');
  });
  it('is digits up to three, because the fourth begins another piece', () => {
    check('x|12');
    check('x123|');
    check('x123|4');
  });
  it('is nothing after a character that is a piece of its own', () => {
    for (const marked of ['f(|', 'f (|', '日本|', '😀|', 'カ|', '|', '\u00a0|']) check(marked);
  });

  it('stands after pieces that stay whatever follows', () => {
    fc.assert(
      fc.property(anyLine(12), fc.nat(), (line, at) => {
        const column = wholeCharacters(line, line.length === 0 ? 0 : at % (line.length + 1));
        const { start, typed } = typedPiece(line.slice(0, column));
        assert.equal(start + typed.length, column);
        const before = tokenizer.encodeLine(line.slice(0, start));
        const all = tokenizer.encodeLine(line);
        assert.deepEqual(all.slice(0, before.length), before);
        assert.equal(tokensWithinBytes(tokenizer, all, utf8Length(line, 0, start)), before.length);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('holds back all that one more character could change', () => {
    fc.assert(
      fc.property(anyLine(6), fc.constantFrom('a', 'é', '한', '日', '1', '_', ' ', '\t', '(', '\u0301', '😀'), (line, next) => {
        const { start } = typedPiece(line);
        const pieces = pretokens(line.slice(0, start));
        assert.deepEqual(pretokens(line + next).slice(0, pieces.length), pieces);
      }),
      { numRuns: 3000, seed: 2 },
    );
  });
});

describe('tokens of an edited line', () => {
  const long = fc.tuple(anyLine(20), anyLine(20)).map(([a, b]) => `${a} ${'lorem ipsum '.repeat(30)}${b}`);

  it('are those of the line encoded afresh', () => {
    fc.assert(
      fc.property(long, fc.nat(), fc.nat(40), anyLine(3), (before, at, removed, inserted) => {
        const start = at % (before.length + 1);
        const after = before.slice(0, start) + inserted + before.slice(start + removed);
        const tokens = Uint16Array.from(tokenizer.encodeLine(before));
        assert.deepEqual([...editedTokens(tokenizer, { text: before, tokens }, after)], tokenizer.encodeLine(after));
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it('cost only what stands around the edit', () => {
    let encoded = 0;
    const counting = {
      size: tokenizer.size,
      startToken: tokenizer.startToken,
      lineEndToken: tokenizer.lineEndToken,
      bytesOf: (token: number) => tokenizer.bytesOf(token),
      encodeLine: (line: string) => ((encoded += line.length), tokenizer.encodeLine(line)),
    };
    const before = 'some words of a long line '.repeat(2000);
    const after = `${before.slice(0, 25_000)}x${before.slice(25_000)}`;
    editedTokens(counting, { text: before, tokens: Uint16Array.from(tokenizer.encodeLine(before)) }, after);
    assert.ok(encoded < 40, `${encoded} characters encoded`);
  });
});

describe('bytes and columns', () => {
  it('count as UTF-8 and code points do, lone surrogates as U+FFFD', () => {
    fc.assert(
      fc.property(anyLine(8), (line) => {
        assert.equal(utf8Length(line), Buffer.byteLength(line));
        assert.equal(codePoints(line), [...line].length);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });
});
