// Reverse-mode differentiation. Each operation records how a gradient of its output becomes gradients of its inputs;
// `backward` walks the record from the end and adds up what reaches a value along different paths (multivariable
// chain rule). Rules emit ONNX nodes, so forward and backward pass are one graph.
import type { GraphBuilder } from './graphBuilder';

/** Gradients of an operation's inputs, in their order; `null` where none is wanted (indices, masks). */
export type Rule = (outputGradient: string) => readonly (string | null)[];

interface Recorded {
  readonly output: string;
  readonly inputs: readonly string[];
  readonly rule: Rule;
}

export class Tape {
  private readonly operations: Recorded[] = [];

  constructor(readonly graph: GraphBuilder) {}

  /** Notes that `output` was computed from `inputs`, with the rule for its gradient. */
  record(output: string, inputs: readonly string[], rule: Rule): string {
    this.operations.push({ output, inputs, rule });
    return output;
  }

  /**
   * Gradients of a scalar with respect to every recorded value.
   * @param seeds gradients that are known already: value -> its gradient.
   * @returns value -> name of its summed gradient.
   */
  backward(seeds: ReadonlyMap<string, string>): Map<string, string> {
    const gradients = new Map(seeds);
    for (const { output, inputs, rule } of [...this.operations].reverse()) {
      const arriving = gradients.get(output);
      if (arriving === undefined) continue;
      rule(arriving).forEach((gradient, i) => {
        if (gradient === null) return;
        const sofar = gradients.get(inputs[i]);
        gradients.set(inputs[i], sofar === undefined ? gradient : this.graph.node('Add', [sofar, gradient]));
      });
    }
    return gradients;
  }
}
