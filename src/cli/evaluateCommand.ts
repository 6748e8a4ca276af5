// `elman evaluate`: what a model reaches on files it has not seen.
import { availableParallelism } from 'node:os';
import { readPaths } from '../../training/corpus/readPaths';
import { evaluateTexts, type Evaluation } from '../model/evaluate';
import { openModelPackage } from '../model/package';
import { measureTop1Words } from '../prediction/evaluation';
import { perplexityText } from '../prediction/perplexity';
import { createVocabulary } from '../prediction/vocabulary';
import { printResult, type Command } from './command';
import { withStreams } from './streamedPaths';

/** Words that are searched for each top-1 figure: two standard errors are 2 % of them. */
const SAMPLED_WORDS = 2000;
const SAMPLE_SEED = 1;
/** More threads than this gain little on matrices of these sizes. */
const MOST_THREADS = 4;

export const evaluateCommand: Command = {
  synopsis: '--model DIR [--json] PATH...',
  description: [
    'Reads files, or the text files of folders, each from a zero state, and says how well the model predicts them;',
    '- is standard input.',
    '  --model DIR   the model package',
    '  --json        prints the result as one JSON object',
    'top1Word is the share of words found with nothing of the word typed, top1WordAfter2 with two letters typed, by the',
    `editor's own search on a sample of ${SAMPLED_WORDS} words; seconds is the time of the scoring alone.`,
  ].join('\n'),
  options: { model: { type: 'string' }, json: { type: 'boolean' } },
  run: async (given, terminal) => {
    const folder = given.requiredFolder('model');
    const paths = given.paths();
    const opened = await openModelPackage(folder, { threads: Math.min(MOST_THREADS, availableParallelism()) });
    try {
      const texts = await withStreams(paths, 'whole', terminal, async (readable) => readPaths(readable, terminal.note));
      const { seconds, ...figures } = await evaluateTexts(opened, texts);
      const { model, tokenizer } = opened;
      const found = await measureTop1Words(model, tokenizer, createVocabulary(tokenizer), texts.map(({ text }) => text), { samples: SAMPLED_WORDS, seed: SAMPLE_SEED });
      const result = { files: texts.length, ...figures, ...found, seconds };
      printResult(terminal, given, result, linesOfResult(result));
    } finally {
      await opened.dispose();
    }
  },
};

function linesOfResult(result: Evaluation & { files: number; top1Word: number; top1WordAfter2: number }): string[] {
  const { files, bytes, words, tokens, seconds } = result;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    `${files} files, ${bytes} bytes, ${words} words, ${tokens} tokens in ${seconds.toFixed(1)} s (${(tokens / seconds).toFixed(0)} tokens/s)`,
    `bits per byte          ${result.bitsPerByte.toFixed(4)}`,
    `bits per character     ${result.bitsPerCharacter.toFixed(4)}`,
    `bits per word          ${result.bitsPerWord.toFixed(4)}`,
    `perplexity per word    ${perplexityText(result.perplexityPerWord, 2)}`,
    `perplexity per token   ${perplexityText(result.perplexityPerToken, 2)}`,
    `top-1 token            ${percent(result.top1Token)}`,
    `top-1 word             ${percent(result.top1Word)}`,
    `  after two letters    ${percent(result.top1WordAfter2)}`,
  ];
}
