// What a key costs, in steps of the bundled network, at the pace of a person: the search for a suggestion, and reading what
// changed and what follows from it, so that the figures of the document are right again at the end.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTLED_MS } from '../../src/server/readings';
import { Client } from './support/client';

/** The median gap between two keys; longer than the server waits before it reads. */
const PAUSE_MS = 180;
const MOST_STEPS = 16;
const TYPED: Readonly<Record<string, string>> = {
  markdown: '\nThe server keeps the hidden state of every document.',
  typescript: '\n  const value = options.get(name) ?? defaultValue;',
};

describe('the steps of a key', function () {
  this.timeout(300_000); // keys are typed again until enough of them came in time
  let client: Client;
  before(async () => {
    client = await Client.start({ bundledModel: join('models', 'base'), transport: 'ipc' });
    await client.ready();
  });
  after(async () => assert.equal(await client.stop(), 0));

  for (const [language, file] of [['markdown', 'ARCHITECTURE.md'], ['typescript', join('src', 'prediction', 'wordSearch.ts')]] as const) {
    it(`are few in ${language}`, async () => {
      const text = readFileSync(file, 'utf8');
      const document = client.open(`untitled:${language}`, language, text);
      document.focus();
      // On a busy machine the answer comes before the document is read: its reading would be counted for the keys.
      while ((await client.perplexity(document.uri)).approximate);
      let cursor = text.indexOf('\n', text.length / 2);
      /** Types the keys. Returns the steps of each key that came in time after the one before it. */
      const type = async () => {
        const steps: number[] = [];
        let before = (await client.diagnostics()).steps;
        let lastMs = performance.now();
        for (const key of TYPED[language]) {
          document.replace(cursor, cursor, key);
          cursor++;
          await document.complete({ at: cursor });
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
          const after = (await client.diagnostics()).steps;
          // On a busy machine a key may come late. All that follows it is read in such a gap, so the key does not count.
          if (performance.now() - lastMs <= SETTLED_MS / 2) steps.push(after - before);
          before = after;
          lastMs = performance.now();
        }
        assert.equal((await client.perplexity(document.uri)).approximate, false);
        return steps;
      };
      const steps = await type();
      while (steps.length < TYPED[language].length) steps.push(...(await type()));
      const perKey = steps.reduce((sum, count) => sum + count, 0) / steps.length;
      console.log(`    ${perKey.toFixed(1)} steps per key`);
      assert.ok(perKey <= MOST_STEPS, `${perKey} steps per key`);
    });
  }
});
