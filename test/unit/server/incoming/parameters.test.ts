import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coordinate, MalformedMessage } from '../../../../src/server/incoming/fields';
import { checkedParameters } from '../../../../src/server/incoming/parameters';
import { withoutWatchedProcess } from '../../../../src/server/watchedProcess';

const METHODS = [
  'initialize', 'textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'textDocument/inlineCompletion', 'workspace/didChangeWorkspaceFolders',
  'elman/surprisal', 'elman/alternatives', 'elman/continue', 'elman/plan', 'elman/settings', 'elman/focus', 'anything/else',
];

describe('parameters of messages', () => {
  it('are an object, or refused with a sentence, whatever is sent', () => {
    fc.assert(fc.property(fc.constantFrom(...METHODS), fc.jsonValue(), (method, sent) => {
      try {
        const read = checkedParameters(method, sent);
        assert.ok(typeof read === 'object' && read !== null && !Array.isArray(read));
      } catch (error) {
        assert.ok(error instanceof MalformedMessage, String(error));
        assert.match(error.message, /^[\w. ]+ (?:is|are) not .*\.$/);
      }
    }));
  });

  it('of initialize have all fields that the library and the server read', () => {
    const { capabilities, workspaceFolders, rootUri, rootPath, processId, initializationOptions, trace } = checkedParameters('initialize', null);
    assert.deepEqual({ capabilities, workspaceFolders, rootUri, rootPath, processId, initializationOptions, trace }, {
      capabilities: {}, workspaceFolders: null, rootUri: null, rootPath: null, processId: null, initializationOptions: {}, trace: 'off',
    });
    assert.deepEqual(checkedParameters('initialize', { workspaceFolders: [null, { uri: 1 }, { uri: 'file:///a' }] })['workspaceFolders'], [{ uri: 'file:///a' }]);
    assert.deepEqual(checkedParameters('initialize', { initializationOptions: { storage: 5, trusted: 'yes', notifications: true, settings: [] } })['initializationOptions'], { notifications: true });
  });

  it('take lines and columns as whole numbers from 0 on', () => {
    for (const [sent, read] of [[3, 3], [2.9, 2], [-1, 0], [-0, 0], [NaN, 0], [null, 0], ['4', 0], [{}, 0], [Infinity, 2 ** 31 - 1], [1e300, 2 ** 31 - 1]]) assert.equal(coordinate(sent), read, String(sent));
  });
});

describe('the command line of a server', () => {
  it('loses the process to watch and nothing else', () => {
    assert.deepEqual(withoutWatchedProcess(['node', 'server.js', '--stdio', '--clientProcessId=7', '--model', 'x']), ['node', 'server.js', '--stdio', '--model', 'x']);
    assert.deepEqual(withoutWatchedProcess(['node', 'server.js', '--clientProcessId', '7', '--stdio']), ['node', 'server.js', '--stdio']);
  });

  it('takes an object that a missing cancellation token follows', () => {
    assert.deepEqual(checkedParameters('elman/perplexity', [{ uri: 'untitled:a', source: 'memory' }, null]), { uri: 'untitled:a', source: 'memory' });
  });
});
