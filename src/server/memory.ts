// What is remembered beside the network, as one view for a suggestion: the document at hand, the others that are open, and
// the workspace. A document that must not be read is not remembered either, and what looks like a secret is masked.
import type { Distribution } from '../prediction/distribution';
import type { CursorDistribution } from '../prediction/documentTrack';
import type { LanguageModel, Tokenizer } from '../prediction/languageModel';
import type { DocumentKnowledge } from '../prediction/memory/documentMemory';
import { learnedCalibration, UNCALIBRATED, type Calibration } from '../prediction/memory/calibration';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import type { MemoryView } from '../prediction/memory/known';
import { MixedModel } from '../prediction/memory/mixedModel';
import { MEMORY_PARTS, MIXTURE_PARTS, type MixturePart } from '../prediction/memory/mixtureWeights';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { rememberedTokens } from './rememberedText';
import { sameEntries } from './sameEntries';
import type { Silence } from './silence';

/** Other open documents that are asked: the ones opened or changed last. */
const MOST_DOCUMENTS = 8;
/** Indexes made during one request: each takes a millisecond or two. */
const INDEXES_PER_REQUEST = 1;

/** The other open documents, an index each. */
interface Indexed {
  readonly version: number;
  readonly tokenizer: Tokenizer;
  readonly source: FollowerSource;
}

/** Where a search begins, with all that is known. */
export interface Beginning {
  readonly model: LanguageModel;
  readonly distribution: Distribution;
  readonly calibration: Calibration;
}

export class Memory {
  private readonly indexed = new WeakMap<ElmanDocument, Indexed>();
  private last: MemoryView | undefined;
  /** Where the last search began: typing on in a word begins there again. */
  private root: { readonly from: Distribution; readonly view: MemoryView; readonly knowledge: DocumentKnowledge; readonly mixed: Distribution } | undefined;

  /** @param parts that are used; a replay switches some off. */
  constructor(
    private readonly documents: () => readonly ElmanDocument[],
    private readonly state: EditorState,
    private readonly silence: Silence,
    private readonly workspace: () => readonly FollowerSource[],
    private readonly parts: ReadonlySet<MixturePart> = new Set(MIXTURE_PARTS),
  ) {}

  /** The network and all that is known as one model, and where a search for what follows a place begins. */
  begin(network: LanguageModel, tokenizer: Tokenizer, document: ElmanDocument, { distribution: from, knowledge }: CursorDistribution): Beginning {
    const view = this.view(document, knowledge, tokenizer);
    const model = new MixedModel(network, view);
    if (this.root?.from !== from || this.root.view !== view || this.root.knowledge !== knowledge) {
      const { history, recall } = knowledge;
      const mixed = model.begin(from, { history, recall: this.parts.has('cache') ? recall : () => undefined });
      this.root = { from, view, knowledge, mixed };
    }
    return { model, distribution: this.root.mixed, calibration: this.parts.size > 0 ? learnedCalibration : UNCALIBRATED };
  }

  /** What is known beside a document; the same object again while nothing of it has changed. */
  view(document: ElmanDocument, { sources }: DocumentKnowledge, tokenizer: Tokenizer): MemoryView {
    // What lies in an untrusted workspace stays where it is.
    const { trusted } = this.state;
    const view = this.restricted({ document: sources, open: trusted ? this.others(document, tokenizer) : [], workspace: trusted ? this.workspace() : [] });
    if (!this.last || !isSame(this.last, view)) this.last = view;
    return this.last;
  }

  /** Only the parts that are used. */
  private restricted(view: MemoryView): MemoryView {
    return Object.fromEntries(MEMORY_PARTS.map((part) => [part, this.parts.has(part) ? view[part] : []])) as unknown as MemoryView;
  }

  private others(document: ElmanDocument, tokenizer: Tokenizer): FollowerSource[] {
    let made = 0;
    return this.recent(document).flatMap((other) => {
      const known = this.indexed.get(other);
      if (known?.version === other.version && known.tokenizer === tokenizer) return [known.source];
      if (made++ >= INDEXES_PER_REQUEST) return known?.tokenizer === tokenizer ? [known.source] : [];
      const source = new IndexedSource(TokenIndex.of(rememberedTokens(other.text, tokenizer), tokenizer.startToken));
      this.indexed.set(other, { version: other.version, tokenizer, source });
      return [source];
    });
  }

  /** Those that may be read. Rules are asked for no more of them than are needed: this is done with every key. */
  private recent(document: ElmanDocument): ElmanDocument[] {
    const recent: ElmanDocument[] = [];
    for (const other of [...this.documents()].sort((a, b) => b.touchedMs - a.touchedMs)) {
      if (recent.length === MOST_DOCUMENTS) break;
      if (other !== document && !this.silence.ofDocument(other)) recent.push(other);
    }
    return recent;
  }
}

function isSame(a: MemoryView, b: MemoryView): boolean {
  return MEMORY_PARTS.every((part) => sameEntries(a[part], b[part]));
}
