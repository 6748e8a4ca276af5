// Every operation's gradient rule against central differences, in float64, and proof that a wrong rule is seen.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import type { Tape } from '../../../../training/graph/differentiate';
import * as operations from '../../../../training/graph/operations';
import { plainSoftmaxCrossEntropy, softmaxCrossEntropy } from '../../../../training/graph/outputLayer';
import { gradientError, randomTensor, WrongTape, type Piece } from '../../../support/gradientCheck';

const random = seededRandom(9);
const factors = randomTensor([4, 1], random);
const mask = randomTensor([2, 3], random);
const columns = new ort.Tensor('int64', BigInt64Array.of(2n, 0n, 2n, 4n), [4]);
const weights = new ort.Tensor('float64', Float64Array.of(0.3, 0, 0.5, 0.2), [4, 1]);

/** Name -> the smallest graph that uses it. */
const pieces: Readonly<Record<string, Piece>> = {
  add: { variables: { a: [4, 3], b: [4, 3] }, build: (tape) => [operations.add(tape, 'a', 'b')] },
  addRow: { variables: { x: [4, 3], row: [1, 3] }, build: (tape) => [operations.addRow(tape, 'x', 'row')] },
  multiply: { variables: { a: [4, 3], b: [4, 3] }, build: (tape) => [operations.multiply(tape, 'a', 'b')] },
  scaleRows: { variables: { x: [4, 3] }, fixed: { factors }, build: (tape) => [operations.scaleRows(tape, 'x', 'factors')] },
  maskSteps: { variables: { x: [6, 3] }, fixed: { mask }, build: (tape) => [operations.maskSteps(tape, 'x', 'mask', 3)] },
  outerProduct: { variables: { row: [1, 3] }, fixed: { factors }, build: (tape) => [operations.outerProduct(tape, 'factors', 'row')] },
  multiplyMatrix: { variables: { x: [4, 3], matrix: [3, 5] }, build: (tape) => [operations.multiplyMatrix(tape, 'x', 'matrix')] },
  oneMinus: { variables: { x: [4, 3] }, build: (tape) => [operations.oneMinus(tape, 'x')] },
  tanh: { variables: { x: [4, 3] }, build: (tape) => [operations.tanh(tape, 'x')] },
  sigmoid: { variables: { x: [4, 3] }, build: (tape) => [operations.sigmoid(tape, 'x')] },
  relu: { variables: { x: [4, 3] }, build: (tape) => [operations.relu(tape, 'x')] },
  splitColumns: { variables: { x: [4, 6] }, build: (tape) => operations.splitColumns(tape, 'x', 3) },
  splitRows: { variables: { x: [6, 2] }, build: (tape) => operations.splitRows(tape, 'x', 3) },
  joinRows: { variables: { a: [2, 3], b: [2, 3] }, build: (tape) => [operations.joinRows(tape, ['a', 'b'])] },
  mergeRows: { variables: { x: [6, 2] }, build: (tape) => [operations.mergeRows(tape, 'x', { merged: 3, columns: 2 })] },
  'a value used three times': { variables: { x: [3, 3] }, build: (tape) => [operations.add(tape, operations.multiply(tape, 'x', 'x'), operations.tanh(tape, 'x'))] },
  'a matrix that is computed and used twice': { variables: { x: [4, 3], m: [3, 3] }, build: twiceMultiplied },
  'a part that nothing follows from': { variables: { x: [4, 6] }, build: (tape) => [operations.splitColumns(tape, 'x', 3)[1]] },
  softmaxCrossEntropy: crossEntropyPiece(softmaxCrossEntropy),
  plainSoftmaxCrossEntropy: crossEntropyPiece(plainSoftmaxCrossEntropy),
};

function twiceMultiplied(tape: Tape): string[] {
  const matrix = operations.sigmoid(tape, 'm');
  return [operations.multiplyMatrix(tape, operations.multiplyMatrix(tape, 'x', matrix), matrix)];
}

function crossEntropyPiece(crossEntropy: typeof softmaxCrossEntropy): Piece {
  return {
    variables: { projected: [4, 3], candidates: [5, 3], bias: [1, 5] },
    fixed: { columns, weights },
    build: (tape) => [crossEntropy(tape, 'projected', 'candidates', 'bias', { columns: 'columns', weights: 'weights' })],
  };
}

describe('the gradient of an operation', () => {
  for (const [name, piece] of Object.entries(pieces)) {
    it(`agrees with finite differences: ${name}`, async () => {
      const error = await gradientError(piece);
      assert.ok(error < 1e-4, `${error}`);
    });

    it(`would not agree with one rule wrong: ${name}`, async () => {
      let given = Infinity;
      for (let wrong = 0; wrong < given; wrong++) {
        let tape: WrongTape;
        const error = await gradientError(piece, (graph) => (tape = new WrongTape(graph, wrong)));
        given = tape!.given;
        assert.ok(error > 1e-2, `gradient ${wrong}: ${error}`);
      }
      assert.ok(given > 0);
    });
  }
});
