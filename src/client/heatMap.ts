// "Toggle Surprisal Heat Map": off until asked for, and off again with the window.
import type * as vscode from 'vscode';
import type { Figures } from './figures';
import type { LanguageServer } from './languageServer';
import { ShownHeatMap } from './shownHeatMap';
import type { SurprisalChoice } from './surprisalChoice';

export class HeatMap implements vscode.Disposable {
  /** While it is off there is nothing that could listen or ask. */
  private shown: ShownHeatMap | undefined;

  constructor(
    private readonly server: LanguageServer,
    private readonly choice: SurprisalChoice,
    private readonly figures: Figures,
  ) {}

  toggle(): void {
    if (this.shown) this.dispose();
    else this.shown = new ShownHeatMap(this.server, this.choice, this.figures);
  }

  dispose(): void {
    this.shown?.dispose();
    this.shown = undefined;
  }
}
