import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../../src/model/manifest';
import { readMemory } from '../../../src/model/memoryFile';
import { UserError } from '../../../src/model/userError';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { keepRemembered, rememberTexts } from '../../../training/rememberTexts';
import { createScratchFile } from '../../../training/scratchFile';
import { TokenStore } from '../../../training/tokenStore';
import { inTemporaryFolder, TINY_NETWORK, writeTinyPackage } from '../../support/tinyPackage';

const DOCUMENTS = [Uint16Array.of(0, 5, 6, 7), Uint16Array.of(0), Uint16Array.of(0, 8, 9), Uint16Array.of(0, 5, 6)];

describe('remembering what was learned from', () => {
  /** @param most of the tokens. @returns the remembered tokens. */
  const rememberedOf = (documents: readonly Uint16Array[], most?: number) =>
    inTemporaryFolder((folder) => {
      const model = writeTinyPackage(join(folder, 'model'));
      const store = TokenStore.create(folder);
      for (const document of documents) store.append(document);
      keepRemembered(join(folder, 'memory.bin'), rememberTexts(store, 0, most), model, (reason) => assert.fail(reason));
      store.close();
      return readMemory(join(folder, 'memory.bin'), readManifest(model).vocabularyFingerprint, TINY_NETWORK.vocabulary);
    });

  it('keeps all documents, one after the other, with their places', async () => {
    const tokens = Uint16Array.from(DOCUMENTS.flatMap((document) => [...document]));
    const remembered = await rememberedOf(DOCUMENTS);
    assert.deepEqual([remembered.tokens, remembered.places], [tokens, TokenIndex.of(tokens, 0).places]);
    assert.equal((await rememberedOf([])).tokens.length, 0);
  });

  it('keeps no more tokens than there is room for, the first ones', async () => {
    const tokens = DOCUMENTS.flatMap((document) => [...document]);
    for (let most = 0; most <= tokens.length + 1; most++) assert.deepEqual([...(await rememberedOf(DOCUMENTS, most)).tokens], tokens.slice(0, most));
  });

  it('says why the disk does not take it, and does not throw: what was learned is not lost', () =>
    inTemporaryFolder((folder) => {
      const model = writeTinyPackage(join(folder, 'model'));
      const store = TokenStore.create(folder);
      store.append(DOCUMENTS[0]);
      const reasons: string[] = [];
      keepRemembered(join(folder, 'nowhere', 'memory.bin'), rememberTexts(store, 0), model, (reason) => reasons.push(reason));
      store.close();
      assert.match(reasons.join(), /^ENOENT/);
      assert.deepEqual(readdirSync(folder), ['model']);
    }));

  it('throws where the store cannot be read', () =>
    inTemporaryFolder((folder) => {
      const scratch = createScratchFile(folder);
      const store = new TokenStore({ ...scratch, read: () => 0 }, folder);
      store.append(DOCUMENTS[0]);
      assert.throws(() => rememberTexts(store, 0), UserError);
      store.close();
    }));
});
