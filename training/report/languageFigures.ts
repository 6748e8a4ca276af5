// What a corpus holds and what a model reaches on it, by language.
import { evaluateTexts, type NamedText } from '../../src/model/evaluate';
import type { ModelPackage } from '../../src/model/package';
import type { LanguageShare, ReportComparison } from '../../src/report/reportData';
import { languageOf } from '../../src/privacy/languages';

/** Stands for all languages together. */
export const ALL_LANGUAGES = '*';

interface SizedFile {
  /** Path inside its folder; its ending says the language. */
  readonly name: string;
  /** Of the text as UTF-8. */
  readonly bytes: number;
}

/** Files and bytes of each language, the largest first. */
export function languageShares(train: readonly SizedFile[], heldOut: readonly SizedFile[]): LanguageShare[] {
  const learned = grouped(train);
  const judged = grouped(heldOut);
  const shares = [...new Set([...learned.keys(), ...judged.keys()])].map((language) => {
    const [files, held] = [learned.get(language) ?? [], judged.get(language) ?? []];
    return { language, files: files.length, bytes: bytesOf(files), heldOutFiles: held.length, heldOutBytes: bytesOf(held) };
  });
  return shares.sort((a, b) => b.bytes + b.heldOutBytes - a.bytes - a.heldOutBytes);
}

/** Sums over the texts of one language; ratios of them are the measures. */
export interface LanguageScore {
  readonly bytes: number;
  readonly words: number;
  readonly tokens: number;
  readonly nats: number;
}

/** By language, and for all texts together under `ALL_LANGUAGES`. */
export type LanguageScores = ReadonlyMap<string, LanguageScore>;

export interface ScoringOptions {
  /** Called every now and then; what it throws ends the work. */
  readonly onProgress?: () => void;
  /** Called with the nats of each token of each text, language by language, in an order that depends on the texts alone. */
  readonly onText?: (nats: Float64Array) => void;
}

/** @throws UserError if a language's texts have no word in them. */
export async function scoreByLanguage(opened: ModelPackage, texts: readonly NamedText[], { onProgress = () => undefined, onText }: ScoringOptions = {}): Promise<LanguageScores> {
  const scores = new Map<string, LanguageScore>();
  let all: LanguageScore = { bytes: 0, words: 0, tokens: 0, nats: 0 };
  for (const [language, ofLanguage] of grouped(texts)) {
    const byText: number[][] = ofLanguage.map(() => []);
    const { bytes, words, tokens, nats } = await evaluateTexts(opened, ofLanguage, { onProgress, ...(onText && { onToken: (text, token, value) => (byText[text][token] = value) }) });
    if (onText) for (const values of byText) onText(Float64Array.from(values));
    scores.set(language, { bytes, words, tokens, nats });
    all = { bytes: all.bytes + bytes, words: all.words + words, tokens: all.tokens + tokens, nats: all.nats + nats };
  }
  return scores.set(ALL_LANGUAGES, all);
}

export function bitsPerByte({ nats, bytes }: LanguageScore): number {
  return nats / Math.LN2 / bytes;
}

/** @param before undefined where the run began from nothing. */
export function compareScores(before: LanguageScores | undefined, after: LanguageScores): ReportComparison[] {
  const comparisons = [...after].map(([language, score]) => {
    const earlier = before?.get(language);
    return { language, bytes: score.bytes, before: earlier ? bitsPerByte(earlier) : null, after: bitsPerByte(score) };
  });
  return comparisons.sort((a, b) => b.bytes - a.bytes);
}

function grouped<T extends { readonly name: string }>(files: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const file of files) {
    const language = languageOf(file.name);
    const group = groups.get(language);
    if (group) group.push(file);
    else groups.set(language, [file]);
  }
  return groups;
}

function bytesOf(files: readonly SizedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
