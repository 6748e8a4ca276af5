// The packaged extension as the editor sees it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the installed extension', () => {
  it('is the packaged one and becomes active', async () => {
    const extension = vscode.extensions.getExtension('elman.elman');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
    assert.equal(extension.packageJSON.devDependencies, undefined);
  });

  it('has registered every command that it contributes', async () => {
    const contributed: { command: string }[] = vscode.extensions.getExtension('elman.elman')!.packageJSON.contributes?.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(contributed.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });
});
