import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findDesktopEditor } from '../../../scripts/editor/desktopEditor';

// The command is a shell script, as that of VS Code on Linux.
if (process.platform === 'linux') describe('the search for a desktop VS Code', () => {
  let folder: string;
  const searchPath = process.env['PATH'];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'elman-code-')));
    process.env['PATH'] = `${path.join(folder, 'bin')}${path.delimiter}${searchPath}`;
  });
  afterEach(() => {
    process.env['PATH'] = searchPath;
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds one whose command answers, to root too, only if it is told where to keep its data', async () => {
    mkdirSync(path.join(folder, 'bin'));
    writeFileSync(path.join(folder, 'code'), '');
    writeFileSync(path.join(folder, 'bin', 'code'), '#!/bin/sh\ncase "$*" in *--user-data-dir*) echo 1.139.1 ;; *) echo "not as root" >&2; exit 1 ;; esac\n', { mode: 0o755 });
    assert.equal(await findDesktopEditor({ needsScreen: false }), path.join(folder, 'code'));
  });
});
