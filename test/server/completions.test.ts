import assert from 'node:assert/strict';
import { CancellationTokenSource, type InlineCompletionItem } from 'vscode-languageserver-protocol/node';
import { Client } from './support/client';
import { taughtPackages } from './support/fixtures';
import { SENTENCES } from './support/taughtPackage';

const settings = { eagerness: 'balanced' } as const;
const textOf = (items: InlineCompletionItem[]) => items.map(({ insertText }) => insertText as string);

describe('inline completions over stdio', () => {
  let client: Client;
  let documents = 0;
  before(async () => {
    const { bundled } = await taughtPackages();
    client = await Client.start({ bundledModel: bundled, settings });
    await client.ready();
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
    assert.equal(client.standardError, '');
  });

  const open = (text: string, languageId = 'plaintext') => client.open(`untitled:Untitled-${++documents}`, languageId, text);

  it('gives the next words at a word boundary', async () => {
    const items = await open('the quick brown ').complete();
    assert.equal(items.length, 1);
    assert.match(textOf(items)[0], /^fox/);
    assert.deepEqual(items[0].range, { start: { line: 0, character: 16 }, end: { line: 0, character: 16 } });
  });

  it('completes the word that is begun, replacing it from its start', async () => {
    const [item] = await open('hello world\nthe quick bro').complete();
    assert.match(item.insertText as string, /^brown fox/);
    assert.equal(item.filterText, item.insertText);
    assert.deepEqual(item.range, { start: { line: 1, character: 10 }, end: { line: 1, character: 13 } });
  });

  it('stays on the line', async () => {
    assert.deepEqual(textOf(await open('the quick brown fox jumps over the lazy ').complete()), ['dog']);
  });

  it('follows what was typed before the model had read it', async () => {
    const document = open('');
    for (const character of 'a recurrent net') document.type(character);
    assert.match(textOf(await document.complete())[0], /^network/);
  });

  it('gives several different candidates when asked by hand', async () => {
    const items = await open('hello ').complete({ triggerKind: 1 });
    assert.ok(items.length > 1, `${items.length} candidates`);
    assert.equal(new Set(textOf(items).map((text) => text.trim().split(' ')[0])).size, items.length);
  });

  it('searches nothing while its words are typed along', async () => {
    const document = open('the quick ');
    const [whole] = textOf(await document.complete());
    const before = await client.diagnostics();
    for (let typed = 1; typed < whole.length; typed++) {
      document.type(whole[typed - 1]);
      const [item] = await document.complete();
      assert.equal(item.insertText, whole);
      assert.deepEqual(item.range?.start, { line: 0, character: 10 });
    }
    const after = await client.diagnostics();
    assert.equal(after.searches, before.searches);
    assert.equal(after.typedAlong, before.typedAlong + whole.length - 1);
    document.type('q');
    await document.complete();
    assert.equal((await client.diagnostics()).searches, before.searches + 1);
  });

  it('goes on from the selected item of the editor\'s own list, on its range', async () => {
    const document = open('the quick br');
    const range = { start: { line: 0, character: 10 }, end: { line: 0, character: 12 } };
    const [item] = await document.complete({ selectedCompletionInfo: { range, text: 'brown' } });
    assert.match(item.insertText as string, /^brown fox/);
    assert.deepEqual(item.range, range);
    const wider = { start: { line: 0, character: 4 }, end: { line: 0, character: 12 } };
    const [wide] = await document.complete({ selectedCompletionInfo: { range: wider, text: 'quick brown' } });
    assert.match(wide.insertText as string, /^quick brown fox/);
    assert.deepEqual(wide.range, wider);
    assert.deepEqual(await document.complete({ selectedCompletionInfo: { range: wider, text: 'slow brown' } }), []);
    assert.match((await statusOf(document.uri)).silence?.template ?? '', /selected entry/);
  });

  it('does not suggest a word again where it was dismissed, and says so', async () => {
    const document = open('the quick bro');
    assert.match(textOf(await document.complete())[0], /^brown/);
    await client.notify('elman/dismissed', { textDocument: { uri: document.uri }, position: { line: 0, character: 13 } });
    assert.deepEqual(textOf(await document.complete()).filter((text) => text.startsWith('brown')), []);
    document.type('w');
    assert.deepEqual(textOf(await document.complete()).filter((text) => text.startsWith('brown')), []);
    assert.match((await statusOf(document.uri)).silence?.template ?? '', /was dismissed here/);
    document.type('n ');
    assert.match(textOf(await document.complete())[0], /^fox/, 'the next word was not dismissed');
  });

  it('shows nothing unasked of what only a request by hand may show', async () => {
    const { document, improbable } = await askByHand();
    const before = await client.diagnostics();
    document.type(improbable[0]);
    // The network may be sure of it now, but has to say so.
    await document.complete();
    const after = await client.diagnostics();
    assert.deepEqual([after.searches - before.searches, after.typedAlong - before.typedAlong], [1, 0]);
  });

  it('goes on typing along when settings are told again that have not changed', async () => {
    const document = open('the quick ');
    const [whole] = textOf(await document.complete());
    const before = await client.diagnostics();
    await client.notify('elman/settings', settings);
    document.type(whole[0]);
    assert.deepEqual(textOf(await document.complete()), [whole]);
    assert.equal((await client.diagnostics()).typedAlong, before.typedAlong + 1);
  });

  it('says nothing where letters stand right of the cursor', async () => {
    const document = open('the quick brown fox');
    assert.deepEqual(await document.complete({ at: 12 }), []);
    assert.match((await statusOf(document.uri)).silence?.template ?? '', /right of the cursor/);
    assert.notDeepEqual(await open('(the quick brown )').complete({ at: 17 }), []);
  });

  it('says nothing for text that changed while it searched, and answers the next request', async () => {
    const isOutrun = async () => {
      const document = open('the quick ');
      const outrun = document.complete({ triggerKind: 1 });
      document.type('brown ');
      const [items, later] = await Promise.all([outrun, document.complete()]);
      // From the word's start where the first request was answered in time, for then it is typed along.
      assert.match(textOf(later)[0], items.length === 0 ? /^fox/ : /^(?:brown )?fox/);
      return items.length === 0;
    };
    assert.ok(await happens(isOutrun), 'no search was outrun');
  });

  it('ends a cancelled request', async () => {
    const isEnded = async () => {
      const document = open(`${SENTENCES.join('\n')}\nhello `);
      const source = new CancellationTokenSource();
      const answer = document.complete({ triggerKind: 1, token: source.token }).catch((error: Error) => error.message);
      source.cancel();
      const ended = await answer;
      assert.match(textOf(await document.complete())[0], /^world/);
      return typeof ended === 'string' || ended.length === 0;
    };
    assert.ok(await happens(isEnded), 'no request was ended');
  });

  it('is silent while paused', async () => {
    const document = open('the quick brown ');
    await client.notify('elman/pause', { paused: true });
    assert.deepEqual(await document.complete(), []);
    await client.status(({ state }) => state === 'paused');
    await client.notify('elman/pause', { paused: false });
    assert.equal((await document.complete()).length, 1);
  });

  it('works through emoji, tabs, CRLF and Hangul before the cursor', async () => {
    const [item] = await open('👩‍👩‍👧 한국어\r\n\tthe quick bro').complete();
    assert.match(item.insertText as string, /^brown/);
    assert.deepEqual(item.range?.start, { line: 1, character: 11 });
  });

  it('answers documents it does not know, and places outside of them, with nothing', async () => {
    assert.deepEqual(await client.complete('file:///nowhere.txt', 0, 0), []);
    const document = open('x');
    await client.complete(document.uri, 99, 99);
    await client.complete(document.uri, 0, 99);
  });

  it('goes on from a selected item that the network did not expect', async () => {
    const document = open('hello re');
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 8 } };
    for (const [entry, next] of [['recurrent', ' network'], ['reads one', ' token']]) {
      const [text] = textOf(await document.complete({ selectedCompletionInfo: { range, text: entry } }));
      assert.ok(text.startsWith(entry + next), text);
    }
  });

  /** Whether something is seen within some tries: a server may be quick enough to answer before it hears of the change. */
  async function happens(look: () => Promise<boolean>): Promise<boolean> {
    for (let tries = 0; tries < 30; tries++) if (await look()) return true;
    return false;
  }

  /** A document in which a request by hand just gave, among others, a word that begins with another letter than the first one. */
  async function askByHand() {
    for (const text of ['the ', 'a ', 'hello ', 'the quick brown fox ', 'const ']) {
      const document = open(text);
      const [first, ...others] = textOf(await document.complete({ triggerKind: 1 }));
      const improbable = others.findLast((other) => other[0] !== first[0]);
      if (improbable) return { document, improbable };
    }
    throw new Error('all candidates begin with the same letter');
  }

  /** The status of a document brought into focus. */
  function statusOf(uri: string) {
    const from = client.statuses.length;
    return client.status((status) => status.uri === uri && status.silence !== undefined, Math.max(0, from - 1));
  }
});
