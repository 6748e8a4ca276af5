// Products of matrices outside the training graph, on ONNX Runtime's kernels: in JavaScript they would take seconds.
import '../src/model/withoutTelemetry';
import * as ort from 'onnxruntime-node';
import { GraphBuilder } from './graph/graphBuilder';
import { sessionOptions } from './trainingStep';

/** Row-major. */
export interface Matrix {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

export class MatrixProducts {
  private constructor(private readonly plain: ort.InferenceSession, private readonly transposed: ort.InferenceSession) {}

  static async create(threads: number): Promise<MatrixProducts> {
    const session = (transA: number) => ort.InferenceSession.create(productGraph(transA), sessionOptions(threads));
    return new MatrixProducts(await session(0), await session(1));
  }

  /** A B. @throws Error of ONNX Runtime if their sizes do not fit. */
  of(a: Matrix, b: Matrix): Promise<Matrix> {
    return run(this.plain, a, b);
  }

  /** A^T B. @throws Error of ONNX Runtime if their sizes do not fit. */
  ofTransposed(a: Matrix, b: Matrix): Promise<Matrix> {
    return run(this.transposed, a, b);
  }

  async dispose(): Promise<void> {
    await this.plain.release();
    await this.transposed.release();
  }
}

function productGraph(transA: number): Uint8Array {
  const graph = new GraphBuilder('product');
  const product = graph.node('Gemm', [graph.input('a', ['aRows', 'aColumns']), graph.input('b', ['bRows', 'bColumns'])], { transA });
  graph.output(product, 'product', ['rows', 'columns']);
  return graph.encode();
}

async function run(session: ort.InferenceSession, a: Matrix, b: Matrix): Promise<Matrix> {
  const tensor = ({ values, rows, columns }: Matrix) => new ort.Tensor('float32', values, [rows, columns]);
  const { product } = await session.run({ a: tensor(a), b: tensor(b) });
  const [rows, columns] = product.dims;
  return { values: product.data as Float32Array, rows, columns };
}
