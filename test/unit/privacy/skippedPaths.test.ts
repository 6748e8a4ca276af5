import assert from 'node:assert/strict';
import { isSkippedPath } from '../../../src/privacy/skippedPaths';

describe('skipped paths', () => {
  it('are what programs write, wherever it lies', () => {
    for (const path of ['.git/COMMIT_EDITMSG', 'a/node_modules/b/index.js', 'a\\node_modules\\b.js', 'package-lock.json', 'a/Cargo.lock', 'a/b.min.js', 'LOG.LOG', '.git', 'n.ipynb']) assert.ok(isSkippedPath(path), path);
  });

  it('are not what people write, though it sounds like it', () => {
    for (const path of ['a.ts', '.gitignore', 'git/a.ts', 'node_modules.md', 'lock.ts', 'catalog', 'src/map.ts']) assert.ok(!isSkippedPath(path), path);
  });
});
