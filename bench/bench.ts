// `npm run bench`: the costs that the README names, measured on this machine, as a table. Prints; asserts nothing.
// Run it while nothing else runs; `-- --idle SECONDS` shortens the idle minutes, `-- --no-editor` leaves the editor out.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { editorCosts, type EditorCosts } from './editorCosts';
import { editorMemory, type MemoryPhase } from './editorMemory';
import { matrixPeak } from './matrixPeak';
import { p95WhileTraining, serverLatency } from './serverLatency';
import { defaultRecipe } from '../training/trainNetwork';
import { referenceNetwork, THREADS, TrainingSpeedBench } from './trainingSpeed';
import { folderFromScratch } from './typescriptFolder';

const { values: flags } = parseArgs({ allowNegative: true, options: {
  editor: { type: 'boolean', default: true }, idle: { type: 'string', default: '60' }, model: { type: 'string', default: join('models', 'base') } } });

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const idleSeconds = Number(flags.idle);
  console.log(`${cpus().length} cores, ${cpus()[0].model.trim()}`);
  const latency = await serverLatency(flags.model, idleSeconds);
  const p95OfTraining = await p95WhileTraining(flags.model);
  const peak = await matrixPeak(THREADS);
  const training = await trainingSpeed();
  const rows: [string, string][] = [
    ['change to suggestion in 2 000 lines, p50', `${latency.p50Ms.toFixed(1)} ms`],
    ['change to suggestion in 2 000 lines, p95', `${latency.p95Ms.toFixed(1)} ms`],
    ['the same while the server trains, p95', `${p95OfTraining.toFixed(1)} ms, ${(p95OfTraining / latency.p95Ms).toFixed(2)} times`],
    ['keys that caused a search', `${latency.searched} of ${latency.keys}`],
    ['steps of the network per key', latency.stepsPerKey.toFixed(1)],
    ['server CPU per 1 000 keys', `${latency.cpuSecondsPer1000Keys.toFixed(1)} s`],
    ['reading the whole file once', `${latency.wholeFileMs.toFixed(0)} ms`],
    ['reading the file again / one key (server CPU)', `${(latency.wholeFileMs / latency.cpuSecondsPer1000Keys).toFixed(0)} times`],
    ['scoring', `${latency.tokensPerSecond.toFixed(0)} tokens/s`],
    [`server CPU in ${idleSeconds} idle seconds`, `${latency.idleCpuMs.toFixed(1)} ms`],
    ['matrix product peak, two threads', `${peak.toFixed(0)} GFLOP/s`],
    ['training, E 256, H 512, V 8 192, sampled softmax', `${training.toFixed(0)} tokens/s`],
  ];
  if (flags.editor) {
    rows.push(...editorRows(await editorCosts(idleSeconds), idleSeconds));
    rows.push(...memoryRows('with Elman', await editorMemory()), ...memoryRows('without Elman', await editorMemory([])));
  }
  for (const [what, figure] of rows) console.log(`${what.padEnd(52)} ${figure}`);
}

/** Tokens per second of the whole step, optimizer included, with the sampled softmax. */
async function trainingSpeed(): Promise<number> {
  const { documents } = folderFromScratch(referenceNetwork.vocabulary);
  const bench = await TrainingSpeedBench.create(documents.train, defaultRecipe.candidates);
  const { tokensPerSecond } = await bench.measure();
  await bench.dispose();
  return tokensPerSecond;
}

function editorRows({ activateMs, hostMs, hostWithoutMs, serverMs }: EditorCosts, idleSeconds: number): [string, string][] {
  return [
    ['activate() in a real VS Code', `${activateMs} ms`],
    [`extension host CPU in ${idleSeconds} idle seconds`, `${hostMs.toFixed(1)} ms, ${hostWithoutMs.toFixed(1)} ms without Elman`],
    [`language server CPU in the same ${idleSeconds} seconds`, `${serverMs.toFixed(1)} ms`],
  ];
}

/** Highest resident memory of each process up to the end of each phase. */
function memoryRows(editor: string, phases: readonly MemoryPhase[]): [string, string][] {
  return phases.map(({ phase, peakMb }) => {
    const peaks = Object.entries(peakMb).map(([process, peak]) => `${process} ${peak.toFixed(0)} MB`);
    return [`peak memory ${editor}: ${phase}`, peaks.join(', ')];
  });
}
