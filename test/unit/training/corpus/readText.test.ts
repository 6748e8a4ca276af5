import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeText, isBinary, readText } from '../../../../training/corpus/readText';

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('reading text', () => {
  it('makes CRLF and CR line feeds', () => assert.equal(decodeText(bytes('a\r\nb\rc\n\r\n')), 'a\nb\nc\n\n'));
  it('removes a byte-order mark', () => assert.equal(decodeText(bytes([0xef, 0xbb, 0xbf], '가')), '가'));
  it('reads UTF-16 with a mark, both ways round', () => {
    const little = Buffer.from('\uFEFFemoji 🙂\r\n', 'utf16le');
    assert.equal(decodeText(little), 'emoji 🙂\n');
    assert.equal(decodeText(Buffer.from(little).swap16()), 'emoji 🙂\n');
  });
  it('reads an empty file', () => assert.equal(decodeText(bytes('')), ''));
  it('refuses bytes that are no UTF-8', () => assert.equal(decodeText(bytes('caf', [0xe9], ' au lait')), undefined));
  it('refuses UTF-16 of an odd length', () => assert.equal(decodeText(bytes([0xff, 0xfe, 0x41])), undefined));
  it('refuses what holds NUL', () => {
    assert.equal(decodeText(bytes('a', [0], 'b')), undefined);
    assert.equal(isBinary(bytes('a', [0], 'b')), true);
    assert.equal(isBinary(bytes('plain')), false);
  });
  it('gives back every well-formed text without CR', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\0\uFEFF]/.test(text)), (text) => decodeText(Buffer.from(text)) === text));
  });
  it('reads files, and gives nothing for those it cannot read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'elman-text-'));
    try {
      writeFileSync(join(folder, 'a.txt'), 'one\r\ntwo');
      assert.equal(readText(join(folder, 'a.txt')), 'one\ntwo');
      assert.equal(readText(join(folder, 'missing.txt')), undefined);
      assert.equal(readText(folder), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
