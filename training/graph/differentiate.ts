// Reverse-mode differentiation. Each operation records how gradients of its outputs become gradients of its inputs;
// `backward` walks the record from the end and adds up what reaches a value along different paths (multivariable
// chain rule: over time, over layers, over uses). Rules emit ONNX nodes, so forward and backward pass are one graph.
import type { GraphBuilder } from './graphBuilder';

/** Gradients of an operation's inputs, in their order; `null` where none is wanted (indices, masks). */
export type Rule = (...outputGradients: string[]) => readonly (string | null)[];

interface Recorded {
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  readonly rule: Rule;
}

/** Rows and the gradients of their products with a matrix. */
interface Products {
  readonly rows: string[];
  readonly gradients: string[];
}

export class Tape {
  private readonly operations: Recorded[] = [];
  private readonly products = new Map<string, Products>();

  constructor(readonly graph: GraphBuilder) {}

  /** Notes that `outputs` were computed from `inputs`, with the rule for their gradients. */
  record(outputs: readonly string[], inputs: readonly string[], rule: Rule): void {
    this.operations.push({ outputs, inputs, rule });
  }

  /**
   * Called by a rule whose operation multiplied rows (N, I) by a matrix (I, O): adds to the matrix's gradient. The products
   * of all steps become one over all their rows, which is several times faster than small ones that are added up.
   */
  addProduct(matrix: string, rows: string, gradient: string): void {
    const { products } = this;
    const known = products.get(matrix) ?? { rows: [], gradients: [] };
    products.set(matrix, { rows: [...known.rows, rows], gradients: [...known.gradients, gradient] });
  }

  /**
   * Gradients of a scalar with respect to every recorded value.
   * @param seeds gradients that are known already: value -> its gradient.
   * @returns value -> name of its summed gradient.
   */
  backward(seeds: ReadonlyMap<string, string>): Map<string, string> {
    const gradients = new Map(seeds);
    const add = (value: string, gradient: string) => {
      const sofar = gradients.get(value);
      gradients.set(value, sofar === undefined ? gradient : this.graph.node('Add', [sofar, gradient]));
    };
    for (const { outputs, inputs, rule } of [...this.operations].reverse()) {
      for (const output of outputs) this.multiplyOut(output, add);
      if (!outputs.some((output) => gradients.has(output))) continue;
      const arriving = outputs.map((output) => gradients.get(output) ?? this.zerosLike(output));
      rule(...arriving).forEach((gradient, i) => gradient !== null && add(inputs[i], gradient));
    }
    for (const matrix of [...this.products.keys()]) this.multiplyOut(matrix, add);
    return gradients;
  }

  /** Whoever used a matrix stands behind its making in the record, so all of its products are known when it is reached. */
  private multiplyOut(matrix: string, add: (value: string, gradient: string) => void): void {
    const products = this.products.get(matrix);
    if (!products) return;
    this.products.delete(matrix);
    add(matrix, this.graph.node('Gemm', [this.joined(products.rows), this.joined(products.gradients)], { transA: 1 }));
  }

  private joined(values: readonly string[]): string {
    return values.length === 1 ? values[0] : this.graph.node('Concat', values, { axis: 0 });
  }

  private zerosLike(value: string): string {
    return this.graph.node('Mul', [value, this.graph.floats([0], [1])]);
  }
}
