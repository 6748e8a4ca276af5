// A predictor that says what a test tells it to, by the line left of the cursor, and keeps the document as it was told.
import { LineText, type Position, type TextRange } from '../../src/prediction/lineText';
import type { GhostText, OpenedText, Predictor, SelectedEntry } from '../../src/replay/predictor';

export class ScriptedPredictor implements Predictor {
  document = new LineText('');
  /** How often ghost text was asked for. */
  asked = 0;
  rests = 0;
  /** By the typist's clock: of every key, and until the next one at every request. */
  readonly keysMs: number[] = [];
  readonly gapsMs: number[] = [];

  /** @param ghostAfter the line left of the cursor -> ghost text. @param waitedMs before every answer. */
  constructor(private readonly ghostAfter: (line: string, position: Position, selected: SelectedEntry | undefined) => string = () => '', private readonly waitedMs = 0) {}

  async open({ text }: OpenedText): Promise<void> {
    this.document = new LineText(text);
  }

  edit(range: TextRange, text: string, keyMs: number): void {
    this.keysMs.push(keyMs);
    this.document.replace(range, text);
  }

  async ghostText(position: Position, selected: SelectedEntry | undefined, gapMs: number): Promise<GhostText> {
    this.asked++;
    this.gapsMs.push(gapMs);
    return { text: this.ghostAfter(this.document.line(position.line).slice(0, position.character), position, selected), waitedMs: this.waitedMs };
  }

  async rest(): Promise<void> {
    this.rests++;
  }
}
