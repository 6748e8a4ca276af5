// PyTorch beside ours, where Debian's python3-torch is installed: bench/torchRnn.py as a program of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { referenceNetwork, referenceWindow, THREADS } from './trainingSpeed';

export interface TorchTraining {
  readonly tokensPerSecond: number;
  readonly perplexityPerToken: number;
}

/** Debian's own Python sees Debian's packages, wherever another one comes first. */
export function pythonWithTorch(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
}

/** Tokens per second of some steps on made-up tokens. */
export function torchTokensPerSecond(python: string): number {
  return Number(runTorch(python, []));
}

/** Trains on documents for some seconds and measures on others. */
export function trainWithTorch(python: string, train: readonly Uint16Array[], heldOut: readonly Uint16Array[], seconds: number): TorchTraining {
  const folder = mkdtempSync(path.join(tmpdir(), 'elman-torch-'));
  try {
    const files = [train, heldOut].map((documents, i) => {
      const file = path.join(folder, `${i}.tokens`);
      writeFileSync(file, Buffer.concat(documents.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))));
      return file;
    });
    const [tokensPerSecond, perplexityPerToken] = runTorch(python, [...files, String(seconds)]).trim().split(' ').map(Number);
    return { tokensPerSecond, perplexityPerToken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTorch(python: string, more: readonly string[]): string {
  const { embedding, hidden, vocabulary } = referenceNetwork;
  const { batch, steps } = referenceWindow;
  const program = path.join(__dirname, 'torchRnn.py');
  const { stdout, stderr, status } = spawnSync(python, [program, ...[embedding, hidden, vocabulary, batch, steps, THREADS].map(String), ...more], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`PyTorch could not run: ${stderr.trim().split('\n').at(-1)}`);
  return stdout;
}
