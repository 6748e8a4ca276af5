// The client's composition root: makes the parts, connects them, starts the server without waiting for it. Nothing
// native is loaded in this process.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from './client/commands';
import { ContinueWriting } from './client/continueWriting';
import { CountedSuggestions } from './client/countedSuggestions';
import { rememberDismissals } from './client/dismissal';
import { EditorState } from './client/editorState';
import { sayFailures } from './client/failureNotices';
import { Figures } from './client/figures';
import { HeatMap } from './client/heatMap';
import { LanguageServer } from './client/languageServer';
import { translate } from './client/messages';
import { PerplexityView } from './client/perplexityView';
import { ReportView } from './client/reportView';
import { StatisticsKeeper } from './client/statisticsKeeper';
import { StatisticsView } from './client/statisticsView';
import { StatusBar } from './client/statusBar';
import { suggestionsMiddleware } from './client/suggestionsMiddleware';
import { SurprisalChoice } from './client/surprisalChoice';
import { WorkspaceTraining } from './client/training';
import { Walkthrough } from './client/walkthrough';
import { StatisticsFile } from './statistics/statisticsFile';

let server: LanguageServer | undefined;
let keeper: StatisticsKeeper | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const figures = new Figures(vscode.env.language, translate);
  keeper = new StatisticsKeeper(new StatisticsFile(join(context.globalStorageUri.fsPath, 'statistics.json')), () => statistics.refreshSoon());
  const walkthrough = new Walkthrough(context.globalState);
  const counted = new CountedSuggestions(keeper);
  const statistics = new StatisticsView(context, keeper, () => counted.isCounting, figures);
  server = new LanguageServer(context, suggestionsMiddleware((silence) => statusBar.setEditorSilence(silence), () => writer.isWriting, counted, () => walkthrough.suggested()));
  const statusBar = new StatusBar(server, figures);
  const editor = new EditorState(server);
  const surprisal = new SurprisalChoice();
  const view = new PerplexityView(server, editor, surprisal, figures);
  const heatMap = new HeatMap(server, surprisal, figures);
  const writer = new ContinueWriting(server);
  const training = new WorkspaceTraining(server, figures);
  const report = new ReportView(context, server, () => training.isRunning);
  const actors = { server, editor, training, view, heatMap, surprisal, writer, report, statistics };
  context.subscriptions.push(server, counted, statusBar, editor, surprisal, view, heatMap, writer, report, statistics, sayFailures(server, context), rememberDismissals(server), registerCommands(actors));
  server.start();
  void walkthrough.openOnFirstStart();
}

export function deactivate(): Promise<void> | undefined {
  keeper?.close();
  return server?.stop();
}
