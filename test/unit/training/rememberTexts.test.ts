import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLearnedMemory } from '../../../src/model/memoryFile';
import { UserError } from '../../../src/model/userError';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { keepRemembered, rememberTexts } from '../../../training/rememberTexts';
import { createScratchFile } from '../../../training/scratchFile';
import { TokenStore } from '../../../training/tokenStore';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';

const DOCUMENTS = [Uint16Array.of(0, 5, 6, 7), Uint16Array.of(0), Uint16Array.of(0, 8, 9), Uint16Array.of(0, 5, 6)];

const FILES = DOCUMENTS.map((_, i) => ({ path: `/w/${i}.md`, language: 'markdown', stamp: { bytes: 1, modifiedMs: 1, changedMs: 1, hash: 'f' } }));

describe('remembering what was learned from', () => {
  /** @param most of the tokens. @returns the remembered tokens. */
  const rememberedOf = (documents: readonly Uint16Array[], room?: { tokens: number; listBytes: number }) =>
    inTemporaryFolder((folder) => {
      const model = writeTinyPackage(join(folder, 'model'));
      const store = TokenStore.create(folder);
      for (const document of documents) store.append(document);
      keepRemembered(join(folder, 'memory.bin'), rememberTexts(store, FILES, 0, room), model, (reason) => assert.fail(reason));
      store.close();
      const { index, files } = readLearnedMemory(join(folder, 'memory.bin'))!;
      return { ...index, files };
    });

  it('keeps all documents, one after the other, with their places', async () => {
    const tokens = Uint16Array.from(DOCUMENTS.flatMap((document) => [...document]));
    const remembered = await rememberedOf(DOCUMENTS);
    assert.deepEqual([remembered.tokens, remembered.places], [tokens, TokenIndex.of(tokens, 0).places]);
    assert.deepEqual(remembered.files, FILES.map((file, i) => ({ ...file, tokens: DOCUMENTS[i].length })));
    assert.equal((await rememberedOf([])).tokens.length, 0);
  });

  it('keeps no more tokens than there is room for, the first ones', async () => {
    const tokens = DOCUMENTS.flatMap((document) => [...document]);
    for (let most = 0; most <= tokens.length + 1; most++) {
      const remembered = await rememberedOf(DOCUMENTS, { tokens: most, listBytes: 1e6 });
      assert.deepEqual([...remembered.tokens], tokens.slice(0, most));
      assert.equal(remembered.files.reduce((sum, file) => sum + file.tokens, 0), Math.min(most, tokens.length));
    }
    const { files } = await rememberedOf(DOCUMENTS, { tokens: 1000, listBytes: 100 });
    assert.equal(files.length, 2, 'the list of files has bounded room too');
  });

  it('says why the disk does not take it, and does not throw: what was learned is not lost', () =>
    inTemporaryFolder((folder) => {
      const model = writeTinyPackage(join(folder, 'model'));
      const store = TokenStore.create(folder);
      store.append(DOCUMENTS[0]);
      const reasons: string[] = [];
      keepRemembered(join(folder, 'nowhere', 'memory.bin'), rememberTexts(store, FILES, 0), model, (reason) => reasons.push(reason));
      store.close();
      assert.match(reasons.join(), /^ENOENT/);
      assert.deepEqual(readdirSync(folder), ['model']);
    }));

  it('throws where the store cannot be read', () =>
    inTemporaryFolder((folder) => {
      const scratch = createScratchFile(folder);
      const store = new TokenStore({ ...scratch, read: () => 0 }, folder);
      store.append(DOCUMENTS[0]);
      assert.throws(() => rememberTexts(store, FILES, 0), UserError);
      store.close();
    }));
});
