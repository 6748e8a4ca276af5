// Open documents that the memory knows beside the one at hand: those opened or changed last. All cells of a notebook count as
// one document, for a person sees one; every cell is judged by the same rules as a file.
import { schemeOf } from './documentPath';
import type { ElmanDocument } from './elmanDocument';

/** Documents and notebooks beside the one at hand. */
const MOST_DOCUMENTS = 8;
/** Characters of the cells of one notebook, the newest cells first. */
const MOST_NOTEBOOK_CHARACTERS = 240_000;

/** Address of the notebook that a cell belongs to; undefined for other documents. */
export function notebookOf(uri: string): string | undefined {
  return schemeOf(uri) === 'vscode-notebook-cell' ? uri.replace(/#.*$/s, '') : undefined;
}

/**
 * Returns other open documents, the one that was opened or changed last first; cells of the same notebook as `document` are
 * among them.
 * @param isReadable whether the rules let the memory read a document; it is asked of no more documents than needed.
 */
export function recentDocuments(document: ElmanDocument, all: readonly ElmanDocument[], isReadable: (document: ElmanDocument) => boolean): ElmanDocument[] {
  const own = notebookOf(document.uri);
  const taken = new Map<string, number>();
  const recent: ElmanDocument[] = [];
  for (const other of [...all].sort((a, b) => b.touchedMs - a.touchedMs)) {
    if (other === document) continue;
    const notebook = notebookOf(other.uri);
    const key = notebook ?? other.uri;
    const characters = taken.get(key);
    const isNew = characters === undefined && key !== own;
    if (isNew && countWithout(taken, own) >= MOST_DOCUMENTS) continue;
    if (notebook !== undefined && (characters ?? 0) + other.text.length > MOST_NOTEBOOK_CHARACTERS) continue;
    if (!isReadable(other)) continue;
    taken.set(key, (characters ?? 0) + other.text.length);
    recent.push(other);
  }
  return recent;
}

/** Number of documents that were taken, but for one's own notebook. */
function countWithout(taken: ReadonlyMap<string, number>, own: string | undefined): number {
  return taken.size - (own !== undefined && taken.has(own) ? 1 : 0);
}
