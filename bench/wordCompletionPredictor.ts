// The editor's own word completion as if its first entry were ghost text: one key takes it.
import { LineText, type Position, type TextRange } from '../src/prediction/lineText';
import type { GhostText, OpenedText, Predictor } from '../src/replay/predictor';
import { selectedWord } from '../src/replay/wordCompletion';

export class WordCompletionPredictor implements Predictor {
  private text = new LineText('');
  private languageId = '';

  constructor(private readonly localityBonus: boolean) {}

  async open({ languageId, text }: OpenedText): Promise<void> {
    this.languageId = languageId;
    this.text = new LineText(text);
  }

  edit(range: TextRange, text: string): void {
    this.text.replace(range, text);
  }

  async ghostText(position: Position): Promise<GhostText> {
    const entry = selectedWord(this.text.toString(), position, { languageId: this.languageId, localityBonus: this.localityBonus });
    return { text: entry?.text.slice(position.character - entry.range.start.character) ?? '', waitedMs: 0 };
  }

  async rest(): Promise<void> {}
}
