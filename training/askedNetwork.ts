// The network that a run from scratch trains: what was asked for, and the default for the rest.
import { MODEL_BYTES_LIMIT } from '../src/model/manifest';
import { vanilla, type NetworkDescription } from '../src/model/networkDescription';
import { UserError } from '../src/model/userError';
import { countWeights, type TrainableDescription } from './graph/trainable';

/** Every part of it may be left out. */
export type AskedNetwork = Partial<NetworkDescription>;

/** Sizes that the design was measured with. */
const DEFAULT_SIZES = { hidden: 512, embedding: 256, vocabulary: 8192 };
/** Of one weight in half precision, so that every model can be exported to programs that know no int8; there it has half of it. */
const WEIGHT_BYTES = 2;
/** The graph around the weights, and the biases in full: those of three layers of LSTM and of 30 000 tokens have 500 kB. */
const OTHER_BYTES = 800_000;

/** @returns the network; its vocabulary is what the tokenizer may have at most. */
export function askedNetwork({ cell, layers, tied, initialState, hidden, embedding, vocabulary }: AskedNetwork): NetworkDescription {
  const standard = vanilla(DEFAULT_SIZES);
  return {
    cell: cell ?? standard.cell, layers: layers ?? standard.layers, tied: tied ?? standard.tied, initialState: initialState ?? standard.initialState,
    hidden: hidden ?? standard.hidden, embedding: embedding ?? standard.embedding, vocabulary: vocabulary ?? standard.vocabulary,
  };
}

/** @throws UserError if anything of a network is asked for that training goes on from. */
export function refuseAsked({ cell, layers, tied, initialState, hidden, embedding, vocabulary }: AskedNetwork): void {
  if ([cell, layers, tied, initialState, hidden, embedding, vocabulary].every((part) => part === undefined)) return;
  throw new UserError('The network that training goes on from is fixed: leave out --cell, --layers, --untied, --initial-state, --hidden, --embedding and --vocabulary.');
}

/** Refuses a network whose file nobody could open, before it is trained. @throws UserError */
export function checkSize(network: TrainableDescription): void {
  const bytes = WEIGHT_BYTES * countWeights(network) + OTHER_BYTES;
  if (bytes > MODEL_BYTES_LIMIT) throw new UserError('A model of these sizes has {0} bytes, {1} at most: give a smaller --hidden, --embedding or --vocabulary, or fewer --layers.', bytes, MODEL_BYTES_LIMIT);
}
