// What the heat map asks of the server: the words in sight, and what was expected instead of one of them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { DocumentPerplexity, SurprisalMap, WordAlternatives } from '../../src/server/protocol';
import { Client } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { folderWith, taughtPackages } from './support/fixtures';
import { SENTENCES } from './support/taughtPackage';

const EVERYTHING = [{ first: 0, last: 1e6 }];

describe('heat map', () => {
  let client: Client;
  let folder: string;
  let documents = 0;
  before(async () => {
    folder = folderWith({ '.gitignore': 'build/\n' });
    client = await Client.start({ bundledModel: (await taughtPackages()).bundled, transport: 'ipc', folders: [folder] });
    await client.ready();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  const open = (text: string) => client.open(`untitled:Untitled-${++documents}`, 'plaintext', text);
  const mapOf = ({ uri }: ClientDocument, ranges = EVERYTHING, token?: CancellationTokenSource['token']) => client.request<SurprisalMap>('elman/surprisal', { uri, ranges }, token);
  const wordsOf = async (document: ClientDocument) => {
    const lines = document.value.split('\n');
    return (await mapOf(document)).words.map(({ line, start, end }) => lines[line].slice(start, end));
  };
  const alternativesAt = ({ uri }: ClientDocument, line: number, character: number) => client.request<WordAlternatives | null>('elman/alternatives', { uri, line, character });

  it('tells all words of the lines that are asked for, and no others', async () => {
    const document = open(['one two', SENTENCES[0], '', 'x = (y);', SENTENCES[1]].join('\n'));
    const { words, version, silence } = await mapOf(document, [{ first: 1, last: 1 }, { first: 3, last: 3 }]);
    assert.deepEqual([version, silence], [1, undefined]);
    const lines = document.value.split('\n');
    const texts = words.map(({ line, start, end }) => [line, lines[line].slice(start, end)]);
    assert.deepEqual(texts, [...SENTENCES[0].split(' ').map((word) => [1, word]), ...['x', '=', '(', 'y', ')', ';'].map((word) => [3, word])]);
  });

  it('has the bits of the perplexity view', async () => {
    const document = open(`${SENTENCES[0]}\n\nxylophone ${SENTENCES[1]}`);
    const { words } = await mapOf(document);
    const { surprising } = await client.perplexity(document.uri);
    const sorted = [...words].sort((a, b) => b.surprisalBits - a.surprisalBits);
    assert.deepEqual(sorted.slice(0, 3), surprising.slice(0, 3).map(({ text: _, ...word }) => word));
    assert.ok(sorted[0].surprisalBits > 10);
    assert.ok(words.find(({ line, start }) => line === 0 && start === SENTENCES[0].indexOf('brown'))!.surprisalBits < 1);
  });

  it('comes once the lines are read, in focus and not, and follows edits', async () => {
    const text = `${SENTENCES.join('\n')}\n`.repeat(300);
    for (const isFocused of [true, false]) {
      const document = open(text);
      if (isFocused) document.focus();
      const last = [{ first: 1199, last: 1199 }];
      assert.equal((await mapOf(document, last)).words.length, 5);
      document.replace(text.length - 1, text.length - 1, ' xylophone');
      const { words, version } = await mapOf(document, last);
      assert.deepEqual([words.length, version], [6, 2]);
      assert.ok(words[5].surprisalBits > 10);
      document.close();
    }
  });

  it('costs nothing where everything is read', async () => {
    const document = open(SENTENCES.join('\n'));
    await mapOf(document);
    const { steps } = await client.diagnostics();
    for (let round = 0; round < 5; round++) await mapOf(document);
    assert.equal((await client.diagnostics()).steps, steps);
  });

  it('gives up waiting when nobody waits any more', async () => {
    const document = open(`${SENTENCES.join('\n')}\n`.repeat(2500));
    const cancellation = new CancellationTokenSource();
    const asked = mapOf(document, [{ first: 9999, last: 9999 }], cancellation.token);
    cancellation.cancel();
    assert.deepEqual((await asked).words, []);
    document.close();
  });

  it('says why a document has none', async () => {
    const ignored = client.open(`file://${join(folder, 'build', 'a.txt')}`, 'plaintext', SENTENCES[0]);
    assert.match((await mapOf(ignored)).silence!.template, /git ignores/);
    const secret = client.open(`file://${join(folder, '.env')}`, 'plaintext', SENTENCES[0]);
    assert.match((await mapOf(secret)).silence!.template, /secrets/);
    await client.notify('elman/settings', { maximumDocumentCharacters: 100 });
    const large = open(`${SENTENCES[0]}\n`.repeat(5));
    assert.deepEqual((await mapOf(large)).silence?.values, [large.value.length, 100]);
    assert.deepEqual(await wordsOf(large), []);
    await client.notify('elman/settings', {});
    for (const document of [ignored, secret]) assert.equal(await alternativesAt(document, 0, 1), null);
    const { silence, words } = await client.request<SurprisalMap>('elman/surprisal', { uri: 'untitled:nowhere', ranges: EVERYTHING });
    assert.deepEqual([silence, words], [undefined, []]);
  });

  it('knows which words were expected instead', async () => {
    const document = open('the quick xylophone jumps\nthe quick brown fox');
    const { words } = await mapOf(document);
    const found = await alternativesAt(document, 0, 12);
    const { alternatives, probability, ...word } = found!;
    assert.deepEqual(word, { ...words[2], text: 'xylophone' });
    assert.ok(Math.abs(probability / 2 ** -word.surprisalBits - 1) < 1e-9);
    assert.equal(alternatives[0].text, 'brown');
    assert.ok(alternatives[0].probability > 0.9);
    const probabilities = alternatives.map((alternative) => alternative.probability);
    assert.deepEqual(probabilities, [...probabilities].sort((a, b) => b - a));
  });

  it('leaves out the word itself, also at the start of a line', async () => {
    const document = open(`${SENTENCES[0]}\n${SENTENCES[1]}`);
    await mapOf(document);
    const brown = await alternativesAt(document, 0, SENTENCES[0].indexOf('brown'));
    assert.equal(brown!.text, 'brown');
    assert.ok(brown!.probability > 0.5 && brown!.alternatives.every(({ text }) => text !== 'brown'));
    const first = await alternativesAt(document, 1, 0);
    assert.equal(first!.text, 'a');
    // After a sentence, one of the others.
    assert.ok(['hello', 'const', 'the'].includes(first!.alternatives[0].text), JSON.stringify(first));
  });

  it('calms a repeated word with the memory of the document, and only then', async () => {
    const document = open(Array.from({ length: 5 }, () => `the greenhouse ${SENTENCES[1]}`).join('\n'));
    const bitsOf = ({ words }: SurprisalMap) => words.filter(({ start, end }) => start === 4 && end === 14).map(({ surprisalBits }) => surprisalBits);
    const network = bitsOf(await mapOf(document));
    const memory = bitsOf(await client.request<SurprisalMap>('elman/surprisal', { uri: document.uri, ranges: EVERYTHING, source: 'memory' }));
    assert.equal(memory.length, 5);
    assert.ok(network[4] > 14 && memory[4] < 6 && memory[0] > 14, `${network} and ${memory}`);
    const hovered = await client.request<WordAlternatives>('elman/alternatives', { uri: document.uri, line: 4, character: 6, source: 'memory' });
    assert.ok(Math.abs(hovered.surprisalBits - memory[4]) < 1e-6);
    const figures = (await client.perplexity(document.uri)).figures;
    const view = await client.request<DocumentPerplexity>('elman/perplexity', { uri: document.uri, source: 'memory' });
    assert.deepEqual([view.source, view.figures], ['memory', figures]);
    assert.ok(view.surprising.filter(({ line, text }) => text === 'greenhouse' && line > 1).every(({ surprisalBits }) => surprisalBits < 8));
  });

  it('answers with the memory after keys too, once they rest', async () => {
    const document = open('the greenhouse\nthe gree');
    document.type('nhouse');
    const { words, version } = await client.request<SurprisalMap>('elman/surprisal', { uri: document.uri, ranges: EVERYTHING, source: 'memory' });
    assert.deepEqual([words.length, version], [4, 2]);
  });

  it('has finite figures for words that nobody could expect', async () => {
    const document = open(`${'kQ7'.repeat(400)}\n${'สวัสดีครับ'.repeat(30)}\n`);
    const { figures, lines, surprising } = await client.perplexity(document.uri);
    for (const value of [...Object.values(figures), ...lines.flatMap(({ bits, perplexityPerWord }) => [bits, perplexityPerWord]), ...surprising.map(({ surprisalBits }) => surprisalBits)]) {
      assert.ok(Number.isFinite(value) && value <= 1e12, `${value}`);
    }
    assert.ok(lines[1].words >= 60);
  });

  it('knows nothing of blanks and of lines that are not there', async () => {
    const document = open(`${SENTENCES[0]}\n`);
    await mapOf(document);
    for (const [line, character] of [[0, 3], [1, 0], [7, 0], [0, 500]]) assert.equal(await alternativesAt(document, line, character), null);
  });
});
