// What editors other than VS Code send: places outside the document, fields that are missing or null, other orders of
// messages. The right answer is the one that the protocol gives.
import assert from 'node:assert/strict';
import type { InlineCompletionList, Range } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ContinuationEnd } from '../../src/server/protocol';
import { Client } from './support/client';
import { taughtPackages } from './support/fixtures';

type Answer = InlineCompletionList | null;

describe('a client that sends odd messages', () => {
  let client: Client;
  let documents = 0;
  before(async () => {
    const { bundled } = await taughtPackages();
    client = await Client.start({ bundledModel: bundled, settings: { eagerness: 'always' } });
    await client.ready();
  });
  beforeEach(() => void client.errors.splice(0));
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.equal(client.standardError, '');
  });

  const newUri = () => `untitled:Odd-${++documents}`;
  const open = (text: string) => client.open(newUri(), 'plaintext', text);
  const ask = (uri: string, position: unknown, more: object = {}) => client.request<Answer>('textDocument/inlineCompletion', { textDocument: { uri }, position, ...more });
  const change = (uri: string, contentChanges: unknown, version: unknown = 2) => client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  const wordAfter = async (uri: string, line: number, character: number) => ((await ask(uri, { line, character }))?.items[0]?.insertText as string | undefined)?.trim().split(' ')[0];

  function assertInside(range: Range, text: string): void {
    const document = TextDocument.create('untitled:x', '', 0, text);
    for (const place of [range.start, range.end]) assert.deepEqual(document.positionAt(document.offsetAt(place)), place, JSON.stringify(range));
    assert.doesNotMatch(text.slice(0, document.offsetAt(range.start)), /[\ud800-\udbff]$/);
    assert.doesNotMatch(text.slice(0, document.offsetAt(range.end)), /[\ud800-\udbff]$/);
  }

  describe('places', () => {
    const text = 'the quick brown ';
    const outside: [string, unknown][] = [
      ['right of the line', { line: 0, character: 99 }],
      ['right of the line by the largest number', { line: 0, character: 2 ** 31 - 1 }],
      ['below the document', { line: 9, character: 3 }],
      ['below and left', { line: 9, character: -3 }],
    ];
    for (const [name, place] of outside) {
      it(`${name} count as the nearest one inside`, async () => {
        const document = open(text);
        const { items } = (await ask(document.uri, place))!;
        assert.match(items[0].insertText as string, /^fox/);
        assert.deepEqual(items[0].range, { start: { line: 0, character: 16 }, end: { line: 0, character: 16 } });
      });
    }

    it('that are no numbers, or negative, count as 0', async () => {
      const document = open('the quick brown ');
      for (const place of [{ line: -1, character: -1 }, { line: null, character: 'x' }, {}, { line: -0.5, character: 0.7 }]) {
        const inside = await ask(document.uri, { line: 0, character: 0 }, { context: { triggerKind: 1 } });
        assert.deepEqual(await ask(document.uri, place, { context: { triggerKind: 1 } }), inside);
      }
      assert.deepEqual(client.errors, []);
    });

    it('between the halves of a surrogate pair move before it', async () => {
      const value = '😀😀 the quick 😀';
      const document = open(value);
      for (let character = 0; character <= value.length + 2; character++) {
        const answer = await ask(document.uri, { line: 0, character }, { context: { triggerKind: 1 } });
        for (const { range } of answer?.items ?? []) assertInside(range!, value);
      }
      assert.deepEqual(client.errors, []);
    });

    it('of the selected entry are taken inside the document, in order', async () => {
      const document = open('the quick br');
      const range = { start: { line: 0, character: 99 }, end: { line: 0, character: 10 } };
      const answer = await ask(document.uri, { line: 0, character: 99 }, { context: { triggerKind: 2, selectedCompletionInfo: { range, text: 'brown' } } });
      assert.match(answer!.items[0].insertText as string, /^brown fox/);
      assert.deepEqual(answer!.items[0].range, { start: { line: 0, character: 10 }, end: { line: 0, character: 12 } });
    });

    it('of a change outside the document count as the nearest one inside, reversed ranges too', async () => {
      const document = open('the quick ');
      await change(document.uri, [{ range: { start: { line: 7, character: 7 }, end: { line: 9, character: 9 } }, text: 'brown ' }]);
      assert.equal(await wordAfter(document.uri, 0, 99), 'fox');
      await change(document.uri, [{ range: { start: { line: 0, character: 99 }, end: { line: 0, character: 10 } }, text: '' }], 3);
      assert.equal(await wordAfter(document.uri, 0, 99), 'brown');
      await change(document.uri, [{ range: { start: { line: -4, character: -1 }, end: { line: 0, character: null } }, text: 'hello ' }, { range: { start: { line: 0, character: 6 } }, text: 'again ' }], 4);
      assert.equal(await wordAfter(document.uri, 0, 6), undefined); // inside a word
      await change(document.uri, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1e9 } }, text: 'hello ' }], 5);
      assert.equal(await wordAfter(document.uri, 0, 6), 'world,');
      assert.deepEqual(client.errors, []);
    });

    it('of the heat map, a hint of it, and a continuation are taken inside', async () => {
      const document = open('the quick brown fox\njumps over');
      document.focus();
      const words = async (ranges: unknown) => (await client.request<{ words: { line: number; end: number }[] }>('elman/surprisal', { uri: document.uri, ranges })).words;
      const all = await words([{ first: 0, last: 1 }]);
      assert.equal(all.length, 6);
      assert.deepEqual(await words([{ first: -5, last: 99 }]), all);
      assert.deepEqual(await words([{ first: 99, last: 0 }]), all);
      assert.deepEqual(await words({ first: null, last: 1e12 }), all);
      assert.equal((await words([{ first: 50, last: 60 }])).at(-1)?.line, 1);
      assert.deepEqual(await words(null), []);
      const hint = await client.request<{ text: string } | null>('elman/alternatives', { uri: document.uri, line: -1, character: 5 });
      assert.equal(hint?.text, 'quick');
      assert.equal(await client.request('elman/alternatives', { uri: document.uri, line: 77, character: 77 }), null);
      const order = { uri: document.uri, line: 77, character: 1e12, seed: 'x', partialResultToken: 'p' };
      // The network of these tests knows too little to write: it says so.
      const end = await client.request<ContinuationEnd>('elman/continue', order);
      assert.match(end.problem!.template, /^The model knows too little text of this kind/);
      assert.deepEqual(client.errors, []);
    });
  });

  describe('fields', () => {
    for (const change_ of [{ range: null }, { range: undefined, rangeLength: 3 }, {}, { range: null, rangeLength: null }]) {
      it(`a change with ${JSON.stringify(change_)} is the whole text`, async () => {
        const document = open('old');
        await change(document.uri, [{ ...change_, text: 'the quick brown ' }]);
        assert.equal(await wordAfter(document.uri, 0, 16), 'fox');
        assert.deepEqual(client.errors, []);
      });
    }

    it('a single change that is not in a list, and a version that is missing, are taken', async () => {
      const document = open('old');
      await change(document.uri, { text: 'the quick ' }, null);
      assert.equal(await wordAfter(document.uri, 0, 10), 'brown');
      await client.notify('textDocument/didChange', { textDocument: { uri: document.uri }, contentChanges: [{ text: 'hello ' }] });
      assert.equal(await wordAfter(document.uri, 0, 6), 'world,');
      assert.deepEqual(client.errors, []);
    });

    it('a change that cannot be understood leaves the document and says so in one line', async () => {
      const document = open('the quick ');
      await change(document.uri, [{ text: 5 }]);
      await change(document.uri, null, 3);
      assert.equal(await wordAfter(document.uri, 0, 10), 'brown');
      assert.deepEqual(client.errors, ['Ignored textDocument/didChange: contentChanges.text is not a string.']);
    });

    for (const context of [undefined, null, {}, [], 7, { triggerKind: 0 }, { triggerKind: 'x' }, { triggerKind: 2, selectedCompletionInfo: null }, { selectedCompletionInfo: { text: 'x' } }, { selectedCompletionInfo: 5 }]) {
      it(`a request with the context ${JSON.stringify(context)} is an automatic one`, async () => {
        const document = open('the quick brown ');
        const position = { line: 0, character: 16 };
        const automatic = await ask(document.uri, position, { context: { triggerKind: 2 } });
        assert.equal(automatic?.items.length, 1);
        assert.deepEqual(await ask(document.uri, position, { context }), automatic);
        assert.deepEqual(client.errors, []);
      });
    }

    it('settings that are no object leave those in use', async () => {
      const document = open('the quick brown ');
      await client.notify('workspace/didChangeConfiguration', { settings: { elman: { eagerness: 'always', languages: { plaintext: false } } } });
      assert.equal(await wordAfter(document.uri, 0, 16), undefined);
      for (const settings of [null, [], 'x', {}, { elman: null }, { elman: [] }, { elman: 'on' }]) await client.notify('workspace/didChangeConfiguration', { settings });
      await client.notify('workspace/didChangeConfiguration', undefined);
      await client.notify('elman/settings', [1, 2]);
      assert.equal(await wordAfter(document.uri, 0, 16), undefined);
      assert.equal(client.errors.length, 3);
      for (const line of client.errors) assert.match(line, /^Ignored (?:workspace\/didChangeConfiguration|elman\/settings): .* not an object\.$/);
      await client.notify('workspace/didChangeConfiguration', { settings: { elman: { eagerness: 'always' } } });
      assert.equal(await wordAfter(document.uri, 0, 16), 'fox');
    });

    it('a language that is odd or missing is plain text', async () => {
      for (const languageId of [undefined, null, 5, '', '__proto__', 'constructor', 'x'.repeat(5000)]) {
        const uri = newUri();
        await client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: null, text: 'the quick brown ' } });
        assert.equal(await wordAfter(uri, 0, 16), 'fox', String(languageId).slice(0, 20));
      }
      assert.deepEqual(client.errors, []);
    });
  });

  describe('the order of messages', () => {
    it('a document opened twice has the second text; closed twice it is closed', async () => {
      const uri = newUri();
      client.open(uri, 'plaintext', 'hello ');
      client.open(uri, 'plaintext', 'the quick ');
      assert.equal(await wordAfter(uri, 0, 10), 'brown');
      for (let i = 0; i < 2; i++) await client.notify('textDocument/didClose', { textDocument: { uri } });
      assert.equal(await ask(uri, { line: 0, character: 10 }), null);
      await change(uri, [{ text: 'x' }]);
      await client.notify('textDocument/didSave', { textDocument: { uri } });
      assert.deepEqual(client.errors, []);
    });

    it('unknown notifications are ignored and unknown requests refused', async () => {
      await client.notify('$/something', null);
      await client.notify('workspace/didRenameEverything', { a: 1 });
      await assert.rejects(client.request('textDocument/hover', { textDocument: { uri: 'x' } }), /Unhandled method/);
      assert.deepEqual(client.errors, []);
    });

    it('a second initialize is refused and loses nothing', async () => {
      const document = open('the quick brown ');
      await assert.rejects(client.request('initialize', { processId: null, rootUri: null, capabilities: {} }), /initialized already/);
      assert.equal(await wordAfter(document.uri, 0, 16), 'fox');
    });

    it('a request without a document is refused, not answered by a TypeError', async () => {
      for (const parameters of [null, {}, { textDocument: null }, { textDocument: { uri: 5 } }, []]) {
        await assert.rejects(client.request('textDocument/inlineCompletion', parameters), /textDocument\.uri is not a string/);
      }
      await assert.rejects(client.request('elman/perplexity', null), /uri is not a string/);
    });
  });
});

describe('what the server says of itself', () => {
  it('counts columns in UTF-16 units, whatever the client offers', async () => {
    const { bundled } = await taughtPackages();
    const client = await Client.start({ bundledModel: bundled });
    assert.equal(client.capabilities.positionEncoding, 'utf-16');
    await client.ready();
    const document = client.open('untitled:Emoji', 'plaintext', '😀😀 the quick brown ');
    const [item] = await document.complete();
    assert.match(item.insertText as string, /^fox/);
    assert.deepEqual(item.range?.start, { line: 0, character: 21 });
    await client.stop();
  });
});
