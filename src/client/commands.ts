// The commands that package.json contributes. All are the client's own: those of a server would vanish with it.
import * as vscode from 'vscode';
import { commands } from './commandNames';
import type { ContinueWriting } from './continueWriting';
import type { EditorState } from './editorState';
import type { HeatMap } from './heatMap';
import type { LanguageServer } from './languageServer';
import { deleteLearned, useBundledModel } from './learnedModels';
import { showMenu } from './menu';
import type { PerplexityView } from './perplexityView';
import type { ReportView } from './reportView';
import type { StatisticsView } from './statisticsView';
import type { SurprisalChoice } from './surprisalChoice';
import type { WorkspaceTraining } from './training';

export interface Actors {
  readonly server: LanguageServer;
  readonly editor: EditorState;
  readonly training: WorkspaceTraining;
  readonly view: PerplexityView;
  readonly heatMap: HeatMap;
  readonly surprisal: SurprisalChoice;
  readonly writer: ContinueWriting;
  readonly report: ReportView;
  readonly statistics: StatisticsView;
}

export function registerCommands({ server, editor, training, view, heatMap, surprisal, writer, report, statistics }: Actors): vscode.Disposable {
  const handlers: Record<(typeof commands)[keyof typeof commands], () => unknown> = {
    [commands.trainOnWorkspace]: () => training.start(),
    [commands.showPerplexity]: () => view.show(),
    [commands.toggleHeatMap]: () => heatMap.toggle(),
    [commands.surprisalWithMemory]: () => surprisal.choose('memory'),
    [commands.surprisalOfNetwork]: () => surprisal.choose('network'),
    [commands.continueWriting]: () => writer.start(),
    [commands.showReport]: () => report.show(),
    [commands.showStatistics]: () => statistics.show(),
    [commands.clearStatistics]: () => statistics.clear(),
    [commands.pause]: () => editor.setPaused(true),
    [commands.resume]: () => editor.setPaused(false),
    [commands.useBundledModel]: () => useBundledModel(server),
    [commands.deleteLearned]: () => deleteLearned(server).then(() => report.refreshSoon()),
    [commands.restart]: () => server.restart(),
    [commands.showMenu]: () => showMenu(server, editor, training.isRunning),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([name, handler]) => vscode.commands.registerCommand(name, handler)));
}
