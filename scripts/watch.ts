// `npm run watch`: builds the bundles and builds them again after each change of a source file, with source maps, for F5.
// Its lines `Building.` and `Built.` and its errors are what the task in `.vscode/tasks.json` reads.
import { context, type Plugin } from 'esbuild';
import path from 'node:path';
import { bundles, common, outputFolder } from './build';

/** Bundles that are being built. */
let running = 0;

/** Reports when the first bundle begins, when the last one ends, and each error with its place. */
const reporter: Plugin = {
  name: 'reporter',
  setup(build) {
    build.onStart(() => {
      if (running++ === 0) console.log('Building.');
    });
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) console.log(`ERROR ${location?.file}:${location?.line}:${(location?.column ?? 0) + 1}: ${text}`);
      if (--running === 0) console.log('Built.');
    });
  },
};

async function watchAll(): Promise<void> {
  for (const [name, options] of Object.entries(bundles)) {
    const outfile = path.join(outputFolder, `${name}.js`);
    const watched = await context({ ...common, ...options, outfile, minify: false, sourcemap: true, logLevel: 'silent', plugins: [reporter] });
    await watched.watch();
  }
}

void watchAll();
