import assert from 'node:assert/strict';
import { openModelPackage, type ModelPackage } from '../../src/model/package';
import { evaluateTexts } from '../../src/model/evaluate';
import { seededRandom } from '../../src/prediction/seededRandom';
import { Client } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { taughtPackages, tinyPackage } from './support/fixtures';
import { SENTENCES } from './support/taughtPackage';

const PIECES = ['the quick ', 'brown fox', '\n', '\r\n', '\t', ' ', '  ', '👩‍👩‍👧', 'é', '한국어', '日本語のテキスト', '"', '}', 'const x = 12345;\n', '\u0000', '\ud83d', 'a\nb\nc\n'];

describe('perplexity of any text', () => {
  let client: Client;
  let opened: ModelPackage;
  let documents = 0;
  before(async () => {
    const bundled = tinyPackage();
    opened = await openModelPackage(bundled);
    client = await Client.start({ bundledModel: bundled, transport: 'ipc' });
    await client.ready();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
    await opened.dispose();
  });

  const open = (text: string) => client.open(`untitled:Untitled-${++documents}`, 'plaintext', text);
  const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n');

  /** Holds the server's figures of a document against an evaluation of its text. */
  async function check(document: ClientDocument): Promise<void> {
    const text = withLineFeeds(document.value);
    const { figures, approximate } = await client.perplexity(document.uri);
    assert.equal(approximate, false);
    if (text.trim() === '') return assert.equal(figures.words, 0);
    const expected = await evaluateTexts(opened, [{ name: 'document', text }]);
    assert.equal(figures.tokens, expected.tokens, JSON.stringify(document.value));
    assert.equal(figures.words, expected.words, JSON.stringify(document.value));
    const meanNats = Math.log(figures.perplexityPerToken);
    assert.ok(Math.abs(meanNats - expected.nats / expected.tokens) < 1e-5, `${meanNats} ${expected.nats / expected.tokens}`);
    assert.ok(Math.abs(Math.log(figures.perplexityPerWord / expected.perplexityPerWord)) < 1e-5 * (expected.tokens / expected.words));
    assert.ok(Math.abs(figures.bitsPerCharacter / expected.bitsPerCharacter - 1) < 1e-4);
  }

  it('is that of an evaluation of the same text', async () => {
    for (const text of ['', '\n\n', 'hello', SENTENCES.join('\r\n'), `${SENTENCES.join('\n')}\n`.repeat(20), '日本語 👩‍👩‍👧 한국어']) await check(open(text));
  });

  it('stays so through random edits', async () => {
    const random = seededRandom(7);
    const document = open(SENTENCES.join('\n'));
    for (let round = 0; round < 60; round++) {
      const undo: string[] = [];
      for (let edit = 0; edit < 1 + 8 * random(); edit++) {
        undo.push(document.value);
        changeAtRandom(document, random);
      }
      if (random() < 0.1) document.replaceAll(undo[0]);
      if (random() < 0.5) await document.complete({ at: wholeCharacter(document.value, random) });
      await check(document);
    }
  });
});

describe('perplexity over IPC', () => {
  let client: Client;
  let documents = 0;
  before(async () => {
    client = await Client.start({ bundledModel: (await taughtPackages()).bundled, transport: 'ipc' });
    await client.ready();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  const open = (text: string) => client.open(`untitled:Untitled-${++documents}`, 'plaintext', text);

  it('tells lines and the most surprising words', async () => {
    const document = open(`${SENTENCES[0]}\n\nxylophone ${SENTENCES[1]}`);
    const { lines, surprising } = await client.perplexity(document.uri);
    assert.deepEqual(lines.map(({ line }) => line), [0, 2]);
    assert.equal(lines[0].words, 9);
    assert.ok(surprising.length <= 50);
    const { line, start, end, text, surprisalBits } = surprising[0];
    assert.deepEqual({ line, start, end, text }, { line: 2, start: 0, end: 9, text: 'xylophone' });
    assert.ok(surprisalBits > 10);
    const bits = surprising.map((word) => word.surprisalBits);
    assert.deepEqual(bits, [...bits].sort((a, b) => b - a));
  });

  it('comes with the status of the focused document and follows its edits', async () => {
    const document = open(`${SENTENCES[0]}\n`.repeat(30));
    document.focus();
    const first = await client.status(({ uri, approximate, figures }) => uri === document.uri && !approximate && figures?.words === 270);
    assert.equal(first.model?.name, 'Taught 1');
    assert.equal(first.model?.kind, 'bundled');
    const from = client.statuses.length;
    document.replace(10, 15, 'xylophone');
    const second = await client.status(({ uri, figures }) => uri === document.uri && figures !== undefined && figures.perplexityPerWord > first.figures!.perplexityPerWord, from);
    assert.equal(second.figures!.words, 270);
    await client.notify('elman/focus', { uri: null });
    await client.status(({ uri, figures }) => uri === null && figures === undefined, from);
  });

  it('stays when the editor gives a document another language, which it tells as closing and opening it', async () => {
    const { uri, value } = open(`${SENTENCES[0]}\n`);
    await client.notify('elman/focus', { uri });
    await client.status((seen) => seen.uri === uri && seen.figures !== undefined);
    const from = client.statuses.length;
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    const again = client.open(uri, 'markdown', value);
    again.type('one more');
    const { figures } = await client.status((seen) => seen.uri === uri && seen.figures?.words === 11, from);
    assert.equal(figures!.words, 11);
  });

  it('comes when a document that was too large is cut while suggestions are paused', async () => {
    await client.notify('elman/settings', { maximumDocumentCharacters: 1000 });
    await client.notify('elman/pause', { paused: true });
    const document = open(`${SENTENCES[0]}\n`.repeat(50));
    document.focus();
    await client.status(({ uri }) => uri === document.uri);
    document.replaceAll(SENTENCES[0]);
    await client.status(({ uri, figures }) => uri === document.uri && figures?.words === 9);
    await client.notify('elman/pause', { paused: false });
    await client.notify('elman/settings', {});
  });

  it('says nothing of documents above the limit, which still get suggestions', async () => {
    await client.notify('elman/settings', { maximumDocumentCharacters: 1000 });
    const document = open(`${SENTENCES[0]}\n`.repeat(50) + 'the quick ');
    document.focus();
    const [item] = await document.complete();
    assert.match(item.insertText as string, /^brown/);
    assert.equal((await client.perplexity(document.uri)).figures.words, 0);
    assert.equal((await client.status(({ uri }) => uri === document.uri)).figures, undefined);
    await client.notify('elman/settings', {});
  });

  it('is read in the background while suggestions come from a window before the cursor', async () => {
    const document = open(`${SENTENCES.join('\n')}\n`.repeat(2500));
    document.focus();
    const from = client.statuses.length;
    let suggestions = 0;
    for (const words of ['the quick ', 'brown fox jumps over the lazy dog\nhello ', 'world, ']) {
      const { steps } = await client.diagnostics();
      document.type(words);
      suggestions += (await document.complete()).length;
      // The slice in flight, a window before the cursor and the search: never the file.
      assert.ok((await client.diagnostics()).steps - steps < 1200);
    }
    assert.equal(suggestions, 3);
    const partial = await client.status(({ uri, approximate, figures }) => uri === document.uri && approximate && figures !== undefined, from);
    assert.ok(partial.figures!.words > 0);
    document.close();
  });
});

function changeAtRandom(document: ClientDocument, random: () => number): void {
  const { value } = document;
  const start = Math.floor(random() * (value.length + 1));
  const length = random() < 0.7 ? Math.floor(random() * 4) : Math.floor(random() * (value.length - start + 1));
  const count = random() < 0.05 ? 200 : Math.floor(random() * 3);
  const text = Array.from({ length: count }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
  document.replace(start, Math.min(value.length, start + length), text);
}

function wholeCharacter(text: string, random: () => number): number {
  return Math.floor(random() * (text.length + 1));
}
