import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readManifest } from '../../src/model/manifest';
import { Client, type ClientOptions } from './support/client';
import { copyOf, INVENTED, newFolder, storageWith, taughtPackages } from './support/fixtures';
import type { ClientDocument } from './support/clientDocument';
import { serverBundle } from './support/serverBundle';

describe('models of the server', () => {
  let client: Client;
  let bundled: string;
  let learned: string;
  const start = async (options: ClientOptions) => (client = await Client.start({ folders: [newFolder()], ...options }));
  before(async () => ({ bundled, learned } = await taughtPackages()));
  afterEach(async () => assert.equal(await client.stop(), 0));

  const open = (text: string) => client.open('untitled:Untitled-1', 'plaintext', text);
  const suggested = async (document: ClientDocument) => (await document.complete()).map(({ insertText }) => insertText).join('|');

  it('keeps documents that were opened and edited before a model was there', async () => {
    client = await Client.start({ bundledModel: bundled });
    const document = open('the quick bron ');
    document.replace(13, 14, 'wn');
    await client.ready();
    assert.match(await suggested(document), /^fox/);
  });

  it('takes its bundled model from the command line', async () => {
    await start({ commandLine: ['--model', bundled] });
    assert.equal((await client.ready()).model?.name, 'Taught 1');
  });

  it('says without a path that files of Elman are missing or damaged, logs which, and stays alive and quiet', async () => {
    const truncated = copyOf(bundled);
    truncateSync(join(truncated, 'model.onnx'), 1000);
    const withoutTokenizer = copyOf(bundled);
    rmSync(join(withoutTokenizer, 'tokenizer.json'));
    for (const [folder, expected] of [[join(bundled, 'nowhere'), /does not exist/], [withoutTokenizer, /tokenizer\.json/], [truncated, /truncated/]] as const) {
      await start({ bundledModel: folder });
      const { failure, needsReinstall } = await client.status(({ state }) => state === 'failed');
      assert.deepEqual([failure, needsReinstall], [{ template: "Elman's files are damaged: install Elman again.", values: [] }, true]);
      assert.equal(client.errors.length, 1);
      assert.match(client.errors.pop()!, expected);
      const document = open('the quick ');
      assert.equal(await suggested(document), '');
      assert.equal((await client.perplexity(document.uri)).figures.words, 0);
      assert.equal(await client.request('elman/ping'), null);
      assert.deepEqual(client.errors, []);
      if (folder !== truncated) await client.stop();
    }
  });

  it('names the file of a model that the person chose', async () => {
    await start({ commandLine: ['--model', join(bundled, 'nowhere')] });
    const { failure, needsReinstall } = await client.status(({ state }) => state === 'failed');
    assert.match(failure!.template, /does not exist/);
    assert.equal(needsReinstall, undefined);
  });

  it('says so where the native runtime is missing or broken', async () => {
    const runtimes = { missing: undefined, broken: `throw new Error('libonnxruntime.so.1: invalid ELF header');` };
    for (const [name, runtime] of Object.entries(runtimes)) {
      const server = join(newFolder(), 'server.js');
      cpSync(await serverBundle(), server);
      const library = join(dirname(server), 'node_modules', 'onnxruntime-node');
      if (runtime) {
        mkdirSync(library, { recursive: true });
        writeFileSync(join(library, 'index.js'), runtime);
      }
      await start({ bundledModel: bundled, server, transport: 'ipc' });
      const { failure, needsReinstall } = await client.status(({ state }) => state === 'failed');
      assert.equal(needsReinstall, true);
      assert.match(failure!.template, /native runtime .* cannot be loaded/);
      assert.match(String(failure!.values.at(-1)), runtime ? /invalid ELF header/ : /Cannot find/, `${name}: ${String(failure!.values.at(-1))}`);
      assert.equal(await suggested(open('the quick ')), '');
      assert.deepEqual(client.errors, []);
      await client.stop();
    }
  });

  it('uses the learned model of this workspace, and only there', async () => {
    await start({ bundledModel: bundled, storage: storageWith(learned) });
    assert.equal((await client.ready()).model?.kind, 'learned');
    assert.match(await suggested(open(`we ${INVENTED.slice(0, 3)}`)), new RegExp(`^${INVENTED}`));
    await client.stop();
    await start({ bundledModel: bundled, storage: newFolder() });
    assert.equal((await client.ready()).model?.kind, 'bundled');
    assert.doesNotMatch(await suggested(open(`we ${INVENTED.slice(0, 3)}`)), new RegExp(INVENTED));
  });

  it('leaves learned models unused until the workspace is trusted', async () => {
    await start({ bundledModel: bundled, storage: storageWith(learned), trusted: false });
    assert.equal((await client.ready()).model?.kind, 'bundled');
    const document = open(`we ${INVENTED.slice(0, 3)}`);
    assert.doesNotMatch(await suggested(document), new RegExp(INVENTED));
    await client.notify('elman/trust', { trusted: true });
    await client.status(({ model }) => model?.kind === 'learned');
    assert.match(await suggested(document), new RegExp(`^${INVENTED}`));
  });

  it('loads nothing anew when it is told again that the workspace is trusted', async () => {
    const storage = storageWith(learned);
    writeFileSync(join(storage, 'live.json'), 'damaged');
    await start({ bundledModel: bundled, storage });
    await client.ready();
    while (client.notices.length === 0) await client.news();
    await client.notify('elman/trust', { trusted: true });
    // Models are changed in turn: this one is answered after a loading that was under way.
    await client.request('elman/useBundled');
    assert.equal(client.notices.length, 1);
  });

  it('removes what a killed server had half trained', async () => {
    const storage = storageWith(learned);
    mkdirSync(join(storage, 'candidates', `server-${2 ** 30}`, '2'), { recursive: true });
    await start({ bundledModel: bundled, storage });
    assert.equal((await client.ready()).model?.kind, 'learned');
    assert.deepEqual(readdirSync(storage).sort(), ['live.json', 'models']);
  });

  it('falls back to the bundled model with one sentence when what was learned cannot be used', async () => {
    const damages: [string, RegExp, (storage: string, folder: string) => void][] = [
      ['truncated', /must be trained again/, (_, folder) => truncateSync(join(folder, 'model.onnx'), 500)],
      ['no ONNX', /must be trained again/, (_, folder) => writeFileSync(join(folder, 'model.onnx'), 'x')],
      ['other format', /must be trained again/, (_, folder) => writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...readManifest(folder), formatVersion: 2 }))],
      ['pointer', /damaged/, (storage) => writeFileSync(join(storage, 'live.json'), '{"folder":"../..')],
      ['vocabulary', /another version/, (storage) => writeFileSync(join(storage, 'live.json'), JSON.stringify({ folder: '1', kind: 'learned', bundledFingerprint: 'other', formatVersion: 1 }))],
    ];
    for (const [name, expected, damage] of damages) {
      const storage = storageWith(learned);
      damage(storage, join(storage, 'models', '1'));
      await start({ bundledModel: bundled, storage });
      assert.equal((await client.ready()).model?.kind, 'bundled', name);
      while (client.notices.length === 0) await client.news();
      assert.match(client.notices[0].template, expected, name);
      assert.match(await suggested(open('the quick ')), /^brown/);
      assert.equal(client.notices.length, 1, name);
      assert.deepEqual(client.errors, []);
      await client.stop();
    }
  });

  it('goes back to the bundled model between two keys, and keeps what was learned', async () => {
    const storage = storageWith(learned);
    await start({ bundledModel: bundled, storage });
    await client.ready();
    const document = open(`we ${INVENTED.slice(0, 3)}`);
    assert.match(await suggested(document), new RegExp(`^${INVENTED}`));
    const { sentence } = await client.request<{ sentence: { template: string } }>('elman/useBundled');
    assert.match(sentence.template, /bundled model is in use/);
    assert.doesNotMatch(await suggested(document), new RegExp(INVENTED));
    assert.ok(readdirSync(join(storage, 'models')).length === 1);
    await client.stop();
    await start({ bundledModel: bundled, storage });
    assert.equal((await client.ready()).model?.kind, 'bundled');
  });

  it('deletes every trace of what was learned', async () => {
    const storage = storageWith(learned);
    mkdirSync(join(storage, 'candidates', '2'), { recursive: true });
    await start({ bundledModel: bundled, storage });
    await client.ready();
    const document = open(`we ${INVENTED.slice(0, 3)}`);
    const { sentence } = await client.request<{ sentence: { template: string } }>('elman/deleteLearned');
    assert.match(sentence.template, /deleted/);
    assert.deepEqual(readdirSync(storage), []);
    assert.doesNotMatch(await suggested(document), new RegExp(INVENTED));
  });

  it('is as before after a crash, with the documents sent again', async () => {
    const storage = storageWith(learned);
    for (const transport of ['stdio', 'ipc'] as const) {
      await start({ bundledModel: bundled, storage, transport });
      await client.ready();
      open(`we ${INVENTED.slice(0, 3)}`);
      await client.kill();
      await start({ bundledModel: bundled, storage, transport });
      await client.ready();
      assert.match(await suggested(open(`we ${INVENTED.slice(0, 3)}`)), new RegExp(`^${INVENTED}`));
      await client.stop();
    }
  });
});
