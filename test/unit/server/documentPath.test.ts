import assert from 'node:assert/strict';
import { isSettingsFile, nameOf, pathOf, schemeOf } from '../../../src/server/documentPath';

describe('document path', () => {
  it('is that of the file, also of a notebook cell', function () {
    assert.equal(pathOf('file:///a%20b/c.ts'), '/a b/c.ts');
    assert.equal(pathOf('vscode-notebook-cell:/a/n.ipynb#W0sZmlsZQ%3D%3D'), '/a/n.ipynb');
    assert.equal(pathOf('vscode-notebook-cell:///a/n.ipynb#W0'), '/a/n.ipynb');
    for (const uri of ['untitled:Untitled-1', 'output:x', 'file://%2F', '', 'x']) assert.equal(pathOf(uri), undefined, uri);
  });

  it('has a name where there is no file yet', () => {
    assert.equal(nameOf('untitled:/a/.env'), '/a/.env');
    assert.equal(nameOf('untitled:%E0%A4%A'), '%E0%A4%A');
    assert.equal(schemeOf('untitled:x'), 'untitled');
    assert.equal(schemeOf('nothing'), '');
  });

  it('tells the editor\'s own settings from other files', () => {
    for (const path of ['/p/.vscode/settings.json', 'c:\\p\\.vscode\\launch.json', '/p/x.code-workspace', '/home/me/.config/Code/User/settings.json', '/x/User/profiles/a1/keybindings.json']) assert.ok(isSettingsFile(path), path);
    for (const path of ['/p/settings.json', '/p/vscode/settings.json', '/p/User/data.json', '/p/.vscode/notes.md']) assert.ok(!isSettingsFile(path), path);
  });
});
