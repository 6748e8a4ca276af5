import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveModels } from '../../../src/server/liveModels';
import { ModelStore } from '../../../src/server/modelStore';
import { Scheduler } from '../../../src/server/scheduler';
import { writeTinyPackage } from '../../support/tinyPackage';

describe('live models', () => {
  let folder: string;
  let storage: string;
  let models: LiveModels | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elman-live-'));
    storage = join(folder, 'storage');
    writeTinyPackage(join(folder, 'bundled'));
  });
  afterEach(async () => {
    await models?.current?.opened.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  async function load(store: ModelStore): Promise<LiveModels> {
    const scheduler = new Scheduler(async () => Infinity, (error) => assert.fail(String(error)));
    models = new LiveModels(join(folder, 'bundled'), store, scheduler, { runs: 0, steps: 0 }, () => undefined);
    await models.load(true);
    return models;
  }
  function candidateIn(store: ModelStore): string {
    const candidate = store.newCandidate();
    cpSync(join(folder, 'bundled'), candidate, { recursive: true });
    return candidate;
  }

  it('take a promoted model into use although an older one cannot be removed', async () => {
    class Held extends ModelStore {
      override discard(): void {
        throw new Error('EBUSY: resource busy or locked');
      }
    }
    const store = new Held(storage);
    const live = await load(store);
    await live.promote(candidateIn(store));
    await live.promote(candidateIn(store));
    assert.equal(live.current?.folder, join(storage, 'models', '2'));
    assert.equal(store.live()?.folder, '2');
  });

  it('keep the model in use, and nothing of the new one, when it cannot be made live', async () => {
    const store = new ModelStore(storage);
    const live = await load(store);
    // No file can take the place of a folder.
    mkdirSync(join(storage, 'live.json', 'x'), { recursive: true });
    await assert.rejects(live.promote(candidateIn(store)));
    assert.equal(live.current?.kind, 'bundled');
    assert.deepEqual(readdirSync(join(storage, 'models')), []);
    assert.ok(existsSync(live.folders.live));
  });
});
