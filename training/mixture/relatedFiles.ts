// Files of one project that belong together: a person who works on one of them has the others open. Two files are related if
// one names the other, as an import or a link does, or if they lie in the same folder.
export interface ProjectFile {
  /** Path inside the project, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/** Weights of the signs that two files belong together. */
const NAMED = 4;
const SAME_FOLDER = 2;
const SAME_PARENT = 1;
/** File names that say nothing about the content. */
const COMMON_NAMES = new Set(['index', 'types', 'main', 'mod', 'readme', '__init__']);

/**
 * Returns the files that are related to one of them, the closest first; files of equal distance keep their order.
 * @param files of one project; `file` itself may be among them.
 */
export function relatedFiles<File extends ProjectFile>(file: ProjectFile, files: readonly File[]): File[] {
  const scored = files.filter(({ name }) => name !== file.name).map((other) => ({ other, score: relatedness(file, other) }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).map(({ other }) => other);
}

function relatedness(a: ProjectFile, b: ProjectFile): number {
  const named = (mentions(a.text, b.name) ? NAMED : 0) + (mentions(b.text, a.name) ? NAMED : 0);
  const [folderA, folderB] = [folderOf(a.name), folderOf(b.name)];
  if (folderA === folderB) return named + SAME_FOLDER;
  return named + (folderOf(folderA) === folderOf(folderB) ? SAME_PARENT : 0);
}

/** Whether a text holds the last part of a path behind a slash, as imports and links do. */
function mentions(text: string, path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  if (COMMON_NAMES.has(base.toLowerCase())) return false;
  for (let at = text.indexOf(`/${base}`); at >= 0; at = text.indexOf(`/${base}`, at + 1)) {
    if (/^[^\p{L}\p{N}_]?$/u.test(text.charAt(at + base.length + 1))) return true;
  }
  return false;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
