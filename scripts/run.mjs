// Runs one TypeScript program of this project: node scripts/run.mjs PROGRAM [ARGUMENT...], installing the npm packages
// first where they are missing. The exit code is the program's.
import path from 'node:path';
import { installPackages, projectRoot } from './installed.mjs';
import { runProgram } from './programProcess.mjs';

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) {
  console.error('Say which program to run: node scripts/run.mjs PROGRAM [ARGUMENT...].');
  process.exit(2);
}
installPackages();
runProgram(['--import', 'tsx', path.join(projectRoot, program), ...programArguments], {
  cwd: projectRoot,
  // Official builds of ONNX Runtime from 1.29 on report usage over the network unless this is set before they load.
  env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  stdio: 'inherit',
});
