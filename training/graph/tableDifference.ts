// The embedding of an untied network stored as what it differs by from the output table, in 4 bits with a scale for each row.
// Where it began as the same table (`untie` in grow.ts) the difference is small: in the bundled model a third of the embedding,
// and a tenth of that is lost by rounding. A byte holds columns i and i + E / 2, each plus 8, in its lower and its upper half.
import type { NetworkSizes } from '../../src/model/networkDescription';
import { ELEMENT } from '../../src/model/onnxFile';
import type { GraphBuilder } from './graphBuilder';
import { dequantize, INT4, INT8, quantize } from './integerMatrix';

export interface TableDifference {
  /** (V, E / 2) */
  readonly packed: Uint8Array;
  /** (V) */
  readonly scales: Float32Array;
}

/** Of half a byte. */
const HALF_BYTE = 16;
/** Added to a number from -7 to 7, so that it is none below zero. */
const OFFSET = 8;

/** Whether the embedding can be stored so: there is another table, and its columns make pairs. */
export function hasDifference({ tied, embedding }: Pick<NetworkSizes, 'embedding'> & { readonly tied: boolean }): boolean {
  return !tied && embedding % 2 === 0;
}

/** Name of the stored difference of a table. */
export function differenceName(table: string): string {
  return `${table}Difference`;
}

/**
 * @param table (V, E), finite.
 * @param other (V, E), finite; it is stored in 8 bits, and the difference is the one to what these say.
 */
export function differenceOf(table: Float32Array, other: Float32Array, E: number): TableDifference {
  const layout = { channels: table.length / E, inner: E };
  const stored = dequantize(quantize(other, layout, INT8), layout);
  const { values, scales } = quantize(table.map((value, i) => value - stored[i]), layout, INT4);
  const packed = new Uint8Array(table.length / 2);
  for (let i = 0; i < packed.length; i++) {
    const [low, high] = columnsOf(i, E);
    packed[i] = values[low] + OFFSET + HALF_BYTE * (values[high] + OFFSET);
  }
  return { packed, scales };
}

/** @param stored (V, E): the other table as it is stored. @returns (V, E), to the bit what a runtime makes of them. */
export function readDifference({ packed, scales }: TableDifference, stored: Float32Array, E: number): Float32Array {
  const table = new Float32Array(stored.length);
  packed.forEach((byte, i) => {
    const [low, high] = columnsOf(i, E);
    const scale = scales[Math.floor(low / E)];
    table[low] = stored[low] + ((byte % HALF_BYTE) - OFFSET) * scale;
    table[high] = stored[high] + (Math.floor(byte / HALF_BYTE) - OFFSET) * scale;
  });
  return table;
}

/** Adds rows of the table to a graph, in operators that every runtime has. @param other (..., E). @param packed (..., E / 2). @param scale (..., 1). @returns (..., E). */
export function addedDifference(graph: GraphBuilder, other: string, packed: string, scale: string): string {
  const bytes = graph.node('Cast', [packed], { to: ELEMENT.float32 });
  const high = graph.node('Floor', [graph.node('Mul', [bytes, graph.floats([1 / HALF_BYTE], [1])])]);
  const low = graph.node('Sub', [bytes, graph.node('Mul', [high, graph.floats([HALF_BYTE], [1])])]);
  const halves = graph.node('Concat', [low, high], { axis: -1 });
  const numbers = graph.node('Sub', [halves, graph.floats([OFFSET], [1])]);
  return graph.node('Add', [other, graph.node('Mul', [numbers, scale])]);
}

/** Where the two numbers of byte `i` stand in the table. */
function columnsOf(i: number, E: number): [number, number] {
  const half = E / 2;
  const low = Math.floor(i / half) * E + (i % half);
  return [low, low + half];
}
