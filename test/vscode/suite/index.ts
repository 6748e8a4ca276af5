// What the editor calls inside its extension host to test the installed extension. Every `*.test.ts` beside this file is
// found by itself; the build bundles them into one folder.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../../support/mochaRun';

/** @throws Error if a test fails, which is how the editor learns it. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  const log: string[] = [];
  const outcome = await runMocha(files.map((name) => path.join(__dirname, name)), 60_000, (line) => log.push(line));
  const outcomeFile = process.env['ELMAN_TEST_OUTCOME'];
  if (outcomeFile !== undefined) writeFileSync(outcomeFile, JSON.stringify({ ...outcome, log }));
  if (outcome.failed > 0) throw new Error(`${outcome.failed} tests failed`);
}
