// Lines of plain text in a hover of the editor.
import * as vscode from 'vscode';

/** Appended as text: names of models, files and words of documents must not become markup. */
export function plainLines(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const line of lines) markdown.appendText(line).appendMarkdown('  \n');
  return markdown;
}
