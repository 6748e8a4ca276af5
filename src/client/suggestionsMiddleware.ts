// Between the editor's question for ghost text and the server. Silent on any failure: a provider that throws shows the
// user an error per key.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { CountedSuggestions } from './countedSuggestions';
import { editorSilence, isDiffTab, type EditorPlace, type EditorSilence } from './editorSilence';

/**
 * @param silenced is told why the server was not asked, or undefined when it was.
 * @param suggested is called with every suggestion that goes to the editor.
 * @param isWriting whether "Continue Writing" is at work.
 */
export function suggestionsMiddleware(silenced: (silence: EditorSilence | undefined) => void, isWriting: () => boolean, suggestions: CountedSuggestions, suggested: () => void): Middleware {
  return {
    provideInlineCompletionItems: async (document, position, context, token, next) => {
      const reason = editorSilence({ ...placeOf(document), isWriting: isWriting() });
      silenced(reason && { uri: document.uri.toString(), reason });
      if (reason) {
        suggestions.withdrawn(document);
        return null;
      }
      try {
        const counted = suggestions.asked(document, position, context, token);
        const answer = counted(await next(document, position, context, token));
        if (hasItems(answer)) suggested();
        return answer;
      } catch {
        // Cancelled by the next key, or logged by the library.
        return null;
      }
    },
  };
}

function hasItems(answer: vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined): boolean {
  return (Array.isArray(answer) ? answer : (answer?.items ?? [])).length > 0;
}

function placeOf(document: vscode.TextDocument): Omit<EditorPlace, 'isWriting'> {
  const editor = vscode.window.activeTextEditor;
  const selections = editor?.document === document ? editor.selections : [];
  return {
    cursors: selections.length,
    isTextSelected: selections.some(({ isEmpty }) => !isEmpty),
    isInDiff: isInDiff(),
  };
}

function isInDiff(): boolean {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab !== undefined && isDiffTab(tab.input, [vscode.TabInputText, vscode.TabInputNotebook, vscode.TabInputCustom]);
}
