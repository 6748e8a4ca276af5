// Which open documents the network reads, and how far. The focused document is read to its end in slices; others only
// where somebody asks. A document that must not be read has no track, so nothing else needs to check.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { Sentence } from '../model/userError';
import { DocumentTrack } from '../prediction/documentTrack';
import type { NetworkWork } from './countedModel';
import { pathOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { isTrainedOn, type ModelsInUse, type UsableModel } from './liveModels';
import type { LineRanges } from './protocol';
import { ReadingSpeed } from './readingSpeed';
import type { Silence } from './silence';

const TOO_LARGE = 'This document has {0} characters. Perplexity is computed up to {1}; the limit is a setting.';

/** The lines below a change hardly differ for it; they are read again once the keys rest this long. */
export const SETTLED_MS = 1000;

export class Readings {
  readonly speed = new ReadingSpeed();
  /** Documents whose figures somebody waits for. */
  private readonly asked = new Set<ElmanDocument>();
  /** Told after every slice. */
  private readonly watching = new Set<() => void>();

  constructor(
    private readonly documentOf: (uri: string) => ElmanDocument | undefined,
    private readonly state: EditorState,
    private readonly models: ModelsInUse,
    private readonly silence: Silence,
    private readonly work: NetworkWork,
  ) {}

  /** The live model's reading of a document, begun if need be; undefined where it must not read or is not loaded. */
  trackOf(document: ElmanDocument): DocumentTrack | undefined {
    const { current } = this.models;
    if (!current || this.silence.ofDocument(document)) {
      document.forgetTracks();
      return undefined;
    }
    document.track ??= begin(document, current);
    return document.track;
  }

  /** As `trackOf`, but undefined for documents that are too large to be read to their end. */
  measuredTrackOf(document: ElmanDocument): DocumentTrack | undefined {
    return document.text.length <= this.state.settings.maximumDocumentCharacters ? this.trackOf(document) : undefined;
  }

  /** Why a document is not read to its end; undefined if it is, or will be once a model is loaded. */
  whyUnmeasured(document: ElmanDocument): Sentence | undefined {
    const { maximumDocumentCharacters: limit } = this.state.settings;
    const { length } = document.text;
    return this.silence.ofDocument(document) ?? (length > limit ? { template: TOO_LARGE, values: [length, limit] } : undefined);
  }

  /** Resolves when a document is read to its end, nobody waits any more, or patience is at its end. */
  async whenRead(document: ElmanDocument, patienceMs: number, token: CancellationToken): Promise<void> {
    if (document.track?.complete || token.isCancellationRequested) return;
    this.asked.add(document);
    await this.until(() => document.track?.complete === true, token, patienceMs);
  }

  /**
   * Resolves when lines of a document are scored as they stand, its track is given up, or nobody waits any more. The
   * document in focus is read anyway, at its own pace.
   */
  async whenScored(document: ElmanDocument, ranges: LineRanges['ranges'], token: CancellationToken): Promise<void> {
    const { track } = document;
    const isScored = () => document.track !== track || !track || ranges.every(({ first, last }) => track.isScored(first, last));
    if (isScored()) return;
    if (document !== this.focused()) this.asked.add(document);
    await this.until(isScored, token);
  }

  /** Looks after every slice whether something holds. @param patienceMs how long; for ever unless told. */
  private async until(holds: () => boolean, token: CancellationToken, patienceMs?: number): Promise<void> {
    if (token.isCancellationRequested) return;
    await new Promise<void>((resolve) => {
      const look = () => void (holds() && end());
      const timer = patienceMs === undefined ? undefined : setTimeout(() => end(), patienceMs);
      const cancelling = token.onCancellationRequested(() => end());
      this.watching.add(look);
      const end = () => {
        clearTimeout(timer);
        cancelling.dispose();
        this.watching.delete(look);
        resolve();
      };
    });
  }

  /** Nothing of this document is read any more unless it is opened again. */
  forget(document: ElmanDocument): void {
    this.asked.delete(document);
  }

  /** Reads on for up to `tokens` tokens where it matters most. @returns milliseconds until there is more to read. */
  async slice(tokens: number): Promise<number> {
    const rest = await this.readFirst(tokens);
    for (const look of this.watching) look();
    return rest;
  }

  private async readFirst(tokens: number): Promise<number> {
    const focused = this.focused();
    const track = focused && this.measuredTrackOf(focused);
    if (track && (await this.advance(track, tokens, 'changes'))) return 0;
    if (await this.readAsked(tokens)) return 0;
    if (!focused || !track) return Infinity;
    const comparison = await this.comparisonOf(focused);
    if (comparison && (await this.advance(comparison, tokens, 'changes'))) return 0;
    if (track.complete && (comparison?.complete ?? true)) return Infinity;
    const rest = focused.changedMs + SETTLED_MS - performance.now();
    if (rest > 0) return rest;
    await this.advance(track.complete && comparison ? comparison : track, tokens, 'everything');
    return 0;
  }

  /** @returns whether anything was read. */
  private async readAsked(tokens: number): Promise<boolean> {
    for (const document of this.asked) {
      const track = this.measuredTrackOf(document);
      if (track && (await this.advance(track, tokens, 'everything'))) return true;
      this.asked.delete(document);
    }
    return false;
  }

  /** @returns whether anything was read. */
  private async advance(track: DocumentTrack, tokens: number, depth: 'changes' | 'everything'): Promise<boolean> {
    const start = performance.now();
    const { steps } = this.work;
    const more = await track.advance(tokens, depth);
    const read = this.work.steps - steps;
    this.speed.add(read, performance.now() - start);
    return more || read > 0;
  }

  private focused(): ElmanDocument | undefined {
    return this.state.focus === null ? undefined : this.documentOf(this.state.focus);
  }

  /** The bundled model's reading, where the live one knows this very file from its training. */
  private async comparisonOf(document: ElmanDocument): Promise<DocumentTrack | undefined> {
    const { current } = this.models;
    if (!current || !isTrainedOn(current, pathOf(document.uri))) return undefined;
    if (!document.comparison) {
      const bundled = await this.models.openBundled();
      // Meanwhile the model may have been swapped, or the document left.
      if (this.models.current !== current || this.focused() !== document) return undefined;
      document.comparison = begin(document, bundled);
    }
    return document.comparison;
  }
}

function begin(document: ElmanDocument, { model, opened }: UsableModel): DocumentTrack {
  return new DocumentTrack(model, opened.tokenizer, document.text.toString());
}
