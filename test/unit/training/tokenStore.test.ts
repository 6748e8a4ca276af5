import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { countTargets, DocumentQueue, Minibatches } from '../../../training/minibatches';
import { fingerprintOf } from '../../../training/checkpoint/runDescription';
import { cutDocuments } from '../../../training/pieces';
import { LONGEST_PIECE, Reading } from '../../../training/reading';
import { createScratchFile, type Scratch } from '../../../training/scratchFile';
import { TokenStore } from '../../../training/tokenStore';
import { defaultRecipe } from '../../../training/trainNetwork';
import { inTemporaryFolder } from '../../support/tinyPackage';

const V = 300;

function someDocuments(count: number, longest: number, seed = 1): Uint16Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Uint16Array.from({ length: 2 + Math.floor(longest * random()) }, (_, i) => (i === 0 ? 0 : 1 + Math.floor((V - 1) * random()))));
}

async function inStore<T>(documents: Iterable<Uint16Array>, work: (store: TokenStore, folder: string) => T | Promise<T>): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    const store = TokenStore.create(folder);
    try {
      for (const document of documents) store.append(document);
      return await work(store, folder);
    } finally {
      store.close();
    }
  });
}

/** A scratch file that counts what is read of it. */
function counting(scratch: Scratch): Scratch & { bytesRead: number } {
  const counter = { ...scratch, bytesRead: 0 };
  counter.read = (into, offset) => {
    counter.bytesRead += into.length;
    return scratch.read(into, offset);
  };
  return counter;
}

describe('a store of tokens', () => {
  it('gives back what it was given, in any order, whole and in parts', () => {
    const documents = [...someDocuments(40, 60), ...someDocuments(1, 1_500_000), Uint16Array.of(0), Uint16Array.of(0, 65_535)];
    return inStore(documents, (store) => {
      assert.equal(store.length, documents.length);
      assert.equal(store.targets, documents.reduce((sum, document) => sum + document.length - 1, 0));
      assert.deepEqual([...store], documents);
      const random = seededRandom(2);
      for (let i = 0; i < 200; i++) {
        const number = Math.floor(documents.length * random());
        const [from, to] = [random(), random()].map((share) => Math.floor(share * documents[number].length)).sort((a, b) => a - b);
        assert.deepEqual(store.part(number, from, to), documents[number].slice(from, to));
        assert.deepEqual(store.at(number), documents[number]);
      }
      assert.deepEqual([store.at(documents.length), store.at(-1), store.at(0.5)], [undefined, undefined, undefined]);
    });
  });

  it('takes more documents after some were read', () => inStore(someDocuments(3, 9), (store) => {
    const before = [...store];
    store.append(Uint16Array.of(0, 7, 8));
    assert.deepEqual([...store], [...before, Uint16Array.of(0, 7, 8)]);
  }));

  it('is read by streams as documents in memory are, also from the middle of a pass on', () => {
    const documents = someDocuments(30, 90);
    return inStore(documents, (store) => {
      const minibatches = (kept: typeof store | typeof documents) => {
        const queue = new DocumentQueue(cutDocuments(kept, 16, 5), seededRandom(4));
        return { queue, read: new Minibatches(new Array<DocumentQueue>(4).fill(queue), 8) };
      };
      const [stored, inMemory, resumed] = [minibatches(store), minibatches(documents), minibatches(store)];
      for (let window = 0; window < 100; window++) {
        assert.deepEqual(stored.read.nextWindow(), inMemory.read.nextWindow());
        assert.deepEqual(stored.read.state(), inMemory.read.state());
      }
      resumed.queue.restore(inMemory.queue.state());
      resumed.read.restore(inMemory.read.state());
      assert.deepEqual(resumed.read.state(), stored.read.state());
      assert.deepEqual(countTargets(store, V), countTargets(documents, V));
      const fingerprint = (train: typeof store | typeof documents) => fingerprintOf({ train, validation: [] });
      assert.equal(fingerprint(store), fingerprint(documents));
    });
  });

  it('is read as streams need it: they hold one piece each, however much there is', () => inTemporaryFolder((folder) => {
    const scratch = counting(createScratchFile(folder));
    const store = new TokenStore(scratch, folder);
    const random = seededRandom(3);
    for (let i = 0; i < 50; i++) store.append(Uint16Array.from({ length: 20_000 }, (_, n) => (n === 0 ? 0 : 1 + Math.floor((V - 1) * random()))));
    const recipe = { ...defaultRecipe, batch: 4, windowSteps: 16, candidates: 100 };
    const reading = new Reading({ vocabulary: V, contextTokens: 1 }, { train: store, validation: [] }, recipe);
    scratch.bytesRead = 0;
    const windows = 3000; // of 64 tokens: less than a fifth of the text
    for (let i = 0; i < windows; i++) reading.nextWindow();
    const tokensRead = scratch.bytesRead / 2;
    assert.ok(tokensRead > 0 && tokensRead <= windows * 64 * 1.1 + 4 * LONGEST_PIECE, `${tokensRead} tokens`);
    store.close();
  }));

  it('leaves nothing behind, not even while it is used, and not where its process is killed', () => inStore(someDocuments(3, 20), async (store, folder) => {
    assert.equal([...store].length, 3);
    assert.deepEqual(readdirSync(folder), []);
    const program = `const { TokenStore } = require(${JSON.stringify(join(__dirname, '..', '..', '..', 'training', 'tokenStore.ts'))});
      const store = TokenStore.create(process.argv[1]); for (let i = 0; i < 9; i++) store.append(new Uint16Array(300000)); [...store]; process.send('stored'); setInterval(() => store, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', program, folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    assert.equal((await once(child, 'message'))[0], 'stored');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual(readdirSync(folder), []);
  })).timeout(60_000);

  it('says in a sentence that it has no place', () => inTemporaryFolder((folder) => {
    const gone = join(folder, 'gone');
    assert.throws(() => TokenStore.create(gone), { name: 'UserError', message: /^The tokens of the text cannot be kept in .*gone: ENOENT/ });
  }));

  it('says in a sentence that the disk is full', function () {
    return inTemporaryFolder((folder) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      // A real full disk, where this user may mount one.
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) return this.skip();
      const store = TokenStore.create(disk);
      try {
        assert.throws(() => [store.append(new Uint16Array(1 << 20)), store.at(0)], { name: 'UserError', message: /^The tokens of the text cannot be kept in .*disk: ENOSPC/ });
      } finally {
        store.close();
        spawnSync('umount', [disk]);
      }
    });
  });

  it('says in a sentence that its file fails or was cut short', () => {
    const damaged = (read: Scratch['read']) => {
      const store = new TokenStore({ append: () => undefined, read, close: () => undefined }, 'here');
      store.append(Uint16Array.of(0, 1, 2));
      return store;
    };
    assert.throws(() => damaged(() => 4).at(0), { name: 'UserError', message: 'What was kept of the text in here was cut short: 4 bytes of 6 are left.' });
    const failing = damaged(() => {
      throw new Error('EIO: i/o error');
    });
    assert.throws(() => [...failing], { name: 'UserError', message: 'What was kept of the text in here cannot be read: EIO: i/o error' });
  });
});
