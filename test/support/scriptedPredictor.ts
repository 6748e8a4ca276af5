// A predictor that says what a test tells it to, by the line left of the cursor, and keeps the document as it was told.
import { LineText, type Position, type TextRange } from '../../src/prediction/lineText';
import type { OpenedText, Predictor, SelectedEntry } from '../../src/replay/predictor';

export class ScriptedPredictor implements Predictor {
  document = new LineText('');
  /** How often ghost text was asked for. */
  asked = 0;
  rests = 0;

  /** @param ghostAfter the line left of the cursor -> ghost text. */
  constructor(private readonly ghostAfter: (line: string, position: Position, selected: SelectedEntry | undefined) => string = () => '') {}

  async open({ text }: OpenedText): Promise<void> {
    this.document = new LineText(text);
  }

  edit(range: TextRange, text: string): void {
    this.document.replace(range, text);
  }

  async ghostText(position: Position, selected: SelectedEntry | undefined): Promise<string> {
    this.asked++;
    return this.ghostAfter(this.document.line(position.line).slice(0, position.character), position, selected);
  }

  async rest(): Promise<void> {
    this.rests++;
  }
}
