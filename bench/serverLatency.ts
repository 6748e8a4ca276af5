// What a key costs in the language server with the bundled model, asked by a real LSP client as an editor asks: a
// TypeScript file of 2 000 lines, typed into at its middle, one request per key.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client } from '../test/server/support/client';
import { cpuMs } from './cpuTime';

const LINES = 2000;
/** Text that is typed: prose and code, about two keys a word cause a search. */
const TYPED = '\n  // the hidden state after the last token is kept for the next keystroke\n  const previous = states.get(line);\n  if (previous === undefined) return;\n  for (const token of tokens) await read(token);';
/** Lines below a change are read again once the keys rest for a second; idle begins after that. */
const SETTLE_MS = 3_000;
/** The median gap between a person's keys: reading in the background comes to its turn in it, and is paid for by the key. */
const PAUSE_MS = 180;

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
  const client = await Client.start({ bundledModel: model, transport: 'ipc' });
  await client.ready();
  const uri = 'file:///bench/large.ts';
  const text = largeFile();
  const opened = performance.now();
  const document = client.open(uri, 'typescript', text);
  document.focus();
  const read = await client.status(({ uri: about, approximate, figures }) => about === uri && !approximate && figures !== undefined);
  const wholeFileMs = performance.now() - opened;
  // The end of a line: nothing is suggested before letters.
  const at = TextDocument.create(uri, '', 0, text).offsetAt({ line: LINES / 2, character: 0 }) - 1;
  const cpuBefore = cpuMs(client.process.pid!);
  const stepsBefore = (await client.diagnostics()).steps;
  const searchedMs: number[] = [];
  for (let i = 0; i < TYPED.length; i++) {
    const before = (await client.diagnostics()).searches;
    const begun = performance.now();
    document.replace(at + i, at + i, TYPED[i]);
    await document.complete({ at: at + i + 1 });
    const tookMs = performance.now() - begun;
    if ((await client.diagnostics()).searches > before) searchedMs.push(tookMs);
    await pause(PAUSE_MS);
  }
  await pause(SETTLE_MS);
  const cpuOfKeysMs = cpuMs(client.process.pid!) - cpuBefore;
  const steps = (await client.diagnostics()).steps - stepsBefore;
  const idleFrom = cpuMs(client.process.pid!);
  await pause(idleSeconds * 1000);
  const idleCpuMs = cpuMs(client.process.pid!) - idleFrom;
  await client.stop();
  searchedMs.sort((a, b) => a - b);
  return {
    keys: TYPED.length,
    searched: searchedMs.length,
    p50Ms: searchedMs[Math.floor(searchedMs.length * 0.5)],
    p95Ms: searchedMs[Math.floor(searchedMs.length * 0.95)],
    stepsPerKey: steps / TYPED.length,
    cpuSecondsPer1000Keys: cpuOfKeysMs / TYPED.length,
    wholeFileMs,
    tokensPerSecond: read.figures!.tokens / (wholeFileMs / 1000),
    idleCpuMs,
  };
}

/** 2 000 lines of this project's own source, so that no other text is needed. */
function largeFile(): string {
  const files = ['prediction', 'server', 'client', 'model'].flatMap((room) => readdirSync(join('src', room)).sort().map((name) => join('src', room, name)));
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  if (lines.length < LINES) throw new Error(`the project has only ${lines.length} lines`);
  return lines.slice(0, LINES).join('\n');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
