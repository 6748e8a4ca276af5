// Which documents the server is told about. Output, diffs against git, settings of the user and the like have other
// schemes; the remaining rules (private files, ignored files, languages) are the server's.

export const DOCUMENT_SCHEMES: readonly string[] = ['file', 'untitled', 'vscode-notebook-cell'];
