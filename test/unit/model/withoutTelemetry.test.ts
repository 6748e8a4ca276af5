import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadRuntime, type Runtime } from '../../../src/model/onnxRuntime';

const project = path.join(__dirname, '..', '..', '..');
const sources = ['src', 'training'].flatMap((folder) =>
  readdirSync(path.join(project, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name)));
const textOf = (file: string) => readFileSync(path.join(project, file), 'utf8');

describe('ONNX Runtime', () => {
  it('is told not to report usage before it is loaded, in every file that imports it', () => {
    const importing = sources.filter((file) => /^import (?!type\b).*'onnxruntime-node'|import\('onnxruntime-node'\)/m.test(textOf(file)));
    assert.ok(importing.length >= 5, importing.join());
    const first = (file: string) => /^import .*$/m.exec(textOf(file))?.[0] ?? '';
    assert.deepEqual(importing.filter((file) => !/^import '.*\/withoutTelemetry';$/.test(first(file))), []);
  });

  it('finds the variable set when it is loaded', async () => {
    let seen: string | undefined;
    await loadRuntime(async () => {
      seen = process.env['ORT_DISABLE_TELEMETRY'];
      return {} as Runtime;
    });
    assert.equal(seen, '1');
  });

  it('is pinned to one version, so that another one is a decision', () => {
    const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
    assert.match(dependencies['onnxruntime-node']!, /^\d+\.\d+\.\d+$/);
  });
});
