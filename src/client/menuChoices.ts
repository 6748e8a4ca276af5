// Choices of the menu behind the status bar item: only those that apply now. Pure.
import type { LearnedState } from '../server/protocol';
import { commands, extensionId, walkthroughId } from './commandNames';
import type { Translate } from './translate';

export interface Choice {
  /** With an icon, as `$(name)`. */
  readonly label: string;
  readonly command: string;
  readonly argument?: string;
}

/** What the editor and the server say of themselves. */
export interface MenuSituation {
  /** Whether the language server answers. */
  readonly isServing: boolean;
  /** Whether Elman is switched on in the settings. */
  readonly isEnabled: boolean;
  readonly isPaused: boolean;
  readonly isTraining: boolean;
  readonly isTrusted: boolean;
  readonly hasFolder: boolean;
  /** Whether the document in focus is one that Elman works in. */
  readonly hasDocument: boolean;
  /** Undefined where the server did not say. */
  readonly learned: LearnedState | undefined;
}

export function menuChoices(situation: MenuSituation, translate: Translate): Choice[] {
  const { isServing, isEnabled, isPaused, learned } = situation;
  return [
    ...(isServing && isEnabled && situation.hasDocument ? documentChoices(translate) : []),
    ...(isEnabled ? [isPaused ? resume(translate) : pause(translate)] : []),
    ...(isServing ? trainingChoices(situation, translate) : []),
    { label: `$(dashboard) ${translate('Show My Statistics')}`, command: commands.showStatistics },
    ...(isServing && learned ? learnedChoices(learned, translate) : []),
    { label: `$(book) ${translate('Show Walkthrough')}`, command: 'workbench.action.openWalkthrough', argument: walkthroughId },
    { label: `$(settings-gear) ${translate('Settings')}`, command: 'workbench.action.openSettings', argument: `@ext:${extensionId}` },
    { label: `$(refresh) ${translate('Restart Language Server')}`, command: commands.restart },
  ];
}

function documentChoices(translate: Translate): Choice[] {
  return [
    { label: `$(graph) ${translate('Show Document Perplexity')}`, command: commands.showPerplexity },
    { label: `$(symbol-color) ${translate('Toggle Surprisal Heat Map')}`, command: commands.toggleHeatMap },
    { label: `$(edit) ${translate('Continue Writing')}`, command: commands.continueWriting },
  ];
}

function pause(translate: Translate): Choice {
  return { label: `$(debug-pause) ${translate('Pause Suggestions')}`, command: commands.pause };
}

function resume(translate: Translate): Choice {
  return { label: `$(debug-continue) ${translate('Resume Suggestions')}`, command: commands.resume };
}

function trainingChoices({ isTraining, isTrusted, hasFolder, learned }: MenuSituation, translate: Translate): Choice[] {
  const train = { label: `$(mortar-board) ${learned?.earlier ? translate('Train on Workspace Again') : translate('Train on Workspace')}`, command: commands.trainOnWorkspace };
  const trust = { label: `$(shield) ${translate('Trust This Workspace to Train on It')}`, command: 'workbench.trust.manage' };
  const report = { label: `$(graph-line) ${translate('Show Training Report')}`, command: commands.showReport };
  return [...(isTraining || !hasFolder ? [] : [isTrusted ? train : trust]), ...(isTraining || learned?.hasReport ? [report] : [])];
}

function learnedChoices({ earlier, hasData }: LearnedState, translate: Translate): Choice[] {
  return [
    ...(earlier?.isInUse ? [{ label: `$(discard) ${translate('Use the Bundled Model')}`, command: commands.useBundledModel }] : []),
    ...(hasData ? [{ label: `$(trash) ${translate('Delete Learned Data')}`, command: commands.deleteLearned }] : []),
  ];
}
