// `npm test`: everything that says whether Elman works, in order, from the quickest to the real editor. `-- unit server`
// runs the named suites only. The last line is `N passed, N failed`, before it what failed; a suite that could not run is a failure.
import { suites, sum, type Counts } from './testSuites';

/** Outcome of a suite and the seconds that it took. */
interface Ran extends Counts {
  readonly name: string;
  readonly seconds: number;
}

async function runSuite(name: string): Promise<Ran> {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const ran = await suites[name]!().catch((error: Error) => failure(`  The suite ${name} could not run: ${error.message}`));
  const counts = ran.passed + ran.failed > 0 ? ran : failure(`  The suite ${name} has no tests.`);
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`== ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  return { ...counts, name, seconds };
}

/** One line for each suite: its name, the time that it took, its tests. */
function durations(all: readonly Ran[]): string {
  const rows = all.map(({ name, seconds, passed, failed }) => `  ${name.padEnd(10)}${String(seconds).padStart(6)} s  ${passed + failed} tests`);
  return ['\n== how long each suite took', ...rows].join('\n');
}

/** Of a suite as a whole, said at once. */
function failure(why: string): Counts {
  console.log(why);
  return { passed: 0, failed: 1, failures: [why] };
}

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => suites[name] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(', ')}.`);
    return 2;
  }
  const all: Ran[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) all.push(await runSuite(name));
  const { passed, failed, failures } = sum(all);
  console.log(durations(all));
  if (failed > 0) console.log(`\n== what failed\n${failures.join('\n')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.once('SIGINT', () => process.exit(130)); // so that what ends with this process does

void main(process.argv.slice(2)).then((code) => process.exit(code));
