import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type ClientOptions } from './support/client';
import { folderWith, taughtPackages } from './support/fixtures';

const TEXT = 'the quick brown ';

describe('where the server stays silent', () => {
  let client: Client;
  let folder: string;
  const start = async (options: ClientOptions = {}) => {
    const { bundled } = await taughtPackages();
    client = await Client.start({ bundledModel: bundled, folders: [folder], ...options });
    await client.ready();
  };
  beforeEach(() => (folder = folderWith({ '.gitignore': 'build/\n', 'src/.gitignore': 'local.txt\n' })));
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  /** Opens a document in focus; returns why nothing was suggested, or undefined if something was. */
  async function silence(uri: string, languageId = 'plaintext'): Promise<string | undefined> {
    const document = client.open(uri, languageId, TEXT);
    document.focus();
    const { steps } = await client.diagnostics();
    const items = await document.complete();
    if (items.length > 0) return undefined;
    const status = await client.status((seen) => seen.uri === uri && seen.silence !== undefined);
    assert.equal((await client.diagnostics()).steps, steps, 'the network read the document');
    assert.equal((await client.perplexity(uri)).figures.words, 0);
    assert.equal((await client.diagnostics()).steps, steps, 'the network read the document');
    return status.silence!.template;
  }
  const file = (name: string) => `file://${join(folder, name)}`;

  it('never reads what may hold secrets, settings, ignored files and other schemes', async () => {
    await start();
    for (const name of ['.env', '.env.local', 'id_rsa', 'server.pem']) assert.match((await silence(file(name)))!, /secrets/, name);
    assert.match((await silence(`untitled:${join(folder, '.env')}`))!, /secrets/);
    for (const name of ['.vscode/settings.json', 'my.code-workspace']) assert.match((await silence(file(name), 'jsonc'))!, /settings/, name);
    for (const name of ['build/a.txt', 'src/local.txt']) assert.match((await silence(file(name)))!, /git ignores/, name);
    assert.match((await silence('output:Elman'))!, /not a file/);
    assert.match((await silence('git:/x/y.ts'))!, /not a file/);
  });

  it('reads files, untitled documents and notebook cells', async () => {
    await start();
    for (const uri of [file('src/a.txt'), 'untitled:Untitled-1', `vscode-notebook-cell:${join(folder, 'n.ipynb')}#W0sZmlsZQ%3D%3D`]) assert.equal(await silence(uri), undefined, uri);
    assert.match((await silence(`vscode-notebook-cell:${join(folder, 'build', 'n.ipynb')}#W0`))!, /git ignores/);
  });

  it('follows an ignore file that changes', async () => {
    await start();
    const document = client.open(file('kept.txt'), 'plaintext', TEXT);
    assert.equal((await document.complete()).length, 1);
    writeFileSync(join(folder, '.gitignore'), 'kept.txt\n');
    while ((await document.complete()).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  });

  it('registers for the languages of open documents that are switched on', async () => {
    await start({ settings: { languages: { '*': true, python: false } } });
    assert.equal(client.capabilities['inlineCompletionProvider'], undefined);
    client.open(file('a.ts'), 'typescript', TEXT);
    const python = client.open(file('a.py'), 'python', TEXT);
    while (client.registered.size === 0) await client.news();
    const languages = () => [...client.registered.values()].map(([language]) => language);
    assert.deepEqual(languages(), ['typescript']);
    assert.deepEqual(await python.complete(), []);
    await client.notify('elman/settings', { languages: { '*': false, python: true } });
    while (languages()[0] !== 'python') await client.news();
    assert.deepEqual(languages(), ['python']);
    assert.equal((await python.complete()).length, 1);
  });

  it('registers no language twice, however fast settings change', async () => {
    await start();
    client.open(file('a.ts'), 'typescript', TEXT);
    for (let i = 0; i < 20; i++) await client.notify('elman/settings', { languages: { '*': i % 2 === 1 } });
    await client.diagnostics();
    while (client.registered.size !== 1) await client.news();
    assert.deepEqual([...client.registered.values()].map(([language]) => language), ['typescript']);
  });

  it('serves a client that cannot register later, and settings that other editors push', async () => {
    await start({ dynamicRegistration: false });
    assert.equal(client.capabilities['inlineCompletionProvider'], true);
    const document = client.open(file('a.md'), 'markdown', TEXT);
    assert.equal((await document.complete()).length, 1);
    await client.notify('workspace/didChangeConfiguration', { settings: { elman: { languages: { markdown: false } } } });
    assert.deepEqual(await document.complete(), []);
    await client.notify('workspace/didChangeConfiguration', { settings: { elman: { enabled: false } } });
    assert.deepEqual(await document.complete(), []);
    assert.equal((await client.perplexity(document.uri)).figures.words, 0);
    await client.notify('workspace/didChangeConfiguration', { settings: { elman: {} } });
    assert.equal((await document.complete()).length, 1);
  });

  it('shows only what is probable enough', async () => {
    await start({ settings: { eagerness: 'quiet' } });
    assert.match((await silence2('1 2 3 '))!, /probab|keys|reaches/);
    await client.notify('elman/settings', { eagerness: 'always' });
    assert.equal(await silence2('the quick brown '), undefined);
  });

  let untitled = 0;
  async function silence2(text: string): Promise<string | undefined> {
    const document = client.open(`untitled:Untitled-${++untitled}`, 'plaintext', text);
    document.focus();
    if ((await document.complete()).length > 0) return undefined;
    return (await client.status((seen) => seen.uri === document.uri && seen.silence !== undefined)).silence!.template;
  }
});
