// Random messages over a real connection: each valid message with parts missing, null, of other types or absurd. The
// server answers each request, logs sentences only, and afterwards a new document is served as before.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Client } from './support/client';
import { taughtPackages } from './support/fixtures';

const URI = 'untitled:Fuzz';
const at = { line: 0, character: 4 };
const whole = { start: { line: 0, character: 0 }, end: at };

/** One valid message of every kind that the server understands; `initialize`, `shutdown` and `exit` apart. */
const VALID: Readonly<Record<string, unknown>> = {
  'textDocument/didOpen': { textDocument: { uri: URI, languageId: 'plaintext', version: 1, text: 'the quick brown fox\njumps' } },
  'textDocument/didChange': { textDocument: { uri: URI, version: 2 }, contentChanges: [{ range: whole, text: 'hello' }, { text: 'the quick\r\nbrown 😀' }] },
  'textDocument/didSave': { textDocument: { uri: URI }, text: 'x' },
  'textDocument/didClose': { textDocument: { uri: URI } },
  'workspace/didChangeConfiguration': { settings: { elman: { enabled: true, languages: { '*': true }, eagerness: 'balanced', maximumWords: 4 } } },
  'workspace/didChangeWorkspaceFolders': { event: { added: [{ uri: 'file:///nowhere', name: 'nowhere' }], removed: [] } },
  'workspace/didChangeWatchedFiles': { changes: [{ uri: URI, type: 1 }] },
  'window/workDoneProgress/cancel': { token: 'x' },
  '$/progress': { token: 'x', value: 1 },
  '$/cancelRequest': { id: 12_345_678 },
  '$/setTrace': { value: 'off' },
  'elman/settings': { enabled: true, languages: {} },
  'elman/pause': { paused: false },
  'elman/trust': { trusted: true },
  'elman/focus': { uri: URI },
  'textDocument/inlineCompletion': { textDocument: { uri: URI }, position: at, context: { triggerKind: 1, selectedCompletionInfo: { range: whole, text: 'there' } } },
  'textDocument/willSaveWaitUntil': { textDocument: { uri: URI }, reason: 1 },
  'textDocument/willSave': { textDocument: { uri: URI }, reason: 1 },
  'elman/perplexity': { uri: URI },
  'elman/surprisal': { uri: URI, ranges: [{ first: 0, last: 3 }] },
  'elman/alternatives': { uri: URI, ...at },
  'elman/continue': { uri: URI, ...at, partialResultToken: 'p', seed: 1 },
  'elman/plan': { excluded: ['**/x'] },
  'elman/useBundled': {},
  'elman/ping': null,
  'elman/unknown': { a: [1] },
};

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -1, 0.5, 1e300, -1e300, 2 ** 31, '', 'x', [], {}, [null], '\ud83d', '__proto__', { __proto__: null }, 'file:///%ZZ', 'file:///a#b'),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value with some of its parts, or itself, replaced, removed or added to. */
function spoiled(value: unknown): fc.Arbitrary<unknown> {
  const itself = { weight: 6, arbitrary: fc.constant(value) };
  const replaced = { weight: 1, arbitrary: odd };
  if (Array.isArray(value)) return fc.oneof({ weight: 8, arbitrary: fc.tuple(...value.map(spoiled)) as fc.Arbitrary<unknown> }, replaced, { weight: 1, arbitrary: fc.array(odd, { maxLength: 3 }) });
  if (typeof value !== 'object' || value === null) return fc.oneof(itself, replaced);
  const parts = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoiled(part)]));
  return fc.oneof({ weight: 8, arbitrary: fc.record(parts) }, { weight: 1, arbitrary: fc.record(parts, { requiredKeys: [] }) }, replaced);
}

interface Sent {
  readonly isRequest: boolean;
  readonly method: string;
  readonly params: unknown;
}

const anyMessage: fc.Arbitrary<Sent> = fc
  .tuple(fc.boolean(), fc.constantFrom(...Object.keys(VALID)))
  .chain(([isRequest, method]) => fc.record({ isRequest: fc.constant(isRequest), method: fc.constant(method), params: spoiled(VALID[method]) }));

/** JSON that is no message, or one of a kind that JSON-RPC does not know. */
const noMessage: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('null', '5', '"x"', '[]', '[{}]', '{}', '{"method":5}', '{"id":null,"method":"elman/ping"}', '{"id":{},"method":"elman/ping"}', '{"id":99999,"result":1}', '{"id":99999}', '{"id":null,"error":{}}', '{', 'no JSON', '{"method":"$/cancelRequest"}', '{"method":"$/cancelRequest","params":{"id":null}}'),
  fc.json({ maxDepth: 2 }),
);

describe('malformed messages', () => {
  let client: Client;
  before(async () => {
    const { bundled } = await taughtPackages();
    client = await Client.start({ bundledModel: bundled, settings: { eagerness: 'always' } });
    await client.ready();
  });
  after(async () => assert.equal(await client.stop(), 0));

  it('end nothing, lose nothing, and make no TypeError', async function () {
    this.timeout(300_000);
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 5, arbitrary: anyMessage }, { weight: 1, arbitrary: noMessage }), { minLength: 5, maxLength: 40 }), async (messages) => {
        client.errors.length = 0;
        const refusals = await Promise.all(messages.map(send));
        await restore();
        const uri = `untitled:After-${++round}`;
        const document = client.open(uri, 'plaintext', 'the quick brown ');
        const [item] = await document.complete();
        assert.match(item.insertText as string, /^fox/);
        assert.deepEqual(item.range, { start: { line: 0, character: 16 }, end: { line: 0, character: 16 } });
        document.close();
        assertSentences([...client.errors, ...refusals]);
      }),
      { numRuns: 120, seed: 20_261 },
    );
    assert.equal(client.standardError, '');
    assert.equal(client.process.exitCode, null);
  });

  /** @returns why it was refused; '' if it was not. */
  async function send(message: Sent | string): Promise<string> {
    if (typeof message === 'string') {
      client.process.stdin!.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
      return '';
    }
    const text = JSON.stringify({ jsonrpc: '2.0', method: message.method, params: message.params });
    if (!message.isRequest) {
      client.process.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      return '';
    }
    // The library of the client knows no odd parameters: they travel in a list of one, or as they are.
    return client.request(message.method, message.params).then(() => '', (error: Error) => error.message);
  }

  /** What a message may have switched off by saying so. */
  async function restore(): Promise<void> {
    await client.notify('elman/pause', { paused: false });
    await client.notify('elman/settings', { eagerness: 'always' });
  }

  function assertSentences(lines: readonly string[]): void {
    for (const line of lines) {
      assert.doesNotMatch(line, /TypeError|RangeError|Cannot read|undefined|is not a function|not iterable|\n\s+at /, line);
      assert.ok(line.length < 300, line);
    }
  }
});
