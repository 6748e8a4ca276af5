// The text of a comparison: the same tokens of one tokenizer for every model, and the files that judge them all.
import { parseTokenizer } from '../../src/model/tokenizerFile';
import { countWords } from '../../src/prediction/words';
import type { ComparisonData } from '../../src/report/comparisonData';
import { bytesOf } from '../corpus/sample';
import { encodeCorpus, findPathCorpus, judgedTexts, learnVocabulary, sampleNotes } from '../pathCorpus';
import type { TrainingDocuments } from '../reading';
import { beginnings, encodeTexts } from '../texts';
import { countTokens } from '../tokenDocuments';
import type { TokenStore } from '../tokenStore';
import type { HeldOut } from './measureModel';

export interface ComparedCorpus {
  readonly documents: TrainingDocuments;
  readonly heldOut: HeldOut;
  readonly sizes: Pick<ComparisonData, 'train' | 'heldOut'>;
}

/** How much of the text is read. */
export interface CorpusLimits {
  /** Tokens to learn from. */
  readonly mostTokens: number;
  /** Tokens that the tokenizer may have. */
  readonly vocabulary: number;
  /** For what is drawn by lot of a large corpus. */
  readonly seed: number;
}

/** Text that is watched while learning, tokens: enough to draw a curve by, read in a second or two. */
const WATCHED = { tokens: 8192, longest: 1024 };

/**
 * @param store takes the tokens to learn from.
 * @throws UserError if a path is wrong, there is too little text, or the store cannot take it.
 */
export function readComparedCorpus(store: TokenStore, paths: readonly string[], { mostTokens, vocabulary, seed }: CorpusLimits, onNote: (sentence: string) => void): ComparedCorpus {
  const corpus = findPathCorpus(paths, mostTokens, seed, onNote);
  const tokenizer = parseTokenizer(learnVocabulary(corpus, vocabulary, seed, onNote), 'tokenizer.json');
  const { documents, learned } = encodeCorpus(store, tokenizer, corpus, mostTokens);
  const texts = judgedTexts(corpus.heldOut);
  for (const sentence of sampleNotes(corpus, learned, texts)) onNote(sentence);
  const heldOut = { tokenizer, texts, documents: encodeTexts(tokenizer, texts) };
  const words = texts.reduce((sum, { text }) => sum + countWords(text), 0);
  return {
    documents: { ...documents, validation: beginnings(documents.validation, WATCHED) },
    heldOut,
    sizes: {
      train: { files: learned.length, bytes: bytesOf(learned), tokens: store.targets },
      heldOut: { files: texts.length, bytes: bytesOf(texts), words, tokens: countTokens(heldOut.documents) },
    },
  };
}
