import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_REMEMBERED_TOKENS, readMemory, writeMemory } from '../../../src/model/memoryFile';
import { UserError } from '../../../src/model/userError';
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

describe('memory file', () => {
  it('gives back what was written, whatever the number of tokens', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      for (const count of [0, 1, 2, 3, 20, 21, 1000, 1001]) {
        const index = randomIndex(count);
        writeMemory(path, index, FINGERPRINT);
        const { tokens, places } = readMemory(path, FINGERPRINT, VOCABULARY);
        assert.deepEqual([tokens, places], [index.tokens, index.places]);
      }
      assert.deepEqual(readdirSync(folder), ['memory.bin']);
    }));

  it('refuses a file that was changed at any place or cut at any place', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      writeMemory(path, randomIndex(41), FINGERPRINT);
      const whole = readFileSync(path);
      refusesAnyDamage(path, () => readMemory(path, FINGERPRINT, VOCABULARY));
      writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4)]));
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), UserError);
    }));

  it('refuses a whole file whose numbers are not possible', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      writeMemory(path, new TokenIndex(Uint16Array.of(0, 1, VOCABULARY), Uint32Array.of(1, 2)), FINGERPRINT);
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/);
      writeMemory(path, new TokenIndex(Uint16Array.of(0, 1, 2), Uint32Array.of(1, 3)), FINGERPRINT);
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/);
      writeMemory(path, randomIndex(10), FINGERPRINT);
      const content = readFileSync(path).subarray(HASH_BYTES);
      for (const [at, count] of [[8, 0xffffffff], [12, 0xffffffff], [8, 12], [12, 0]]) {
        const changed = Buffer.from(content);
        changed.writeUInt32LE(count, at);
        writeFileSync(path, Buffer.concat([createHash('sha256').update(changed).digest(), changed]));
        assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /damaged/, `${at}: ${count}`);
      }
    }));

  it('refuses another vocabulary, a folder, and a file that is missing or too large', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /does not exist/);
      writeMemory(path, randomIndex(10), FINGERPRINT);
      assert.throws(() => readMemory(path, 'b'.repeat(64), VOCABULARY), /another vocabulary/);
      truncateSync(path, 6 * MOST_REMEMBERED_TOKENS + 1000);
      assert.throws(() => readMemory(path, FINGERPRINT, VOCABULARY), /too large/);
      mkdirSync(join(folder, 'folder'));
      assert.throws(() => readMemory(join(folder, 'folder'), FINGERPRINT, VOCABULARY), /not a file/);
    }));

  it('keeps the older file, and leaves nothing beside it, when the new one cannot be written', () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, 'memory.bin');
      mkdirSync(join(path, 'taken'), { recursive: true });
      assert.throws(() => writeMemory(path, randomIndex(10), FINGERPRINT));
      assert.deepEqual(readdirSync(folder), ['memory.bin']);
      assert.ok(existsSync(join(path, 'taken')));
    }));
});
