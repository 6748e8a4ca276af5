import assert from 'node:assert/strict';
import { isPrivatePath } from '../../../src/privacy/privatePaths';
import { filePath, isSettingsFile, namesOf, pathOf, schemeOf } from '../../../src/server/documentPath';

describe('document path', () => {
  it('is that of the file, also of a notebook cell', function () {
    assert.equal(pathOf('file:///a%20b/c.ts'), '/a b/c.ts');
    assert.equal(pathOf('vscode-notebook-cell:/a/n.ipynb#W0sZmlsZQ%3D%3D'), '/a/n.ipynb');
    assert.equal(pathOf('vscode-notebook-cell:///a/n.ipynb#W0'), '/a/n.ipynb');
    for (const uri of ['untitled:Untitled-1', 'output:x', 'file://%2F', '', 'x']) assert.equal(pathOf(uri), undefined, uri);
  });

  it('is whole where an editor has not encoded it', function () {
    if (process.platform === 'win32') return this.skip();
    const paths: Record<string, string> = {
      'file:///a/C# proj/.env': '/a/C# proj/.env', 'file:///a/C%23%20proj/.env': '/a/C# proj/.env', 'file:///a/why?/.env': '/a/why?/.env', 'file:///a/100% sure/.env': '/a/100% sure/.env', 'file:///a/100%25/%2Eenv': '/a/100%/.env',
      'file:/a/.env': '/a/.env', 'file://localhost/a/.env': '/a/.env', 'file:///a/b/../.env': '/a/.env', 'file:///a%2Fb%2F.env': '/a/b/.env', 'file:///a/%ED%95%9C%ff.txt': '/a/%ED%95%9C%ff.txt',
      'vscode-notebook-cell:/a/C# proj/n.ipynb#W0': '/a/C# proj/n.ipynb', 'vscode-notebook-cell://ssh-remote%2Bbox/a/n.ipynb#W0': '/a/n.ipynb',
    };
    for (const [uri, path] of Object.entries(paths)) assert.equal(pathOf(uri), path, uri);
    for (const uri of ['file://elsewhere/a/.env', 'file:///a%00b', 'file:a']) assert.equal(filePath(uri), undefined, uri);
  });

  it('is judged by every name that it may have', () => {
    for (const uri of ['file:///a/server.pem#L1', 'file:///a/server.pem?version=2', 'untitled:/a/server.pem#L1', 'file://elsewhere/a/server.pem', 'file:///a/100% sure/server.pem']) assert.ok(namesOf(uri).some(isPrivatePath), uri);
  });

  it('has a name where there is no file yet', () => {
    assert.deepEqual(namesOf('untitled:/a/.env'), ['/a/.env']);
    assert.deepEqual(namesOf('untitled:%E0%A4%A'), ['%E0%A4%A']);
    assert.equal(schemeOf('untitled:x'), 'untitled');
    assert.equal(schemeOf('nothing'), '');
  });

  it('tells the editor\'s own settings from other files', () => {
    for (const path of ['/p/.vscode/settings.json', 'c:\\p\\.vscode\\launch.json', '/p/x.code-workspace', '/home/me/.config/Code/User/settings.json', '/x/User/profiles/a1/keybindings.json']) assert.ok(isSettingsFile(path), path);
    for (const path of ['/p/settings.json', '/p/vscode/settings.json', '/p/User/data.json', '/p/.vscode/notes.md']) assert.ok(!isSettingsFile(path), path);
  });
});
