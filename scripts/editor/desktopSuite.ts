// Runs the suite in a desktop editor and prints its outcome as the last line; started under a virtual screen.
import { runInDesktopEditor } from './editorSuite';

const [executable, vsix] = process.argv.slice(2);
void runInDesktopEditor(executable!, vsix!).then((outcome) => {
  console.log(JSON.stringify(outcome));
  process.exit(0);
});
