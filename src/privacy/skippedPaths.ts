// Files of a workspace that nobody there has written: neither a training nor the memory takes them in. Names only.

const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules', 'bower_components', '__pycache__', '.venv', '.vscode-test']);
/** Written by programs: lock files, maps, tables, recorded results, the file that names the repository of a working tree. */
const SKIPPED_NAMES = /^(?:\.git|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml|packages\.lock\.json|bun\.lockb?|go\.(?:work\.)?sum|package\.resolved|gradle\.lockfile)$|\.lock$|\.(?:map|snap|svg|csv|tsv|log|jsonl|ndjson|geojson|ipynb)$|\.min\.\w+$/i;

export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

export function isSkippedFile(name: string): boolean {
  return SKIPPED_NAMES.test(name);
}

/** @param path from its workspace folder, with slashes or backslashes. */
export function isSkippedPath(path: string): boolean {
  const folders = path.split(/[\\/]/);
  return isSkippedFile(folders.pop()!) || folders.some(isSkippedFolder);
}
