// Runs mocha on files in plain Node: node --import tsx test/support/runFiles.ts OUTCOME TIMEOUT_MS FILE...
// The outcome is written to a file, because a test that kills the process leaves none, which counts as a failure.
import { writeFileSync } from 'node:fs';
import { runMocha } from './mochaRun';

process.once('SIGINT', () => process.exit(130)); // so that what ends with this process does

const [outcomeFile, timeoutMs, ...files] = process.argv.slice(2);
void runMocha(files, Number(timeoutMs), console.log).then((outcome) => {
  writeFileSync(outcomeFile!, JSON.stringify(outcome));
  process.exit(outcome.failed > 0 ? 1 : 0); // whatever a test left open
});
