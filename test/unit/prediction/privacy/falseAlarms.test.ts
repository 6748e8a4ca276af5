// How much ordinary text is taken for secrets: this project's own sources and texts, and sources of packages that it uses.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maskSecrets } from '../../../../src/prediction/privacy/secrets';

const ROOT = join(__dirname, '..', '..', '..', '..');
/** Folders and files that hold no samples of secrets. */
const ORDINARY = ['src', 'training', 'bench', 'scripts', 'README.md', 'README.ko.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'l10n', ...['@types/node', 'eslint/lib', 'mocha/lib', 'fast-check/lib', 'undici/lib', 'vscode-languageserver/lib'].map((name) => join('node_modules', name))];
const TEXT = /\.(?:[cm]?[jt]s|json|md)$/;
/** At most one line of so many may be masked. */
const LINES_OF_ONE_MASKED = 2_000;

function filesIn(path: string): string[] {
  if (TEXT.test(path)) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => TEXT.test(name)).map((name) => join(path, name));
}

describe('masking ordinary text', () => {
  it('masks at most one line of 2 000', function () {
    this.timeout(120_000);
    const masked: string[] = [];
    let lines = 0;
    for (const path of ORDINARY.flatMap((name) => filesIn(join(ROOT, name)))) {
      const before = readFileSync(path, 'utf8').split('\n');
      const after = maskSecrets(before.join('\n')).split('\n');
      lines += before.length;
      before.forEach((line, i) => after[i] !== line && masked.push(`${path}: ${line.trim()}`));
    }
    assert.ok(lines > 100_000, `${lines} lines`);
    assert.ok(LINES_OF_ONE_MASKED * masked.length <= lines, `${masked.length} of ${lines} lines:\n${masked.join('\n')}`);
  });
});
