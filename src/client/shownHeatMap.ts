// The surprisal heat map while it is on: words of the lines that are seen, in every editor, on a background that says how
// surprising they are; under the mouse, which words the network expected instead. It asks the server when lines come into
// sight, a document changed or the server has news, and not otherwise.
import * as vscode from 'vscode';
import type { Sentence } from '../model/userError';
import { AlternativesRequest, SurprisalRequest, type SurprisalMap, type WordAlternatives, type WordSurprisal } from '../server/protocol';
import { heatColours } from './commandNames';
import { DOCUMENT_SCHEMES } from './documentSchemes';
import type { Figures } from './figures';
import { byHeat, type Heat } from './heat';
import type { LanguageServer } from './languageServer';
import { inform, say, translate } from './messages';
import { plainLines } from './plainLines';
import { causeOf } from './sentenceText';
import type { SurprisalChoice } from './surprisalChoice';
import { surprisalText } from './surprisalText';

/** Colours that change with every key or line of scrolling only flicker. */
const REFRESH_AFTER_MS = 150;

/** What was asked for an editor last, and whether the answer is still on its way. */
interface Question {
  readonly cancellation: vscode.CancellationTokenSource;
  /** Document, version and lines. */
  readonly about: string;
  isOpen: boolean;
}

export class ShownHeatMap implements vscode.Disposable {
  private readonly types = heatColours.map(colouredBackground);
  private readonly questions = new Map<vscode.TextEditor, Question>();
  /** Files and causes that the user was told. */
  private readonly told = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: LanguageServer,
    private readonly choice: SurprisalChoice,
    private readonly figures: Figures,
  ) {
    const selector = DOCUMENT_SCHEMES.map((scheme) => ({ scheme }));
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.refreshSoon()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => isMapped(textEditor.document) && this.refreshSoon()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => isMapped(document) && this.refreshSoon()),
      choice.onDidChange(() => this.refreshSoon()),
      server.onStatus(() => this.refreshSoon()),
      server.onDidChangeState(() => this.refreshSoon()),
      vscode.languages.registerHoverProvider(selector, { provideHover: (document, position, token) => this.hover(document, position, token) }),
    ];
    if (!vscode.window.visibleTextEditors.some(({ document }) => isMapped(document))) inform(translate('The words of the documents that you open are coloured by their surprisal.'));
    this.refresh();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const { cancellation } of this.questions.values()) cancellation.cancel();
    for (const disposable of [...this.subscriptions, ...this.types]) disposable.dispose();
  }

  private refreshSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.refresh();
    }, REFRESH_AFTER_MS);
  }

  private refresh(): void {
    const editors = vscode.window.visibleTextEditors.filter(({ document }) => isMapped(document));
    for (const [editor, { cancellation }] of this.questions) {
      if (editors.includes(editor)) continue;
      cancellation.cancel();
      this.questions.delete(editor);
    }
    for (const editor of editors) void this.ask(editor);
  }

  /** Asks for the words in sight, unless the answer to just that is on its way. */
  private async ask(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const uri = document.uri.toString();
    // A line that is seen in part is not in the editor's ranges.
    const ranges = editor.visibleRanges.map(({ start, end }) => ({ first: Math.max(0, start.line - 1), last: end.line + 1 }));
    const { source } = this.choice;
    const about = JSON.stringify([uri, document.version, ranges, source]);
    const last = this.questions.get(editor);
    if (last?.isOpen && last.about === about) return;
    last?.cancellation.cancel();
    const question: Question = { cancellation: new vscode.CancellationTokenSource(), about, isOpen: true };
    this.questions.set(editor, question);
    const { token } = question.cancellation;
    const map = await this.server.request<SurprisalMap>(SurprisalRequest, { uri, ranges, source }, token).catch(() => undefined);
    question.isOpen = false;
    // Without an answer the server ended, and the next one tells its state. What changed meanwhile is asked about again.
    if (map && !token.isCancellationRequested && map.version === document.version) this.show(editor, map);
  }

  private show(editor: vscode.TextEditor, { words, silence }: SurprisalMap): void {
    const steps = byHeat(words);
    this.types.forEach((type, step) => editor.setDecorations(type, steps[step as Heat].map(rangeOf)));
    if (silence) this.tellOnce(editor.document.uri.toString(), silence);
  }

  /** Once per file and cause: the sentence holds figures that change with every key. */
  private tellOnce(uri: string, silence: Sentence): void {
    const reason = uri + causeOf(silence);
    if (this.told.has(reason)) return;
    this.told.add(reason);
    inform(translate('There is no heat map here. {0}', say(silence)));
  }

  private async hover(document: vscode.TextDocument, { line, character }: vscode.Position, token: vscode.CancellationToken): Promise<vscode.Hover | undefined> {
    const { version } = document;
    const place = { uri: document.uri.toString(), line, character, source: this.choice.source };
    const word = await this.server.request<WordAlternatives | null>(AlternativesRequest, place, token).catch(() => null);
    if (!word || document.version !== version) return undefined;
    return new vscode.Hover(plainLines(surprisalText(word, translate, this.figures)), rangeOf(word));
  }
}

function isMapped({ uri }: vscode.TextDocument): boolean {
  return DOCUMENT_SCHEMES.includes(uri.scheme);
}

function rangeOf({ line, start, end }: WordSurprisal): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

function colouredBackground(colour: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(colour),
    borderRadius: '2px',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
