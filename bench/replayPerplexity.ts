// Perplexity per token of a project's typed files, as they are typed: of the network alone and with all that is remembered,
// before and after the training on the other files, beside an n-gram of these.
import { readMemory } from '../src/model/memoryFile';
import { evaluateTexts } from '../src/model/evaluate';
import { openModelPackage } from '../src/model/package';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { IndexedSource, type FollowerSource } from '../src/prediction/memory/followers';
import { learnedWeights } from '../src/prediction/memory/mixtureWeights';
import { examplesOf, scoreDocument, typedDocument } from '../training/mixture/examples';
import { mixtureNats } from '../training/mixture/learnWeights';
import type { ReplayProject } from './replayProjects';
import { adaptation, kneserNeyModel, type VariantOptions } from './replayVariants';

/** Characters of a file, and of all of them. */
const LONGEST_FILE = 9_000;
const MOST_CHARACTERS = 120_000;

export async function printPerplexity(project: ReplayProject, options: VariantOptions): Promise<void> {
  const { folder, memoryFile } = await adaptation(project, options);
  const before = await perplexities(project, options.model);
  const after = await perplexities(project, folder, memoryFile);
  const tokenizer = loadTokenizer(options.model);
  const texts = chosen(project).map(({ name, text }) => ({ name, text }));
  const ngram = await evaluateTexts({ model: kneserNeyModel(project, tokenizer), tokenizer }, texts);
  console.log(`perplexity per token of ${before.tokens} tokens: Kneser-Ney 6-gram ${ngram.perplexityPerToken.toFixed(2)} (of ${ngram.tokens}), bundled network ${before.network} and mixture ${before.mixture}, adapted network ${after.network} and mixture ${after.mixture}`);
}

/** Whole files, none of the longest, up to so many characters. */
function chosen({ typed }: ReplayProject): readonly { readonly name: string; readonly text: string }[] {
  let characters = 0;
  return typed.filter(({ text }) => text.trim().length > 0 && text.length < LONGEST_FILE && (characters += text.length) < MOST_CHARACTERS);
}

async function perplexities(project: ReplayProject, folder: string, memoryFile?: string): Promise<{ tokens: number; network: string; mixture: string }> {
  const opened = await openModelPackage(folder);
  const { tokenizer, model, manifest } = opened;
  const workspace: FollowerSource[] = memoryFile === undefined ? [] : [new IndexedSource(readMemory(memoryFile, manifest.vocabularyFingerprint, tokenizer.size))];
  const sums = { tokens: 0, network: 0, mixture: 0 };
  for (const { text } of chosen(project)) {
    const document = typedDocument(tokenizer, text, Infinity);
    for (const example of examplesOf(document, await scoreDocument(model, document), { tokenizer, open: [], workspace })) {
      sums.tokens++;
      sums.network -= Math.log(example.network);
      sums.mixture += mixtureNats(example, learnedWeights);
    }
  }
  await opened.dispose();
  const perplexity = (nats: number) => Math.exp(nats / sums.tokens).toFixed(2);
  return { tokens: sums.tokens, network: perplexity(sums.network), mixture: perplexity(sums.mixture) };
}
