// Places at which a name is typed that stands exactly once in one other file of the project: the first use of the name in a
// file, as it stands there. `npm run bench:open-names` asks at each place.
import { createHash } from 'node:crypto';
import { seededRandom } from '../src/prediction/seededRandom';
import type { Tokenizer } from '../src/prediction/languageModel';
import { relatedFiles, type ProjectFile } from '../training/mixture/relatedFiles';
import { shuffle } from '../training/minibatches';

/** Letters of a name at least. */
const SHORTEST_NAME = 6;
/** Other files that are open beside the one that holds the name. */
const BESIDE = 4;
/** Files that the workspace remembers besides. */
const REMEMBERED = 20;
/** A name of more files than this, such as one in a licence header, belongs to no file. */
const MOST_HOLDERS = 6;
/** Cases of one pair of files, and of one typed file. */
const MOST_OF_PAIR = 1;
const MOST_OF_FILE = 4;
/** Characters before the cursor that are read. */
const LONGEST_TEXT = 6_000;
const NAME = /(?<![\p{L}\p{M}\p{N}_])[\p{L}_][\p{L}\p{M}\p{N}_]*/gu;

export interface OpenNameCase {
  readonly name: string;
  /** The file that is typed, and its text before the name. */
  readonly typed: ProjectFile;
  readonly before: string;
  /** The file in which the name stands once. */
  readonly holder: ProjectFile;
  /** Other open files, none of which has the name. */
  readonly beside: readonly ProjectFile[];
  /** Closed files that were saved, none of which has the name. */
  readonly remembered: readonly ProjectFile[];
}

/** A seeded sample of the places in a project. @param most cases at most. */
export function openNameCases(files: readonly ProjectFile[], tokenizer: Tokenizer, most: number, seed: number): OpenNameCase[] {
  const random = seededRandom(seed);
  const counted = new Map(files.map((file) => [file.name, countsOf(file.text)]));
  const order = [...files];
  shuffle(order, random);
  const cases = new Map<string, OpenNameCase>();
  for (const typed of order) {
    if (cases.size >= most) break;
    const found = casesOf(typed, files, counted, tokenizer).filter(({ name }) => !cases.has(name));
    shuffle(found, random);
    for (const one of found.slice(0, MOST_OF_FILE)) cases.set(one.name, one);
  }
  return [...cases.values()].slice(0, most);
}

function casesOf(typed: ProjectFile, files: readonly ProjectFile[], counted: ReadonlyMap<string, ReadonlyMap<string, number>>, tokenizer: Tokenizer): OpenNameCase[] {
  const related = relatedFiles(typed, files);
  const used = new Set<string>();
  const cases: OpenNameCase[] = [];
  for (const holder of related.slice(0, 12)) {
    let ofPair = 0;
    for (const [name, times] of byHash(counted.get(holder.name)!)) {
      if (ofPair >= MOST_OF_PAIR || times !== 1 || used.has(name) || !isRareName(name, tokenizer)) continue;
      const at = firstUse(typed.text, name);
      if (at === undefined || at === 0) continue;
      const holders = files.filter((other) => counted.get(other.name)!.has(name)).length;
      if (holders > MOST_HOLDERS) continue;
      const others = related.filter((other) => other !== holder && !counted.get(other.name)!.has(name));
      const [beside, remembered] = [others.slice(0, BESIDE), others.slice(BESIDE, BESIDE + REMEMBERED)];
      const start = Math.max(0, typed.text.lastIndexOf('\n', Math.max(0, at - LONGEST_TEXT)) + 1);
      cases.push({ name, typed, before: typed.text.slice(start, at), holder, beside, remembered });
      used.add(name);
      ofPair++;
    }
  }
  return cases;
}

/** A fixed order that the place in the file does not set: names at its head are no better. */
function byHash(counts: ReadonlyMap<string, number>): [string, number][] {
  const hashOf = (name: string) => createHash('sha256').update(name).digest().readUInt32BE();
  return [...counts].sort(([a], [b]) => hashOf(a) - hashOf(b));
}

/** Whether the vocabulary holds no such word as one token. */
function isRareName(name: string, tokenizer: Tokenizer): boolean {
  return [...name].length >= SHORTEST_NAME && tokenizer.encodeLine(name).length > 1 && tokenizer.encodeLine(` ${name}`).length > 1;
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name] of text.matchAll(NAME)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function firstUse(text: string, name: string): number | undefined {
  for (const match of text.matchAll(NAME)) if (match[0] === name) return match.index;
  return undefined;
}
