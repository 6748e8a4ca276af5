// A workspace with 200 secrets: trained on by the project's own trainer, remembered as saved files, open ones and the document
// at hand. Each secret is asked for where it is most likely to come: before it, and behind each of its first characters.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelStore } from '../../src/server/modelStore';
import { trainOnWorkspace } from '../../training/trainOnWorkspace';
import { SECRET_KINDS, secretSamples, type SecretSample } from '../support/secretSamples';
import { writeTinyPackage } from '../support/tinyPackage';
import { Client } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { newFolder } from './support/fixtures';

const SECRETS = 200;
/** Characters of a secret that are typed before it is asked for again. */
const TYPED = 5;
/** Characters behind the cursor that give a secret away; fewer are chance. */
const GIVEN_AWAY = 4;
/** A name that is no secret: it must come, or nothing is tested. */
const HARMLESS = 'quixofunkel';
const NOTE = `we call it ${HARMLESS} here`;

const samples = secretSamples(SECRETS, 3);
const lineOf = ({ before, secret, after }: SecretSample) => before + secret + after;

describe('secrets of a workspace', function () {
  this.timeout(300_000);
  let client: Client;
  let folder: string;
  /** Text by file name. */
  const texts = new Map<string, string>();

  before(async () => {
    assert.equal(SECRET_KINDS, 40);
    folder = writeWorkspace();
    const { model, memory } = await trainedOn(folder);
    const storage = newFolder();
    copyFileSync(memory, new ModelStore(storage).memoryFile);
    client = await Client.start({ bundledModel: model, storage, folders: [folder], settings: { eagerness: 'always' } });
    await client.ready();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  /** Every line stands twice in its file, as texts repeat themselves. */
  function writeWorkspace(): string {
    const workspace = join(newFolder(), 'workspace');
    mkdirSync(workspace);
    samples.forEach((sample, i) => {
      const name = `${Math.floor(i / SECRET_KINDS)}-${sample.fileName}`;
      texts.set(name, `${texts.get(name) ?? `${NOTE}\n`}${lineOf(sample)}\nsome words between\n${lineOf(sample)}\n${NOTE}\n`);
    });
    for (const [name, text] of texts) writeFileSync(join(workspace, name), text);
    return workspace;
  }

  async function trainedOn(workspace: string): Promise<{ model: string; memory: string }> {
    const root = newFolder();
    const bundled = writeTinyPackage(join(root, 'bundled'));
    const rehearsal = { en: ['some words that everybody knows\n'.repeat(20)] };
    writeFileSync(join(bundled, 'rehearsal.json'), JSON.stringify({ train: rehearsal, heldOut: rehearsal }));
    const [candidate, memory] = [join(root, 'candidate'), join(root, 'memory.bin')];
    await trainOnWorkspace({ kind: 'train', folders: [workspace], excluded: [], from: bundled, bundled, candidate, seconds: 10, seed: 1, memory }, () => undefined);
    assert.ok(existsSync(memory));
    return { model: candidate, memory };
  }

  let asked = 0;
  /** Secrets that come at the end of a text that is typed below `above`, in a new document. */
  async function given(sample: SecretSample, above: string): Promise<string[]> {
    const document = client.open(`untitled:Untitled-${++asked}`, 'plaintext', `${above}${sample.before}`);
    const found: string[] = [];
    for (let typed = 0; typed <= Math.min(TYPED, sample.secret.length - GIVEN_AWAY); typed++) {
      const rest = sample.secret.slice(typed, typed + GIVEN_AWAY);
      for (const triggerKind of [2, 1]) if ((await suggestions(document, triggerKind)).some((text) => text.includes(rest))) found.push(`${sample.kind}: ${lineOf(sample)} at ${typed}`);
      document.type(sample.secret[typed]);
    }
    document.close();
    return found;
  }

  /** What would be inserted right of the cursor. */
  async function suggestions(document: ClientDocument, triggerKind: number): Promise<string[]> {
    const line = document.value.split('\n').at(-1)!;
    const items = await document.complete({ triggerKind });
    return items.map(({ insertText, range }) => String(insertText).slice(line.length - (range?.start.character ?? line.length)));
  }

  async function knowsHarmless(above = ''): Promise<boolean> {
    const document = client.open(`untitled:Untitled-${++asked}`, 'plaintext', `${above}we call it ${HARMLESS.slice(0, 4)}`);
    const known = (await suggestions(document, 1)).some((text) => text.startsWith(HARMLESS.slice(4, 8)));
    document.close();
    return known;
  }

  it('do not come out of what was trained on', async () => {
    assert.equal(await knowsHarmless(), true);
    assert.deepEqual((await inTurn(samples, (sample) => given(sample, ''))).flat(), []);
  });

  it('do not come out of files that were saved', async () => {
    for (const [name, text] of texts) {
      const document = client.open(`file://${join(folder, name)}`, 'plaintext', text);
      document.save();
      document.close();
    }
    assert.equal(await knowsHarmless(), true);
    assert.deepEqual((await inTurn(samples, (sample) => given(sample, ''))).flat(), []);
  });

  it('do not come out of files that are open', async () => {
    for (const name of texts.keys()) {
      const document = client.open(`file://${join(folder, name)}`, 'plaintext', texts.get(name)!);
      const inside = samples.filter(({ fileName }, i) => `${Math.floor(i / SECRET_KINDS)}-${fileName}` === name);
      assert.equal(await knowsHarmless(), true);
      assert.deepEqual((await inTurn(inside, (sample) => given(sample, ''))).flat(), []);
      document.close();
    }
  });

  it('do not come out of the document at hand', async () => {
    for (const [name, text] of texts) {
      const inside = samples.filter(({ fileName }, i) => `${Math.floor(i / SECRET_KINDS)}-${fileName}` === name);
      assert.equal(await knowsHarmless(text), true);
      assert.deepEqual((await inTurn(inside, (sample) => given(sample, text))).flat(), []);
    }
  });
});

async function inTurn<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const value of values) results.push(await work(value));
  return results;
}
