// A file as a failing disk may leave it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../../src/model/userError';

/** Changes a file at every place, and cuts it at every place: reading must say so each time. */
export function refusesAnyDamage(path: string, read: () => unknown): void {
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] ^= 1;
    for (const bytes of [changed, whole.subarray(0, at)]) {
      writeFileSync(path, bytes);
      assert.throws(read, UserError, `byte ${at}`);
    }
  }
}
