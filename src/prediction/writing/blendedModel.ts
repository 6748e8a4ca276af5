// The network and the network with its memory, blended: the logarithm of each probability lies between the two. The memory
// alone repeats the document's words wherever they may stand; the network alone soon forgets what the text is about.
import type { Distribution } from '../distribution';
import type { LanguageModel, NetworkOutput, WantedSteps } from '../languageModel';
import type { DocumentKnowledge } from '../memory/documentMemory';
import type { MemoryView } from '../memory/known';
import { MixedModel } from '../memory/mixedModel';

/** Share of the memory's view that writes best: with more of it the document's words come where they do not fit. */
export const MEMORY_SHARE = 0.5;

export class BlendedModel implements LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly startToken: number;
  readonly layers: number;
  private readonly mixed: MixedModel;
  /** What the network said in the last run, before the memory was asked. */
  private plain: Float32Array = new Float32Array(0);

  /** @param share of the memory's view, between 0 and 1. */
  constructor(
    network: LanguageModel,
    view: MemoryView,
    private readonly share: number,
  ) {
    const watched: LanguageModel = {
      vocabularySize: network.vocabularySize,
      hiddenSize: network.hiddenSize,
      startToken: network.startToken,
      layers: network.layers,
      run: async (...parameters) => {
        const output = await network.run(...parameters);
        this.plain = output.logProbabilities.slice();
        return output;
      },
    };
    this.mixed = new MixedModel(watched, view);
    const { vocabularySize, hiddenSize, startToken, layers } = this.mixed;
    [this.vocabularySize, this.hiddenSize, this.startToken, this.layers] = [vocabularySize, hiddenSize, startToken, layers];
  }

  /** The place where a text begins. The neural cache is not asked. @param from the network's view there. */
  begin(from: Distribution, { history }: Pick<DocumentKnowledge, 'history'>): Distribution {
    const { state, logProbabilities } = this.mixed.begin(from, { history, recall: () => undefined });
    this.blend(logProbabilities, from.logProbabilities);
    return { state, logProbabilities };
  }

  async run(tokens: ArrayLike<number>, batch: number, state: Float32Array, wanted: WantedSteps = 'all'): Promise<NetworkOutput> {
    const output = await this.mixed.run(tokens, batch, state, wanted);
    this.blend(output.logProbabilities, this.plain);
    return output;
  }

  /** Blends rows (R, V) in place; each sums to one again as probabilities. */
  private blend(mixed: Float32Array, plain: Float32Array): void {
    const { share, vocabularySize: V } = this;
    for (let start = 0; start < mixed.length; start += V) {
      let total = 0;
      for (let i = start; i < start + V; i++) {
        mixed[i] = share * mixed[i] + (1 - share) * plain[i];
        total += Math.exp(mixed[i]);
      }
      const shift = Math.log(total);
      for (let i = start; i < start + V; i++) mixed[i] -= shift;
    }
  }
}
