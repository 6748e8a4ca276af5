// What a key costs in the language server with the bundled model, asked by a real LSP client as an editor asks: a
// TypeScript file of 2 000 lines, typed into at its middle, one request per key.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { buildBundles, outputFolder } from '../scripts/build';
import type { TrainingProgress } from '../src/server/protocol';
import { Client } from '../test/server/support/client';
import type { ClientDocument } from '../test/server/support/clientDocument';
import { cpuMs } from './cpuTime';

const LINES = 2000;
/** Text that is typed: prose and code, about two keys a word cause a search. */
const TYPED = '\n  // the hidden state after the last token is kept for the next keystroke\n  const previous = states.get(line);\n  if (previous === undefined) return;\n  for (const token of tokens) await read(token);';
/** Lines below a change are read again once the keys rest for a second; idle begins after that. */
const SETTLE_MS = 3_000;
/** The median gap between a person's keys: reading in the background comes to its turn in it, and is paid for by the key. */
const PAUSE_MS = 180;
/** Seconds of a training that is cancelled when the keys are typed. */
const LONGER_THAN_THE_KEYS = 600;

export interface Latency {
  readonly keys: number;
  readonly searched: number;
  /** From the change to the answer, over keys that caused a search, milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Steps of the network per key, searches and all reading after it included. */
  readonly stepsPerKey: number;
  /** CPU seconds of the server per 1 000 keys. */
  readonly cpuSecondsPer1000Keys: number;
  /** Reading the whole file once, milliseconds. */
  readonly wholeFileMs: number;
  readonly tokensPerSecond: number;
  /** CPU of the server while nothing happens for `idleSeconds`, milliseconds. */
  readonly idleCpuMs: number;
}

/** Types into a large file. @param idleSeconds how long nothing happens at the end. */
export async function serverLatency(model: string, idleSeconds: number): Promise<Latency> {
  const client = await Client.start({ bundledModel: model, transport: 'ipc', server: await builtServer() });
  await client.ready();
  const opened = performance.now();
  const { document, at, tokens } = await openLargeFile(client);
  const wholeFileMs = performance.now() - opened;
  const cpuBefore = cpuMs(client.process.pid!);
  const stepsBefore = (await client.diagnostics()).steps;
  const searchedMs = await typeKeys(client, document, at);
  await pause(SETTLE_MS);
  const cpuOfKeysMs = cpuMs(client.process.pid!) - cpuBefore;
  const steps = (await client.diagnostics()).steps - stepsBefore;
  const idleFrom = cpuMs(client.process.pid!);
  await pause(idleSeconds * 1000);
  const idleCpuMs = cpuMs(client.process.pid!) - idleFrom;
  await client.stop();
  return {
    keys: TYPED.length,
    searched: searchedMs.length,
    p50Ms: quantile(searchedMs, 0.5),
    p95Ms: quantile(searchedMs, 0.95),
    stepsPerKey: steps / TYPED.length,
    cpuSecondsPer1000Keys: cpuOfKeysMs / TYPED.length,
    wholeFileMs,
    tokensPerSecond: tokens / (wholeFileMs / 1000),
    idleCpuMs,
  };
}

/** The same keys while the same server trains on this project. @returns p95 over keys that caused a search, milliseconds. */
export async function p95WhileTraining(model: string): Promise<number> {
  const storage = mkdtempSync(join(tmpdir(), 'elman-bench-'));
  const client = await Client.start({ bundledModel: model, transport: 'ipc', server: await builtServer(), storage, folders: [resolve('src'), resolve('training')] });
  try {
    await client.ready();
    const { document, at } = await openLargeFile(client);
    const isTraining = new Promise<void>((begun) => client.connection.onNotification('elman/trainingProgress', ({ phase }: TrainingProgress) => {
      if (phase === 'training') begun();
    }));
    const cancellation = new CancellationTokenSource();
    const training = client.request('elman/train', { excluded: [], seconds: LONGER_THAN_THE_KEYS }, cancellation.token);
    await isTraining;
    const searchedMs = await typeKeys(client, document, at);
    cancellation.cancel();
    await training;
    return quantile(searchedMs, 0.95);
  } finally {
    await client.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

/** The server as it ships, its trainer beside it. */
async function builtServer(): Promise<string> {
  await buildBundles(['server', 'trainer', 'reportPage']);
  return join(outputFolder, 'server.js');
}

/** Opens a file and waits until all of it is read. @returns also the end of a line in its middle: nothing is suggested before letters. */
async function openLargeFile(client: Client): Promise<{ document: ClientDocument; at: number; tokens: number }> {
  const uri = 'file:///bench/large.ts';
  const text = largeFile();
  const document = client.open(uri, 'typescript', text);
  document.focus();
  const { figures } = await client.status(({ uri: about, approximate, figures }) => about === uri && !approximate && figures !== undefined);
  return { document, at: TextDocument.create(uri, '', 0, text).offsetAt({ line: LINES / 2, character: 0 }) - 1, tokens: figures!.tokens };
}

/** @returns milliseconds from the change to the answer of the keys that caused a search, in order of length. */
async function typeKeys(client: Client, document: ClientDocument, at: number): Promise<number[]> {
  const searchedMs: number[] = [];
  let { searches } = await client.diagnostics();
  for (let i = 0; i < TYPED.length; i++) {
    const before = searches;
    const begun = performance.now();
    document.replace(at + i, at + i, TYPED[i]);
    await document.complete({ at: at + i + 1 });
    const tookMs = performance.now() - begun;
    ({ searches } = await client.diagnostics());
    if (searches > before) searchedMs.push(tookMs);
    await pause(PAUSE_MS);
  }
  return searchedMs.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)];
}

/** 2 000 lines of this project's own source, so that no other text is needed. */
function largeFile(): string {
  const files = ['prediction', 'server', 'client', 'model'].flatMap((room) => readdirSync(join('src', room)).filter((name) => name.endsWith('.ts')).sort().map((name) => join('src', room, name)));
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  if (lines.length < LINES) throw new Error(`the project has only ${lines.length} lines`);
  return lines.slice(0, LINES).join('\n');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
