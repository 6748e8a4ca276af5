import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver/node';
import type { TrainerOrder } from '../../../training/messages';
import { UserError } from '../../../src/model/userError';
import { runTrainer, type TrainerProgressReport } from '../../../src/server/trainerProcess';

const order: TrainerOrder = { kind: 'train', folders: [], excluded: [], from: '', bundled: '', candidate: '', seconds: 1, seed: 1 };
const failed = JSON.stringify({ kind: 'failed', sentence: { template: 'No.', values: [] } });

describe('trainer process', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'elman-trainer-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a trainer of these statements; `order` is in its reach. */
  const run = (statements: string, token = CancellationToken.None, onProgress: (report: TrainerProgressReport) => void = () => {}) => {
    const module = join(folder, 'trainer.js');
    writeFileSync(module, `process.once('message', (order) => { ${statements} });`);
    return runTrainer(module, order, onProgress, token);
  };

  it('hands the order over, and progress and the last report back', async () => {
    const seen: TrainerProgressReport[] = [];
    const progress = `{ kind: 'progress', phase: 'reading', fraction: order.seconds / 2 }`;
    const result = await run(`process.send(${progress}); process.send(${failed}); process.exit(0);`, undefined, (report) => seen.push(report));
    assert.deepEqual(seen, [{ kind: 'progress', phase: 'reading', fraction: 0.5 }]);
    assert.equal(result !== 'cancelled' && result.kind, 'failed');
  });

  it('ends a trainer that does not go after its last report', async () => {
    const result = await run(`process.send(${failed}); setInterval(() => {}, 1000);`);
    assert.equal(result !== 'cancelled' && result.kind, 'failed');
  });

  it('says in a sentence that a trainer crashed, was killed, or was never there', async () => {
    const userError = (pattern: RegExp) => (error: unknown) => error instanceof UserError && pattern.test(error.message);
    await assert.rejects(run(`console.error('first\\nno memory left\\n'); process.exit(3);`), userError(/stopped unexpectedly \(3: no memory left\)/));
    await assert.rejects(run(`process.kill(process.pid, 'SIGKILL');`), userError(/stopped unexpectedly \(SIGKILL\)/));
    await assert.rejects(runTrainer(join(folder, 'nowhere.js'), order, () => {}, CancellationToken.None), userError(/stopped unexpectedly/));
  });

  it('is cancelled, politely or not', async () => {
    const deaf = `process.on('SIGTERM', () => {});`;
    for (const [before, after] of [['', 'setInterval(() => {}, 1000)'], [deaf, 'setInterval(() => {}, 1000)'], [deaf, 'for (;;);']]) {
      const source = new CancellationTokenSource();
      const progress = `${before} process.send({ kind: 'progress', phase: 'training', fraction: 0 }, () => { ${after} });`;
      assert.equal(await run(progress, source.token, () => source.cancel()), 'cancelled');
    }
  });

  it('does not start when nobody waits any more', async () => {
    const source = new CancellationTokenSource();
    source.cancel();
    assert.equal(await runTrainer(join(folder, 'nowhere.js'), order, () => {}, source.token), 'cancelled');
  });
});
