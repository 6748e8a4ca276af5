// A model package that has learned a few sentences by heart in some seconds: small, real, and sure of what comes next.
// On foreign text it is chaotic: rounding errors of runs of another length grow to 1e-3 nats per token, so figures that
// must agree closely are tested with other models.
import { vanilla } from '../../../src/model/networkDescription';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { exportPackage } from '../../../training/adaptModel';
import { initialParameters } from '../../../training/initialise';
import { defaultRecipe, trainNetwork } from '../../../training/trainNetwork';
import { TINY_TOKENIZER } from '../../support/tinyPackage';

/** What it knows; every line begins with another letter. */
export const SENTENCES = [
  'the quick brown fox jumps over the lazy dog',
  'a recurrent network reads one token after another',
  'const answer = await connection.request(question);',
  'hello world, hello again',
];

/** Teaches a network of a given seed some lines and writes it to `folder`. */
export async function writeTaughtPackage(folder: string, { lines = SENTENCES, seed = 1, steps = 250 } = {}): Promise<string> {
  const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
  const network = vanilla({ vocabulary: tokenizer.size, embedding: 24, hidden: 48 });
  const random = seededRandom(seed);
  const documents = Array.from({ length: 60 }, () => documentTokens(tokenizer, shuffled(lines, random).join('\n')));
  const parameters = initialParameters(network, new Float32Array(network.vocabulary).fill(1), seededRandom(seed));
  const recipe = { ...defaultRecipe, batch: 8, windowSteps: 24, candidates: 256, learningRate: 1e-2, axesWindows: 0, seed, threads: 1, validations: 1 };
  const trained = await trainNetwork(network, parameters, { train: documents, validation: documents.slice(0, 4) }, { steps }, recipe);
  const provenance = { name: `Taught ${seed}`, data: [{ name: 'sentences', licence: 'MIT', bytes: 1000 }], seed, heldOut: [] };
  exportPackage(folder, { network, trained, tokenizerJson: TINY_TOKENIZER, precision: 'float32', provenance });
  return folder;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values.map((value) => ({ value, order: random() })).sort((a, b) => a.order - b.order).map(({ value }) => value);
}
