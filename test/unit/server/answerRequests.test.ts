import assert from 'node:assert/strict';
import type { Connection } from 'vscode-languageserver/node';
import type { Sentence } from '../../../src/model/userError';
import { answerRequests } from '../../../src/server/answerRequests';
import { DeleteLearnedRequest } from '../../../src/server/protocol';
import type { Session } from '../../../src/server/session';

describe('requests of the editor', () => {
  it('forget what is remembered also where not all of what was learned can be deleted, and say so', async () => {
    const handlers = new Map<string, () => Promise<{ sentence: Sentence }>>();
    const logged: string[] = [];
    const connection = {
      languages: { inlineCompletion: { on: () => undefined } },
      onRequest: (method: string, handler: () => Promise<{ sentence: Sentence }>) => handlers.set(method, handler),
      console: { error: (message: string) => logged.push(message) },
    } as unknown as Connection;
    const done: string[] = [];
    const session = {
      training: { stop: async () => undefined },
      // Taking the bundled model into use reads anew what is remembered.
      models: { deleteLearned: async () => (done.push('remembered'), assert.fail('EBUSY: resource busy or locked')) },
      memory: { forget: () => done.push('forgotten') },
      completions: { forget: () => undefined },
    } as unknown as Session;
    answerRequests(connection, session);
    const { sentence } = await handlers.get(DeleteLearnedRequest)!();
    assert.deepEqual([sentence.template, sentence.values[0]], ['That did not work: {0}', 'EBUSY: resource busy or locked']);
    assert.equal(done.at(-1), 'forgotten');
    assert.equal(logged.length, 1);
  });
});
