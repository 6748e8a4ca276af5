// The code that serves the editor, with some model, without an editor: its documents, rules and defaults of the settings,
// what was suggested last and is typed along, its readings and its search. Only time is not its own: reading in the
// background comes when it is told that the keys rest or have come for a while, and goes on until it is done.
import { CancellationTokenSource, InlineCompletionTriggerKind, type CancellationToken, type InitializeParams } from 'vscode-languageserver/node';
import { readMemory } from '../model/memoryFile';
import { CharacterClass, classOfLastCharacter } from '../prediction/characterClass';
import { readOn } from '../prediction/continuations';
import type { LanguageModel, Tokenizer } from '../prediction/languageModel';
import type { Eagerness } from '../prediction/eagerness';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import type { MixturePart } from '../prediction/memory/mixtureWeights';
import type { Position, TextRange } from '../prediction/lineText';
import { StepMemory } from '../prediction/stepMemory';
import { createVocabulary } from '../prediction/vocabulary';
import { searchWords, type WordSearchOptions } from '../prediction/wordSearch';
import { createAnswering, type Answering } from '../server/answering';
import { countedModel, type NetworkWork } from '../server/countedModel';
import { editorState } from '../server/editorState';
import { ElmanDocument } from '../server/elmanDocument';
import { LiveModels, type ModelsInUse } from '../server/liveModels';
import { Scheduler } from '../server/scheduler';
import type { GhostText, OpenedText, Predictor, SelectedEntry } from './predictor';
import { SimulatedClock } from './simulatedClock';

/** What is remembered beside the network. */
interface RememberedParts {
  readonly workspace?: readonly FollowerSource[];
  /** All of them if missing. */
  readonly parts?: readonly MixturePart[];
}

/** How a package is put to use. */
export interface PackageUse {
  readonly parts?: readonly MixturePart[];
  /** What a training on the workspace left. */
  readonly memoryFile?: string;
  /** The setting; the default if missing. */
  readonly eagerness?: Eagerness;
}

/** Text beside the typed document. */
export interface Surrounded {
  /** Other open documents, in the order in which they were opened. */
  readonly open: readonly OpenedText[];
  /** Files that the workspace remembers. */
  readonly workspace: readonly FollowerSource[];
}

/** Tokens that are read in the background in one go: nobody waits meanwhile. */
const SLICE_TOKENS = 512;

export class ServerPredictor implements Predictor {
  private readonly state = editorState({} as InitializeParams);
  private readonly clock = new SimulatedClock();
  private readonly answering: Answering;
  private document: ElmanDocument | undefined;
  /** Other documents that are open. */
  private others: readonly ElmanDocument[] = [];
  private workspace: readonly FollowerSource[];
  private opened = 0;

  private constructor(
    private readonly models: ModelsInUse,
    private readonly scheduler: Scheduler,
    work: NetworkWork,
    memory: RememberedParts,
    readonly dispose: () => Promise<void>,
  ) {
    const documents = { get: (uri: string) => (this.document?.uri === uri ? this.document : undefined), all: () => (this.document ? [...this.others, this.document] : this.others) };
    const parts = memory.parts && new Set(memory.parts);
    this.workspace = memory.workspace ?? [];
    this.answering = createAnswering({ documents, state: this.state, models, scheduler, work, workspace: () => this.workspace, clock: this.clock, ...(parts && { parts }) });
  }

  /** With the model of a package. @throws UserError if it cannot be opened. */
  static async ofPackage(folder: string, { parts, memoryFile, eagerness }: PackageUse = {}): Promise<ServerPredictor> {
    const { scheduler, work } = surroundings();
    const models = new LiveModels(folder, undefined, scheduler, work, () => undefined);
    await models.load(false);
    const { manifest, tokenizer } = models.current!.opened;
    const workspace = memoryFile === undefined ? [] : [new IndexedSource(readMemory(memoryFile, manifest.vocabularyFingerprint, tokenizer.size))];
    const predictor = new ServerPredictor(models, scheduler, work, { workspace, ...(parts && { parts }) }, async () => models.current?.opened.dispose());
    if (eagerness) predictor.state.settings = { ...predictor.state.settings, eagerness };
    return predictor;
  }

  /** With any language model, as it is: without a memory beside it. */
  static ofModel(model: LanguageModel, tokenizer: Tokenizer): ServerPredictor {
    const { scheduler, work } = surroundings();
    const current = { model: new StepMemory(countedModel(model, work)), opened: { tokenizer }, vocabulary: createVocabulary(tokenizer), trainedFiles: new Set<string>() };
    return new ServerPredictor({ current, openBundled: async () => current }, scheduler, work, { parts: [] }, async () => undefined);
  }

  async open({ name, languageId, text }: OpenedText): Promise<void> {
    // Not the file itself: it may lie where git ignores it, and a model may be told that it knows it.
    this.document = new ElmanDocument(`untitled:${this.opened++}/${encodeURI(name)}`, languageId, 1, text);
    this.state.focus = this.document.uri;
    this.answering.completions.forget();
    this.models.current?.model.forget();
    await this.rest();
  }

  /** Replaces the other open documents and the remembered files of the workspace. */
  surround({ open, workspace }: Surrounded): void {
    this.others = open.map(({ name, languageId, text }) => new ElmanDocument(`untitled:beside/${encodeURI(name)}`, languageId, 1, text));
    this.workspace = workspace;
    this.forgetAnswer();
  }

  /** Forgets the last suggestion, so that the next request searches. */
  forgetAnswer(): void {
    this.answering.completions.forget();
  }

  edit(range: TextRange, text: string, keyMs: number): void {
    const document = this.document!;
    this.clock.set(keyMs);
    document.update([{ range, text }], document.version + 1, keyMs);
  }

  async ghostText(position: Position, selected: SelectedEntry | undefined, gapMs: number): Promise<GhostText> {
    const fromMs = this.clock.nowMs();
    const cancellation = new CancellationTokenSource();
    this.clock.keyAfter(gapMs, () => cancellation.cancel());
    const text = await this.answer(position, selected, cancellation.token);
    return { text, waitedMs: this.clock.nowMs() - fromMs };
  }

  private async answer(position: Position, selected: SelectedEntry | undefined, token: CancellationToken): Promise<string> {
    const document = this.document!;
    const context = { triggerKind: InlineCompletionTriggerKind.Automatic, ...(selected && { selectedCompletionInfo: selected }) };
    const answer = await this.answering.completions.answer({ textDocument: { uri: document.uri }, position, context }, token);
    const item = answer?.items[0];
    if (!item?.range || typeof item.insertText !== 'string') return '';
    const before = document.text.line(position.line).slice(item.range.start.character, position.character);
    // The editor draws as ghost text only what goes on from what stands there.
    return item.insertText.startsWith(before) ? item.insertText.slice(before.length) : '';
  }

  async rest(): Promise<void> {
    while ((await this.scheduler.request(() => this.answering.readings.slice(SLICE_TOKENS))) === 0);
  }

  async nextWords(position: Position, count: number): Promise<readonly string[]> {
    const { current } = this.models;
    const track = this.answering.readings.trackOf(this.document!);
    const place = current && (await track?.distributionAt(position.line, position.character));
    if (!current || !place) return [];
    const { vocabulary, opened: { tokenizer } } = current;
    const { model, distribution } = this.answering.memory.begin(current.model, tokenizer, this.document!, place);
    const line = this.document!.text.line(position.line).slice(0, position.character);
    const ended = classOfLastCharacter(line);
    // Behind blanks the search begins before the last of them, which is part of the next word's first token. Behind a word
    // it begins where that has ended: its last piece is read as it stands.
    const tokens = ended === 0 || ended === CharacterClass.Blank ? [] : tokenizer.encodeLine(place.typed);
    const root: WordSearchOptions = tokens.length === 0 ? { distribution, typed: place.typed, beyond: true } : { distribution: (await readOn(model, distribution, tokens)).distribution, typed: '', ended };
    const { candidates } = await searchWords(model, tokenizer, vocabulary, { ...root, count });
    const kept = tokens.length === 0 ? place.typed.length : 0;
    return candidates.map(({ text }) => text.slice(kept));
  }
}

function surroundings(): { scheduler: Scheduler; work: NetworkWork } {
  const failed = (error: unknown): never => {
    throw error;
  };
  return { scheduler: new Scheduler(async () => Infinity, failed), work: { runs: 0, steps: 0 } };
}
