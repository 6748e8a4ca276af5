import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_SAVED_TEXTS, MOST_SAVED_TOKENS, readSavedTexts, readSavedTextsContent, writeSavedTexts, type SavedText } from '../../../src/model/savedTextsFile';
import { inTemporaryFolder } from '../../support/tinyPackage';
import { refusesAnyDamage } from '../../support/damagedFile';

const VOCABULARY = 50;
const FINGERPRINT = 'a'.repeat(64);
const STAMP = { bytes: 7, modifiedMs: 1764556000000.125, changedMs: 3, hash: 'e'.repeat(32) };
const textOf = (path: string, tokens: Uint16Array): [string, SavedText] => [path, { path, language: 'plaintext', stamp: STAMP, tokens }];
const TEXTS = [textOf('/b "c".md', Uint16Array.of(0, 1, 2)), textOf('/né', Uint16Array.of()), textOf('/c', Uint16Array.of(0, 10, 49, 10))];

/** A whole file with this content. */
function writeWhole(path: string, ...pieces: (string | Uint8Array)[]): void {
  const content = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
  writeFileSync(path, Buffer.concat([createHash('sha256').update(content).digest(), content]));
}

describe('file of saved texts', () => {
  it('gives back what was written, in its order', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      for (const texts of [[], TEXTS, [...TEXTS].reverse(), TEXTS.slice(0, 1)]) {
        writeSavedTexts(path, new Map(texts), FINGERPRINT);
        assert.deepEqual([...readSavedTexts(path, FINGERPRINT, VOCABULARY)], texts);
      }
      assert.deepEqual(readdirSync(folder), ['saved.bin']);
    }));

  it('writes of a text that is a part of a larger array that part only', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      writeSavedTexts(path, new Map([textOf('x', Uint16Array.of(1, 2, 3, 4).subarray(1, 3))]), FINGERPRINT);
      assert.deepEqual([...readSavedTexts(path, FINGERPRINT, VOCABULARY)], [textOf('x', Uint16Array.of(2, 3))]);
    }));

  it('has room for as much as may be kept', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      const texts = new Map(Array.from({ length: MOST_SAVED_TEXTS }, (_, i) => textOf(`${'\u0001'.repeat(990)}${i}`, new Uint16Array(MOST_SAVED_TOKENS / MOST_SAVED_TEXTS))));
      writeSavedTexts(path, texts, FINGERPRINT);
      assert.equal(readSavedTexts(path, FINGERPRINT, VOCABULARY).size, MOST_SAVED_TEXTS);
    }));

  it('refuses a file that was changed at any place or cut at any place', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      writeSavedTexts(path, new Map(TEXTS), FINGERPRINT);
      refusesAnyDamage(path, () => readSavedTexts(path, FINGERPRINT, VOCABULARY));
    }));

  it('refuses a whole file that says something else than it holds', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      const header = { version: 2, vocabulary: FINGERPRINT, texts: [['x', 'plaintext', 1, 1, 1, 'f', 1]] };
      const token = Uint8Array.of(1, 0);
      writeWhole(path, `${JSON.stringify(header)}\n`, token);
      assert.equal(readSavedTexts(path, FINGERPRINT, VOCABULARY).size, 1);
      const headers = [undefined, null, 1, [], {}, { ...header, version: 3 }, { ...header, vocabulary: 1 }, { ...header, texts: {} },
        ...[null, 'x', ['x'], ['x', 1]].map((text) => ({ ...header, texts: [text] })),
        ...[{ 0: 1 }, { 0: 'x'.repeat(1001) }, { 1: 1 }, { 2: -1 }, { 3: null }, { 4: '1' }, { 5: 1 }, { 6: -1 }, { 6: 0.5 }, { 6: 1e300 }, { 6: 2 }, { 6: 0 }].map((changes) => ({ ...header, texts: [Object.assign([...header.texts[0]], changes)] }))];
      for (const wrong of headers) {
        writeWhole(path, `${JSON.stringify(wrong)}\n`, token);
        assert.throws(() => readSavedTexts(path, FINGERPRINT, VOCABULARY), /damaged/, JSON.stringify(wrong));
      }
      for (const pieces of [[JSON.stringify(header)], [], ['\n'], [`${JSON.stringify(header)}\n`, Uint8Array.of(1)], [`${JSON.stringify(header)}\n`, Uint8Array.of(VOCABULARY, 0)]]) {
        writeWhole(path, ...pieces);
        assert.throws(() => readSavedTexts(path, FINGERPRINT, VOCABULARY), /damaged/);
      }
    }));

  it('gives none of the texts of the older version, of which nobody knows where they come from', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      writeWhole(path, `${JSON.stringify({ version: 1, vocabulary: FINGERPRINT, texts: [['a'.repeat(64), 1]] })}\n`, Uint8Array.of(1, 0));
      assert.deepEqual(readSavedTextsContent(path), { vocabulary: '', texts: new Map() });
    }));

  it('refuses another vocabulary, and a file that is missing or too large', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'saved.bin');
      assert.throws(() => readSavedTexts(path, FINGERPRINT, VOCABULARY), /does not exist/);
      writeSavedTexts(path, new Map(TEXTS), FINGERPRINT);
      assert.throws(() => readSavedTexts(path, 'b'.repeat(64), VOCABULARY), /another vocabulary/);
      truncateSync(path, 100_000_000);
      assert.throws(() => readSavedTexts(path, FINGERPRINT, VOCABULARY), /too large/);
    }));
});
