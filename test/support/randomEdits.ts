// Somebody edits a tracked document at seeded places.
import type { DocumentTrack } from '../../src/prediction/documentTrack';
import { seededRandom } from '../../src/prediction/seededRandom';

const ADDED = ['x', ' hello', '\n', '한', 'const a = 1;\n', ''];

export interface RandomEdits {
  readonly seed: number;
  readonly edits: number;
  /** After about every second edit, at its place. */
  readonly look: (line: number, character: number, pick: (below: number) => number) => Promise<unknown>;
}

/** @param text of the track. @returns the text as it is then, and a further random line of it. */
export async function editAtRandom(track: DocumentTrack, text: string, { seed, edits, look }: RandomEdits): Promise<{ text: string; line: number }> {
  const random = seededRandom(seed);
  const pick = (below: number) => Math.floor(random() * below);
  let now = text;
  for (let edit = 0; edit < edits; edit++) {
    const lines = now.split('\n');
    const line = pick(lines.length);
    const from = pick(lines[line].length + 1);
    const to = Math.min(lines[line].length, from + pick(3));
    const added = ADDED[pick(ADDED.length)];
    track.applyEdit({ start: { line, character: from }, end: { line, character: to } }, added);
    lines[line] = lines[line].slice(0, from) + added + lines[line].slice(to);
    now = lines.join('\n');
    if (pick(2) === 0) await look(line, from, pick);
  }
  return { text: now, line: pick(now.split('\n').length) };
}
