import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChecked } from '../../../src/model/checkedFile';
import { keepFiles, MOST_LIST_BYTES, MOST_REMEMBERED_TOKENS, readLearnedMemory, readMemory, writeMemory, type LearnedFile, type LearnedMemory } from '../../../src/model/memoryFile';
import { UserError } from '../../../src/model/userError';
import { gatherFollowers, IndexedSource, type Followers } from '../../../src/prediction/memory/followers';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { inTemporaryFolder } from '../../support/tinyPackage';
import { refusesAnyDamage } from '../../support/damagedFile';

const VOCABULARY = 50;
const FINGERPRINT = 'a'.repeat(64);
const HASH_BYTES = 32;

function randomIndex(count: number, seed = 1): TokenIndex {
  const random = seededRandom(seed);
  return TokenIndex.of(Uint16Array.from({ length: count }, (_, i) => (i % 20 === 0 ? 0 : Math.floor(random() * VOCABULARY))), 0);
}

const STAMP = { bytes: 5, modifiedMs: 1.5, changedMs: 2.25, hash: 'f'.repeat(32) };
const fileOf = (path: string, tokens: number): LearnedFile => ({ path, language: 'markdown', stamp: STAMP, tokens });
/** A memory of one file. */
const memoryOf = (index: TokenIndex, files = [fileOf('/w/né.md', index.tokens.length)]): LearnedMemory => ({ vocabulary: FINGERPRINT, files, index });

/** Counts in the order of the tokens: places behind the same seven tokens may come in any order. */
function sorted({ tokens, counts, ...rest }: Followers): object {
  return { ...rest, seen: tokens.map((token, i) => [token, counts[i]]).sort(([a], [b]) => a - b) };
}

describe('memory file', () => {
  it('gives back what was written, whatever the number of tokens', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      for (const count of [0, 1, 2, 3, 20, 21, 1000, 1001]) {
        const index = randomIndex(count);
        writeMemory(path, memoryOf(index));
        const { tokens, places } = readMemory(path, FINGERPRINT, VOCABULARY);
        assert.deepEqual([tokens, places], [index.tokens, index.places]);
      }
      assert.deepEqual(readdirSync(folder), ['memory.bin']);
    }));

  it('refuses a file that was changed at any place or cut at any place', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      writeMemory(path, memoryOf(randomIndex(41)));
      const whole = readFileSync(path);
      refusesAnyDamage(path, () => readMemory(path, FINGERPRINT, VOCABULARY));
      writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4)]));
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), UserError);
    }));

  it('refuses a whole file whose numbers are not possible', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      writeMemory(path, memoryOf(new TokenIndex(Uint16Array.of(0, 1, VOCABULARY), Uint32Array.of(1, 2))));
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/);
      writeMemory(path, memoryOf(new TokenIndex(Uint16Array.of(0, 1, 2), Uint32Array.of(1, 3))));
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/);
      writeMemory(path, memoryOf(randomIndex(10)));
      const content = readFileSync(path).subarray(HASH_BYTES);
      for (const [at, count] of [[8, 0xffffffff], [12, 0xffffffff], [8, 12], [12, 0], [16, 0], [16, 0xffffffff], [16, 4]]) {
        const changed = Buffer.from(content);
        changed.writeUInt32LE(count, at);
        writeFileSync(path, Buffer.concat([createHash('sha256').update(changed).digest(), changed]));
        assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/, `${at}: ${count}`);
      }
    }));

  it('gives back the files, however many there are, and refuses a hostile list of them', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      const index = randomIndex(40);
      for (const files of [[], [fileOf('/a', 40)], [fileOf('/a', 1), fileOf('/b', 39)], [fileOf('/', 20), fileOf('/"\\', 0), fileOf('/c', 20)]]) {
        const memory = files.length > 0 ? memoryOf(index, files) : memoryOf(randomIndex(0), []);
        writeMemory(path, memory);
        assert.deepEqual(readLearnedMemory(path)!.files, memory.files);
      }
      const row = ['/a', 'markdown', 1, 1, 1, 'f', 40];
      const list = (changes: Record<number, unknown>) => row.map((value, i) => (i in changes ? changes[i] : value));
      for (const rows of [{}, 'x', [[]], [null], [row.slice(1)], [row, row], ...[{ 0: 1 }, { 0: 'x'.repeat(1001) }, { 1: null }, { 2: -1 }, { 3: null }, { 5: {} }, { 6: 39 }, { 6: 1e300 }, { 6: '40' }].map((changes) => [list(changes)])]) {
        writeMemory(path, { ...memoryOf(index), files: { map: () => rows } as unknown as LearnedFile[] });
        assert.throws(() => readLearnedMemory(path), /damaged/, JSON.stringify(rows).slice(0, 80));
      }
    }));

  it('knows nothing of a file of the older version, and is not misled by it', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      writeChecked(path, Buffer.from('ElmanM01'), new Uint8Array(100));
      assert.equal(readLearnedMemory(path), undefined);
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/);
    }));

  it('without some files is what it would be had they never been read', () => {
    const tokens = [Uint16Array.of(0, 5, 6, 7, 5, 6), Uint16Array.of(0, 8, 9), Uint16Array.of(0, 5, 6, 9, 9), Uint16Array.of(0, 7)];
    const all = memoryOf(TokenIndex.of(Uint16Array.from(tokens.flatMap((file) => [...file])), 0), tokens.map((file, i) => fileOf(`/${i}`, file.length)));
    for (let kept = 0; kept < 16; kept++) {
      const isKept = (_: unknown, i: number) => ((kept >> i) & 1) === 1;
      const { files, index } = keepFiles(all, ({ path }) => isKept(undefined, Number(path.slice(1))));
      assert.deepEqual(files.map(({ path }) => path), all.files.filter(isKept).map(({ path }) => path));
      const expected = TokenIndex.of(Uint16Array.from(tokens.filter(isKept).flatMap((file) => [...file])), 0);
      assert.deepEqual(index.tokens, expected.tokens);
      assert.deepEqual([...index.places].sort((a, b) => a - b), [...expected.places].sort((a, b) => a - b));
      for (const history of [[0], [5], [5, 6], [0, 5], [6], [9], [8], [7]]) assert.deepEqual(gatherFollowers([new IndexedSource(index)], history).map(sorted), gatherFollowers([new IndexedSource(expected)], history).map(sorted));
    }
    assert.equal(keepFiles(all, () => true), all);
  });

  it('refuses another vocabulary, a folder, and a file that is missing or too large', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /does not exist/);
      writeMemory(path, memoryOf(randomIndex(10)));
      assert.throws(() => readMemory(path, 'b'.repeat(64), VOCABULARY), /another vocabulary/);
      truncateSync(path, 6 * MOST_REMEMBERED_TOKENS + MOST_LIST_BYTES + 1000);
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /too large/);
      mkdirSync(join(folder, 'folder'));
      assert.throws(() => readMemory(join(folder, 'folder'), FINGERPRINT, VOCABULARY), /not a file/);
    }));

  it('keeps the older file, and leaves nothing beside it, when the new one cannot be written', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      mkdirSync(join(path, 'taken'), { recursive: true });
      assert.throws(() => writeMemory(path, memoryOf(randomIndex(10))));
      assert.deepEqual(readdirSync(folder), ['memory.bin']);
      assert.ok(existsSync(join(path, 'taken')));
    }));
});
