// Gradients of pieces of a graph against central differences, in float64 where ONNX Runtime has the kernels.
import * as ort from 'onnxruntime-node';
import { seededRandom } from '../../src/prediction/seededRandom';
import { Tape } from '../../training/graph/differentiate';
import { GraphBuilder } from '../../training/graph/graphBuilder';

export type Feeds = Record<string, ort.Tensor>;
type TapeOf = (graph: GraphBuilder) => Tape;

export interface Piece {
  /** Variables by name with their shapes. */
  readonly variables: Readonly<Record<string, readonly number[]>>;
  /** What else goes in; nothing is differentiated by it. */
  readonly fixed?: Feeds;
  /** @returns the outputs; the loss is a random linear function of them. */
  readonly build: (tape: Tape) => string[];
}

/** Random numbers between -1 and 1. */
export function randomTensor(dims: readonly number[], random: () => number, scale = 1): ort.Tensor {
  return new ort.Tensor('float64', Float64Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => scale * (2 * random() - 1)), [...dims]);
}

/** Largest difference between the gradients and central differences, relative to the largest gradient of each variable. */
export async function gradientError(piece: Piece, tapeOf: TapeOf = (graph) => new Tape(graph)): Promise<number> {
  const random = seededRandom(5);
  const names = Object.keys(piece.variables);
  const inputs: Feeds = { ...piece.fixed, ...Object.fromEntries(names.map((name) => [name, randomTensor(piece.variables[name], random)])) };
  const forward = await forwardOf(piece);
  const ys = await forward.run(inputs);
  const seeds = Object.fromEntries(Object.keys(ys).map((y) => [y, randomTensor(ys[y].dims, random)]));
  const backward = await backwardOf(piece, seeds, tapeOf);
  const analytic = await backward.run({ ...inputs, ...Object.fromEntries(Object.entries(seeds).map(([y, seed]) => [`seed_${y}`, seed])) });
  const loss = async () => {
    const now = await forward.run(inputs);
    return Object.entries(seeds).reduce((sum, [y, seed]) => sum + dot(now[y], seed), 0);
  };
  let worst = 0;
  for (const name of names) worst = Math.max(worst, await errorOf(analytic[`d_${name}`], inputs[name], loss));
  await forward.release();
  await backward.release();
  return worst;
}

/** A session with outputs y0, y1, ... */
async function forwardOf(piece: Piece): Promise<ort.InferenceSession> {
  const { graph, tape } = begun(piece, (builder) => new Tape(builder));
  piece.build(tape).forEach((output, i) => graph.output(output, `y${i}`, []));
  return sessionOf(graph);
}

/** A session with outputs d_<variable>, given the gradients of the outputs as seed_y0, ... */
async function backwardOf(piece: Piece, seeds: Feeds, tapeOf: TapeOf): Promise<ort.InferenceSession> {
  const { graph, tape } = begun(piece, tapeOf);
  const outputs = piece.build(tape);
  const gradients = tape.backward(new Map(outputs.map((output, i) => [output, graph.input(`seed_y${i}`, seeds[`y${i}`].dims as number[])])));
  for (const name of Object.keys(piece.variables)) graph.output(gradients.get(name)!, `d_${name}`, []);
  return sessionOf(graph);
}

function begun({ variables, fixed = {} }: Piece, tapeOf: TapeOf): { graph: GraphBuilder; tape: Tape } {
  const graph = new GraphBuilder('piece', 'float64');
  for (const [name, dims] of Object.entries(variables)) graph.input(name, dims);
  for (const [name, { type, dims }] of Object.entries(fixed)) graph.input(name, dims as number[], type === 'int64' ? 'int64' : 'float64');
  return { graph, tape: tapeOf(graph) };
}

function sessionOf(graph: GraphBuilder): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(graph.encode(), { logSeverityLevel: 4, intraOpNumThreads: 1 });
}

/** Of one variable, element by element; its largest gradient must not be zero. */
export async function errorOf(analytic: ort.Tensor, variable: ort.Tensor, loss: () => Promise<number>): Promise<number> {
  const gradient = analytic.data as Float64Array;
  const values = variable.data as Float64Array;
  const largest = Math.max(...gradient.map(Math.abs));
  let worst = largest === 0 ? Infinity : 0;
  for (let i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(gradient[i] - (await slope(values, i, loss))) / largest);
  return worst;
}

async function slope(values: Float64Array, i: number, loss: () => Promise<number>): Promise<number> {
  const kept = values[i];
  const step = 1e-5;
  values[i] = kept + step;
  const above = await loss();
  values[i] = kept - step;
  const below = await loss();
  values[i] = kept;
  return (above - below) / (2 * step);
}

function dot(a: ort.Tensor, b: ort.Tensor): number {
  const [x, y] = [a.data as Float64Array, b.data as Float64Array];
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}

/** A tape on which one gradient of the n-th rule is wrong by a fifth. */
export class WrongTape extends Tape {
  /** Gradients that rules gave so far, over all operations. */
  given = 0;

  constructor(graph: GraphBuilder, private readonly wrong: number) {
    super(graph);
  }

  override record(...[outputs, inputs, rule]: Parameters<Tape['record']>): void {
    super.record(outputs, inputs, (...arriving) => rule(...arriving).map((gradient) => (gradient === null ? null : this.spoilt(gradient))));
  }

  override addProduct(matrix: string, rows: string, gradient: string): void {
    super.addProduct(matrix, rows, this.spoilt(gradient));
  }

  private spoilt(gradient: string): string {
    return this.given++ === this.wrong ? this.graph.node('Mul', [gradient, this.graph.floats([1.2], [1])]) : gradient;
  }
}
