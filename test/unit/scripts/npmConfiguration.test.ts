import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

describe('the configuration of npm', () => {
  it('has only keys that npm knows', () => {
    const { status, stderr } = spawnSync('npm', ['prefix'], { cwd: path.join(__dirname, '..', '..', '..'), encoding: 'utf8', shell: process.platform === 'win32' });
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('lets no package run a script when it is installed: that of the ONNX runtime downloads libraries for graphics cards', () => {
    const { stdout } = spawnSync('npm', ['config', 'get', 'ignore-scripts', '--location', 'project'], { cwd: path.join(__dirname, '..', '..', '..'), encoding: 'utf8', shell: process.platform === 'win32' });
    assert.equal(stdout.trim(), 'true');
  });
});
