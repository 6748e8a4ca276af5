// Byte-pair encoding (Sennrich et al., 2016; on bytes: Radford et al., 2019) learned from text by Hugging Face's native
// trainer. It always learns 30 000 tokens; merges come in order of merit, so the first ones are the smaller vocabulary.
// It prints to standard output, which belongs to our caller, so it runs in a process of its own.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenizerJson } from '../src/model/tokenizerJson';
import { UserError } from '../src/model/userError';

/** Start token and the 256 bytes. */
export const SMALLEST_VOCABULARY = 257;
/** What the native trainer can learn. */
export const LARGEST_VOCABULARY = 30_000;

/**
 * Learns a tokenizer from texts, which are asked for one by one.
 * @param vocabulary tokens at most; little text gives fewer.
 * @returns the contents of `tokenizer.json`.
 */
export function trainTokenizer(texts: Iterable<string>, vocabulary: number): string {
  if (vocabulary < SMALLEST_VOCABULARY || vocabulary > LARGEST_VOCABULARY) throw new UserError('A vocabulary has {0} to {1} tokens, not {2}.', SMALLEST_VOCABULARY, LARGEST_VOCABULARY, vocabulary);
  const folder = mkdtempSync(join(tmpdir(), 'elman-tokenizer-'));
  try {
    const [text, untrained, learnt] = ['text.txt', 'untrained.json', 'learnt.json'].map((name) => join(folder, name));
    writeFileSync(text, '');
    for (const one of texts) appendFileSync(text, `${one}\n`);
    writeFileSync(untrained, untrainedTokenizer());
    const { status, error } = spawnSync(process.execPath, ['-e', LEARN, require.resolve('tokenizers'), untrained, text, learnt], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new UserError('The tokenizer could not be learned: {0}.', error?.message ?? `exit ${status}`);
    const learned = JSON.parse(readFileSync(learnt, 'utf8')) as { model: { merges: [string, string][] } };
    return tokenizerJson(learned.model.merges.slice(0, vocabulary - SMALLEST_VOCABULARY));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the other process does: library, untrained tokenizer, text, result. */
const LEARN = `
  const [library, untrained, text, learnt] = process.argv.slice(1);
  const tokenizer = require(library).Tokenizer.fromFile(untrained);
  tokenizer.train([text]);
  tokenizer.save(learnt);
`;

/** Our file without its vocabulary: the trainer brings its own. */
function untrainedTokenizer(): string {
  const file = JSON.parse(tokenizerJson([])) as { model: { vocab: object; merges: unknown[] } };
  file.model.vocab = {};
  file.model.merges = [];
  return JSON.stringify(file);
}
