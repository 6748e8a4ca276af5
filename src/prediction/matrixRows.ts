// Rows of a matrix that lies in one array.

/** One of the `rows` rows: a view, not a copy. */
export function rowOf(matrix: Float32Array, row: number, rows: number): Float32Array {
  const width = matrix.length / rows;
  return matrix.subarray(row * width, (row + 1) * width);
}
