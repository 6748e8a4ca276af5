// Hidden states of several sequences side by side, (layers, B, H), put together from single ones, (layers, H), and taken apart.

/** Sizes of a state, as a `LanguageModel` has them. */
interface StateSizes {
  readonly layers: number;
  readonly hiddenSize: number;
}

/** (layers, H) of each sequence -> (layers, B, H). */
export function joinStates(states: readonly Float32Array[], { layers, hiddenSize: H }: StateSizes): Float32Array {
  const joined = new Float32Array(layers * states.length * H);
  states.forEach((state, b) => {
    for (let layer = 0; layer < layers; layer++) joined.set(state.subarray(layer * H, (layer + 1) * H), (layer * states.length + b) * H);
  });
  return joined;
}

/** (layers, B, H) -> (layers, H) of one sequence: a copy. */
export function stateOf(joined: Float32Array, b: number, { layers, hiddenSize: H }: StateSizes): Float32Array {
  const batch = joined.length / (layers * H);
  const state = new Float32Array(layers * H);
  for (let layer = 0; layer < layers; layer++) state.set(joined.subarray((layer * batch + b) * H, (layer * batch + b + 1) * H), layer * H);
  return state;
}
