// Where suggestions and keys are counted in the editor: at the answers that it is given, at the changes of documents, and
// at the command that it runs when a suggestion was inserted. Nothing is asked of the editor that costs.
import * as vscode from 'vscode';
import { SuggestionCounter } from '../statistics/suggestionCounter';
import { statisticsSetting, suggestionAccepted } from './commandNames';
import { DOCUMENT_SCHEMES } from './documentSchemes';
import { section } from './settings';
import type { StatisticsKeeper } from './statisticsKeeper';

type Answer = vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined;
/** An item as the server sends it. */
type PlacedItem = vscode.InlineCompletionItem & { insertText: string; range: vscode.Range };

export class CountedSuggestions implements vscode.Disposable {
  private readonly counter: SuggestionCounter;
  private readonly subscriptions: vscode.Disposable[];
  isCounting = readSetting();

  constructor(private readonly keeper: StatisticsKeeper) {
    this.counter = new SuggestionCounter((language, counts) => keeper.count(language, counts));
    this.subscriptions = [
      vscode.commands.registerCommand(suggestionAccepted, (id: number, text: string) => this.isCounting && this.counter.accepted(id, text)),
      vscode.workspace.onDidChangeTextDocument((change) => this.isCounting && this.changed(change)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(`${section}.${statisticsSetting}`)) return;
        this.isCounting = readSetting();
        if (!this.isCounting) this.counter.forget();
      }),
    ];
  }

  /** The editor asks for a suggestion. @returns what its answer must go through. */
  asked(document: vscode.TextDocument, position: vscode.Position, context: vscode.InlineCompletionContext, token: vscode.CancellationToken): (answer: Answer) => Answer {
    if (!this.isCounting) return (answer) => answer;
    const question = { uri: document.uri.toString(), selected: context.selectedCompletionInfo?.text };
    const { version } = document;
    this.counter.asked(question);
    return (answer) => {
      // The editor throws such an answer away.
      if (token.isCancellationRequested || document.version !== version) return answer;
      const items = (Array.isArray(answer) ? answer : (answer?.items ?? [])).filter(isPlaced);
      if (items.length === 0) this.counter.withdrawn(question.uri);
      else this.shown(items, document, position, question);
      return answer;
    };
  }

  /** Nothing is suggested there. */
  withdrawn(document: vscode.TextDocument): void {
    this.counter.withdrawn(document.uri.toString());
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Counts, and has the editor tell when one of the items was inserted. */
  private shown(items: readonly PlacedItem[], document: vscode.TextDocument, position: vscode.Position, question: { uri: string; selected: string | undefined }): void {
    const { line, character: start } = items[0].range.start;
    const text = document.lineAt(line).text;
    const id = this.counter.shown({
      ...question,
      language: document.languageId,
      line,
      start,
      before: text.slice(0, start),
      typed: text.slice(start, position.character),
      texts: items.map(({ insertText }) => insertText),
    });
    for (const item of items) item.command = { command: suggestionAccepted, title: '', arguments: [id, item.insertText] };
  }

  private changed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !DOCUMENT_SCHEMES.includes(document.uri.scheme)) return;
    const changes = contentChanges.map(({ range: { start, end }, text }) => ({ startLine: start.line, startCharacter: start.character, endLine: end.line, endCharacter: end.character, text }));
    this.counter.changed(document.uri.toString(), changes, reason !== undefined);
    if (reason === undefined && isKey(contentChanges) && document === vscode.window.activeTextEditor?.document) this.keeper.key();
  }
}

function readSetting(): boolean {
  return vscode.workspace.getConfiguration(section).get(statisticsSetting) !== false;
}

function isPlaced(item: vscode.InlineCompletionItem): item is PlacedItem {
  return typeof item.insertText === 'string' && item.range !== undefined;
}

/** Whether one character was typed, or changed while an input method composes it. */
function isKey([change, ...others]: readonly vscode.TextDocumentContentChangeEvent[]): boolean {
  return others.length === 0 && change.rangeLength <= 1 && [...change.text].length === 1;
}
