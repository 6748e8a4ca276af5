// Runs the suite in a desktop editor and prints its outcome as the last line; `desktopSuiteProcess` starts it.
import { runByTestElectron } from './editorSuite';

const [executable, vsix] = process.argv.slice(2);
void runByTestElectron(executable!, vsix!).then((outcome) => {
  console.log(JSON.stringify(outcome));
  process.exit(0);
});
