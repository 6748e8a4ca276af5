// The tree that a word search grows: a node is a spelling that the network has read, a branch one more token.
import type { Distribution } from './distribution';
import type { LanguageModel } from './languageModel';
import { rowOf } from './matrixRows';
import { joinStates, stateOf } from './stateColumns';
import { massOfClasses } from './tokenRows';
import { decodeStrictly, unfinishedBytes } from './utf8';
import type { Vocabulary } from './vocabulary';

/** A spelling by tokens that the network may or may not have read yet. */
export interface Spelling {
  readonly parent: SearchNode | undefined;
  /** All tokens since the root of the search. */
  readonly tokens: readonly number[];
  /** UTF-8 bytes of those tokens. */
  readonly bytes: Uint8Array;
  /** Their text, or undefined while the last character is unfinished. */
  readonly text: string | undefined;
  /** Log-probability of those tokens after the text before the root. */
  readonly logProbability: number;
}

/** A spelling with the network's view after its last token. */
export interface SearchNode extends Spelling {
  /** (layers, 1, H). */
  readonly state: Float32Array;
  /** (V) log-probabilities of the next token. */
  readonly row: Float32Array;
}

/** The node where a search begins, or where it goes on behind tokens that were read as they stand. */
export function rootNode(tokens: readonly number[], vocabulary: Vocabulary, distribution: Distribution): SearchNode {
  const bytes = Uint8Array.from(tokens.flatMap((token) => [...vocabulary.bytes[token]]));
  const { state, logProbabilities: row } = distribution;
  return { parent: undefined, tokens, bytes, text: undefined, logProbability: 0, state, row };
}

/** Log-probability of a node's spelling with one more token. */
export function boundOf(node: SearchNode, token: number): number {
  return node.logProbability + node.row[token];
}

/** The network's view after a node, for a search that begins there. */
export function distributionAt({ state, row }: SearchNode): Distribution {
  return { state, logProbabilities: row.slice() };
}

/** Adds a token; undefined if the bytes are no beginning of UTF-8 text. */
export function spell(parent: SearchNode, token: number, vocabulary: Vocabulary): Spelling | undefined {
  const added = vocabulary.bytes[token];
  const bytes = new Uint8Array(parent.bytes.length + added.length);
  bytes.set(parent.bytes);
  bytes.set(added, parent.bytes.length);
  const unfinished = unfinishedBytes(bytes);
  const text = decodeStrictly(bytes.subarray(0, bytes.length - unfinished));
  if (text === undefined) return undefined;
  const tokens = [...parent.tokens, token];
  return { parent, tokens, bytes, text: unfinished === 0 ? text : undefined, logProbability: boundOf(parent, token) };
}

/** A spelling that was read, and how probable it is that a token of the classes asked for comes next. */
export interface ReadSpelling {
  readonly node: SearchNode;
  readonly share: number;
}

/**
 * Reads the last tokens of several spellings, each of which has a parent, in one run of the network.
 * @param classes for each spelling the `CharacterClass` bits whose probability is wanted.
 */
export async function readSpellings(
  model: LanguageModel,
  vocabulary: Vocabulary,
  spellings: readonly Spelling[],
  classes: readonly number[],
): Promise<ReadSpelling[]> {
  const states = joinStates(spellings.map(({ parent }) => parent!.state), model);
  const output = await model.run(spellings.map(({ tokens }) => tokens[tokens.length - 1]), spellings.length, states, 'last');
  return spellings.map((spelling, b) => {
    const row = rowOf(output.logProbabilities, b, spellings.length);
    return { node: { ...spelling, state: stateOf(output.state, b, model), row }, share: massOfClasses(row, vocabulary.openings, classes[b]) };
  });
}
