// Ghost text of the bundled model at a cursor, with other files of a project beside: the server's own code without an editor.
import { join } from 'node:path';
import type { Tokenizer } from '../../src/prediction/languageModel';
import { documentTokens } from '../../src/prediction/documentTokens';
import { IndexedSource } from '../../src/prediction/memory/followers';
import { TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { loadTokenizer } from '../../src/model/tokenizerFile';
import { ServerPredictor } from '../../src/replay/serverPredictor';

const BUNDLED = join('models', 'base');
/** Nothing else is typed for so long. */
const LEISURE_MS = 5000;

/** Files beside the typed one: texts by their names. */
export interface Beside {
  readonly open?: Readonly<Record<string, string>>;
  readonly saved?: Readonly<Record<string, string>>;
}

export class GhostTexts {
  private constructor(private readonly predictor: ServerPredictor, private readonly tokenizer: Tokenizer) {}

  static async ofBundledModel(): Promise<GhostTexts> {
    return new GhostTexts(await ServerPredictor.ofPackage(BUNDLED), loadTokenizer(BUNDLED));
  }

  /** Text that stands behind the cursor, which is written as █; empty if there is none. */
  async at(text: string, languageId: string, { open = {}, saved = {} }: Beside = {}): Promise<string> {
    const [before, after] = text.split('█');
    const files = Object.entries(open).map(([name, content]) => ({ name, languageId, text: content }));
    this.predictor.surround({ open: files, workspace: Object.keys(saved).length === 0 ? [] : [this.sourceOf(Object.values(saved))] });
    await this.predictor.open({ name: 'typed', languageId, text: before + after });
    const lines = before.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)!.length };
    // The server indexes a bounded number of documents with each request; each is asked without an answer to type along.
    for (let i = 0; i < files.length; i++) await this.askAnew(position);
    return this.askAnew(position);
  }

  dispose(): Promise<void> {
    return this.predictor.dispose();
  }

  private async askAnew(position: { line: number; character: number }): Promise<string> {
    this.predictor.forgetAnswer();
    return (await this.predictor.ghostText(position, undefined, LEISURE_MS)).text;
  }

  private sourceOf(texts: readonly string[]): IndexedSource {
    const tokens = texts.flatMap((text) => [...documentTokens(this.tokenizer, text)]);
    return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), this.tokenizer.startToken));
  }
}
