// One way to run mocha everywhere: in plain Node and inside the editor. Prints nothing itself; lines go to `say`, so that a
// suite whose console nobody sees can hand them on.
import Mocha from 'mocha';

export interface MochaOutcome {
  readonly passed: number;
  readonly failed: number;
  /** Of every test that failed its name and why, as it was said. */
  readonly failures: readonly string[];
}

/** A reporter that leaves the reporting to the listeners below. */
class Silent extends Mocha.reporters.Base {}

/**
 * Runs test files. A test that is skipped or marked `only` fails: all tests run, always.
 * @param files absolute paths
 */
export async function runMocha(files: readonly string[], timeoutMs: number, say: (line: string) => void): Promise<MochaOutcome> {
  const pattern = process.env['ELMAN_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, forbidOnly: true, forbidPending: true, reporter: Silent, ...(pattern ? { grep: pattern } : {}) });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const outcome = { passed: 0, failed: 0, failures: new Array<string>() };
    const run = mocha.run(() => resolve(outcome));
    run.on('pass', (test) => {
      outcome.passed++;
      say(`  ok ${test.fullTitle()}${test.duration! > 1000 ? ` (${Math.round(test.duration! / 1000)} s)` : ''}`);
    });
    run.on('fail', (test, error: Error) => {
      outcome.failed++;
      const failure = `  NOT OK ${test.fullTitle()}\n${(error.stack ?? String(error)).replace(/^/gm, '     ')}`;
      outcome.failures.push(failure);
      say(failure);
    });
  });
}
