// Training speed at the sizes the references were measured with: E 256, H 512, V 8 192, B 32, T 32, two threads.
import { vanilla } from '../src/model/networkDescription';
import { seededRandom } from '../src/prediction/seededRandom';
import { initialParameters } from '../training/initialise';
import { countTargets } from '../training/minibatches';
import { defaultRecipe, trainNetwork } from '../training/trainNetwork';

const network = vanilla({ vocabulary: 8192, embedding: 256, hidden: 512 });
const SECONDS = 30;
/** Exponent that makes made-up tokens about as frequent as those of text (Zipf). */
const SKEW = 6;

/** Tokens per second of the whole step, optimizer included, with the sampled softmax. */
export async function trainingSpeed(): Promise<number> {
  const random = seededRandom(1);
  const documents = Array.from({ length: 100 }, () => Uint16Array.from({ length: 3000 }, (_, i) => (i === 0 ? 0 : 1 + Math.floor((network.vocabulary - 1) * random() ** SKEW))));
  const parameters = initialParameters(network, countTargets(documents, network.vocabulary), random);
  const { tokens, seconds } = await trainNetwork(network, parameters, { train: documents, validation: documents.slice(0, 2) }, { seconds: SECONDS }, { ...defaultRecipe, validations: 1 });
  return tokens / seconds;
}
