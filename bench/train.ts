// `npm run bench:train`: the speed of training at the sizes the references were measured with (E 256, H 512, V 8 192, B 32,
// T 32, two threads), with the full and with the sampled softmax, as tokens/s and as a share of the machine's
// matrix-product peak, with the time of each part of a step; beside it PyTorch's nn.RNN with Adam, where Debian's
// python3-torch is installed, in turn with ours, because a shared machine is not equally fast all the time.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { vanilla } from '../src/model/networkDescription';
import { seededRandom } from '../src/prediction/seededRandom';
import { CandidateSampler } from '../training/candidates';
import { initialParameters } from '../training/initialise';
import { countTargets, DocumentQueue, Minibatches } from '../training/minibatches';
import { TrainingStep, type StepTimes } from '../training/trainingStep';
import { matrixPeak } from './matrixPeak';

const network = vanilla({ vocabulary: 8192, embedding: 256, hidden: 512 });
const BATCH = 32;
const STEPS = 32;
const THREADS = 2;
const ROWS = BATCH * STEPS;
/** The default number of candidates, and all tokens. */
const SAMPLED = 2048;
const ROUNDS = 3;
const STEPS_PER_ROUND = 40;
/** Exponent that makes made-up tokens about as frequent as those of text (Zipf). */
const SKEW = 6;

interface Speed {
  readonly tokensPerSecond: number;
  readonly times: StepTimes;
}

async function main(): Promise<void> {
  const [sampled, full] = [await Bench.create(SAMPLED), await Bench.create(network.vocabulary)];
  const python = pythonWithTorch();
  if (!python) console.log('PyTorch is not installed (Debian: python3-torch, libopenblas0-openmp): ours alone.');
  console.log('round  peak GFLOP/s  sampled tokens/s  share  full tokens/s  share  PyTorch tokens/s  sampled/PyTorch  full/PyTorch');
  for (let round = 1; round <= ROUNDS; round++) {
    const peak = await matrixPeak(THREADS);
    const [ours, whole] = [await sampled.run(), await full.run()];
    const theirs = python ? torchTokensPerSecond(python) : NaN;
    const share = (speed: Speed, candidates: number) => `${((100 * gigaflops(speed, candidates)) / peak).toFixed(0)} %`;
    const ratio = (speed: Speed) => (speed.tokensPerSecond / theirs).toFixed(2);
    console.log([
      String(round).padStart(5), peak.toFixed(0).padStart(13), ours.tokensPerSecond.toFixed(0).padStart(17), share(ours, SAMPLED).padStart(6),
      whole.tokensPerSecond.toFixed(0).padStart(14), share(whole, network.vocabulary).padStart(6), theirs.toFixed(0).padStart(17), ratio(ours).padStart(16), ratio(whole).padStart(13),
    ].join(' '));
    if (round === ROUNDS) printParts([['sampled', ours], ['full', whole]]);
  }
  await sampled.dispose();
  await full.dispose();
}

/** 6 x weights that multiply x tokens, over the whole step. */
function gigaflops({ tokensPerSecond }: Speed, candidates: number): number {
  const { embedding: E, hidden: H } = network;
  return (6 * (2 * E * H + H * H + E * candidates) * tokensPerSecond) / 1e9;
}

function printParts(speeds: readonly (readonly [string, Speed])[]): void {
  for (const [name, { times: { inputMs, graphMs, optimizerMs } }] of speeds) {
    console.log(`${name}: a step of ${ROWS} tokens takes ${inputMs.toFixed(1)} ms for candidates and inputs, ${graphMs.toFixed(1)} ms in the graph, ${optimizerMs.toFixed(1)} ms for the optimizer.`);
  }
}

/** One training that is measured now and then. */
class Bench {
  private constructor(private readonly step: TrainingStep, private readonly minibatches: Minibatches) {}

  static async create(candidates: number): Promise<Bench> {
    const random = seededRandom(1);
    const documents = Array.from({ length: 100 }, () => Uint16Array.from({ length: 3000 }, (_, i) => (i === 0 ? 0 : 1 + Math.floor((network.vocabulary - 1) * random() ** SKEW))));
    const counts = countTargets(documents, network.vocabulary);
    const sampler = new CandidateSampler(counts, candidates, ROWS, random);
    const queue = new DocumentQueue(documents, random);
    const step = await TrainingStep.create(initialParameters(network, counts, random), sampler, { network, window: { batch: BATCH, steps: STEPS }, threads: THREADS });
    return new Bench(step, new Minibatches(new Array<DocumentQueue>(BATCH).fill(queue), STEPS));
  }

  async run(): Promise<Speed> {
    await this.step.run(this.minibatches.nextWindow(), 1e-3);
    const sums = { inputMs: 0, graphMs: 0, optimizerMs: 0 };
    const begun = performance.now();
    for (let i = 0; i < STEPS_PER_ROUND; i++) {
      const { times } = await this.step.run(this.minibatches.nextWindow(), 1e-3);
      for (const part of Object.keys(sums) as (keyof StepTimes)[]) sums[part] += times[part] / STEPS_PER_ROUND;
    }
    return { tokensPerSecond: (1000 * ROWS * STEPS_PER_ROUND) / (performance.now() - begun), times: sums };
  }

  dispose(): Promise<void> {
    return this.step.dispose();
  }
}

/** Debian's own Python sees Debian's packages, wherever another one comes first. */
function pythonWithTorch(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
}

function torchTokensPerSecond(python: string): number {
  const { embedding, hidden, vocabulary } = network;
  const program = path.join(__dirname, 'torchRnn.py');
  const { stdout, stderr, status } = spawnSync(python, [program, ...[embedding, hidden, vocabulary, BATCH, STEPS, THREADS].map(String)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`PyTorch could not run: ${stderr.trim().split('\n').at(-1)}`);
  return Number(stdout);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
