// Between two sets of weights of one network. A network trained on from another lies in the same valley, and a point on
// the line between them keeps most of what was learned and most of what was known (Wortsman et al., 2022).
import type { Parameters } from './graph/network';

/** (1 - share) * from + share * to. @param share 0 to 1. */
export function interpolate(from: Parameters, to: Parameters, share: number): Parameters {
  return Object.fromEntries(Object.entries(from).map(([name, values]) => [name, values.map((value, i) => value + share * (to[name][i] - value))]));
}
