// Which words are common: those that several texts of a corpus hold. A name that one project alone uses is not common, however often it stands
// there, so each source of code counts once; prose counts by text, and long texts by their parts.
import { SPACELESS } from '../../src/prediction/pretokens';

export interface CountedText {
  readonly text: string;
  /** Package of source code; undefined for prose. */
  readonly project: string | undefined;
}

/** UTF-16 units of a part of a long text. */
const PART = 20_000;
/** Parts of prose, or projects, that hold a word. */
const LEAST_PARTS = 5;
const LEAST_PROJECTS = 3;
/** UTF-16 units. */
const LONGEST_WORD = 40;
const WORD = new RegExp(`(?:(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}_])+`, 'gu');

/** Words that are common in some texts, sorted; they do not depend on a vocabulary. */
export function commonWords(texts: Iterable<CountedText>): string[] {
  const parts = new Map<string, number>();
  const projects = new Map<string, Set<string>>();
  for (const { text, project } of texts) {
    if (project === undefined) countParts(text, parts);
    else for (const word of wordsOf(text)) projects.set(word, (projects.get(word) ?? new Set()).add(project));
  }
  const inProse = [...parts].filter(([, count]) => count >= LEAST_PARTS).map(([word]) => word);
  const inCode = [...projects].filter(([, names]) => names.size >= LEAST_PROJECTS).map(([word]) => word);
  return [...new Set([...inProse, ...inCode])].sort();
}

function countParts(text: string, parts: Map<string, number>): void {
  for (let at = 0; at < text.length; at += PART) for (const word of wordsOf(text.slice(at, at + PART))) parts.set(word, (parts.get(word) ?? 0) + 1);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(WORD)?.filter((word) => word.length <= LONGEST_WORD && /\p{L}/u.test(word)));
}
