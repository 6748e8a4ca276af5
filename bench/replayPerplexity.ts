// Perplexity per token of a project's typed files, as they are typed: of the network alone and with all that is remembered,
// before and after the training on the other files, beside an n-gram of these.
import { readMemory } from '../src/model/memoryFile';
import { evaluateTexts } from '../src/model/evaluate';
import { openModelPackage } from '../src/model/package';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { documentTokens } from '../src/prediction/documentTokens';
import { IndexedSource, type FollowerSource } from '../src/prediction/memory/followers';
import { mixInto } from '../src/prediction/memory/mixture';
import { visitTyped } from '../training/mixture/typedPlaces';
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
    await visitTyped(model, documentTokens(tokenizer, text), { open: [], workspace }, ({ row, known, target }) => {
      const mixed = row.slice();
      mixInto(mixed, known);
      sums.tokens++;
      sums.network -= row[target];
      sums.mixture -= mixed[target];
    });
  }
  await opened.dispose();
  const perplexity = (nats: number) => Math.exp(nats / sums.tokens).toFixed(2);
  return { tokens: sums.tokens, network: perplexity(sums.network), mixture: perplexity(sums.mixture) };
}
