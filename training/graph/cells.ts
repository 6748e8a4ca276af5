// The cells, each as its forward formula; differentiation and export know nothing more of them. sigma is the logistic
// function, * the product of elements, x_t W_x + b the drive d_t, the parts of which are the gates, in ONNX's order.
//   Elman (1990)                        h_t = f(d_t + h_(t-1) W_h)                 f = tanh, sigma or max(0, x)
//   GRU (Cho et al., 2014; the form     z_t = sigma(d_z + h_(t-1) W_z)             r_t = sigma(d_r + h_(t-1) W_r)
//   with the reset behind the product)  n_t = tanh(d_n + r_t * (h_(t-1) W_n + c))  h_t = (1 - z_t) * n_t + z_t * h_(t-1)
//   LSTM (Hochreiter and Schmidhuber,   i, o, f = sigma(d + h_(t-1) W)             c_t = f * c_(t-1) + i * tanh(d_c + h_(t-1) W_c)
//   1997; forget gate of Gers, 2000)    h_t = o * tanh(c_t)
import type { CellName } from '../../src/model/networkDescription';
import type { Tape } from './differentiate';
import { add, addRow, multiply, multiplyMatrix, oneMinus, relu, sigmoid, splitColumns, tanh } from './operations';

/** Weights of one layer that a step needs, as values of the graph. */
export interface StepWeights {
  /** (H, gates * H). */
  readonly recurrent: string;
  /** (1, H): c of the GRU. */
  readonly resetBias?: string;
}

export interface Cell {
  /** Parts of the drive, H wide each. */
  readonly gates: number;
  /** Vectors that a step hands to the next one; the first is the output h. */
  readonly states: number;
  readonly hasResetBias: boolean;
  /** @param drive (B, gates * H). @param states (B, H) each. @returns the new states. */
  step(tape: Tape, drive: string, states: readonly string[], weights: StepWeights): string[];
}

export const cells: Readonly<Record<CellName, Cell>> = {
  'elman-tanh': elman(tanh),
  'elman-sigmoid': elman(sigmoid),
  'elman-relu': elman(relu),
  gru: {
    gates: 3,
    states: 1,
    hasResetBias: true,
    step(tape, drive, [h], { recurrent, resetBias }) {
      const [driveZ, driveR, driveN] = splitColumns(tape, drive, 3);
      const [heardZ, heardR, heardN] = splitColumns(tape, multiplyMatrix(tape, h, recurrent), 3);
      const z = sigmoid(tape, add(tape, driveZ, heardZ));
      const r = sigmoid(tape, add(tape, driveR, heardR));
      const n = tanh(tape, add(tape, driveN, multiply(tape, r, addRow(tape, heardN, resetBias!))));
      return [add(tape, multiply(tape, oneMinus(tape, z), n), multiply(tape, z, h))];
    },
  },
  lstm: {
    gates: 4,
    states: 2,
    hasResetBias: false,
    step(tape, drive, [h, c], { recurrent }) {
      const [i, o, f, n] = splitColumns(tape, add(tape, drive, multiplyMatrix(tape, h, recurrent)), 4);
      const kept = multiply(tape, sigmoid(tape, f), c);
      const added = multiply(tape, sigmoid(tape, i), tanh(tape, n));
      const next = add(tape, kept, added);
      return [multiply(tape, sigmoid(tape, o), tanh(tape, next)), next];
    },
  },
};

function elman(activation: (tape: Tape, x: string) => string): Cell {
  return {
    gates: 1,
    states: 1,
    hasResetBias: false,
    step: (tape, drive, [h], { recurrent }) => [activation(tape, add(tape, drive, multiplyMatrix(tape, h, recurrent)))],
  };
}
