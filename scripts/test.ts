// `npm test`: everything that says whether Elman works, in order, from the quickest to the real editor. `-- unit server`
// runs the named suites only. The last line is `N passed, N failed`; a suite that could not run is a failure.
import { suites, type Counts } from './testSuites';

async function runSuite(name: string): Promise<Counts> {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const counts = await suites[name]!().catch((error: Error) => {
    console.log(`  This suite could not run: ${error.message}`);
    return { passed: 0, failed: 1 };
  });
  const ran = counts.passed + counts.failed > 0;
  if (!ran) console.log('  This suite has no tests.');
  const { passed, failed } = ran ? counts : { passed: 0, failed: 1 };
  console.log(`== ${name}: ${passed} passed, ${failed} failed (${Math.round((Date.now() - start) / 1000)} s)`);
  return { passed, failed };
}

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => suites[name] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(', ')}.`);
    return 2;
  }
  const total = { passed: 0, failed: 0 };
  for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) {
    const { passed, failed } = await runSuite(name);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

process.once('SIGINT', () => process.exit(130)); // so that what ends with this process does

void main(process.argv.slice(2)).then((code) => process.exit(code));
