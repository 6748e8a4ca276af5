import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeText, isBinary } from '../../../../src/privacy/decodeText';
import { readText, readTextParts } from '../../../../training/corpus/readText';
import { inTemporaryFolder } from '../../../support/tinyPackage';

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
  it('reads a large file in parts that end behind a line and are the text together', () => inTemporaryFolder((folder) => {
    const path = join(folder, 'large.txt');
    const samples = ['one\r\ntwo\nthree and more than a part\r\n\r\n가나다라마바사 🙂🙂🙂\n', 'old\rline\rends\r\ror none at all, and so on', '\uFEFFwith a mark\n'.repeat(9)];
    for (const sample of samples) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        if (encoding === 'utf16le' && !sample.startsWith('\uFEFF')) continue;
        writeFileSync(path, Buffer.from(sample, encoding));
        for (let size = 2; size < 40; size++) {
          const parts = [...readTextParts(path, size)];
          assert.equal(parts.join(''), readText(path), `${size} ${sample}`);
          if (!sample.includes('\rline')) assert.ok(parts.slice(0, -1).every((part) => part.endsWith('\n') || part.length <= 2 * size), JSON.stringify(parts));
        }
      }
    }
    assert.deepEqual([...readTextParts(path)], [readText(path)], 'a small one is one part');
  }));
  it('throws where a large file is no text any more', () => inTemporaryFolder((folder) => {
    const path = join(folder, 'large.txt');
    for (const contents of [bytes('line\n'.repeat(9), [0xe9]), bytes('a', [0], 'b\n'.repeat(20))]) {
      writeFileSync(path, contents);
      for (const size of [8, 1000]) assert.throws(() => [...readTextParts(path, size)]);
    }
  }));
});
