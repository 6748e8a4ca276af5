// What "Train on Workspace" does to a folder, by the very code of the editor's trainer, without an editor: time, speed, and
// bits per byte before and after on the folder's held-out files and on the rehearsal texts.
//   npm run bench:workspace -- [--seconds N] FOLDER
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Comparison } from '../training/messages';
import { trainOnWorkspace } from '../training/trainOnWorkspace';

const BUNDLED = join('models', 'base');
const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: 'string', default: '120' } } });

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (positionals.length !== 1) throw new Error('Say which folder: npm run bench:workspace -- [--seconds N] FOLDER');
  const scratch = mkdtempSync(join(tmpdir(), 'elman-workspace-'));
  const begun = performance.now();
  let tokensPerSecond = 0;
  try {
    const order = { kind: 'train', folders: [resolve(positionals[0])], excluded: [], from: BUNDLED, bundled: BUNDLED, candidate: join(scratch, 'model'), seconds: Number(flags.seconds), seed: 1 } as const;
    const verdict = await trainOnWorkspace(order, (report) => {
      if (report.kind === 'progress') tokensPerSecond = report.tokensPerSecond ?? tokensPerSecond;
    });
    console.log(`${verdict.trainedFiles} files, ${((performance.now() - begun) / 1000).toFixed(0)} s in all, ${tokensPerSecond.toFixed(0)} tokens/s; ${verdict.accepted ? 'taken into use' : 'not taken into use'}`);
    printRow('held-out files', verdict.heldOut);
    for (const [language, comparison] of Object.entries(verdict.rehearsal)) printRow(language, comparison);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function printRow(what: string, { before, after }: Comparison): void {
  console.log(`${what.padEnd(16)} ${before.toFixed(3)} -> ${after.toFixed(3)} bits per byte (${(100 * (after / before - 1)).toFixed(1)} %)`);
}
