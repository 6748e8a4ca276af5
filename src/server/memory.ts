// Text that is remembered beside the network, as one view for a suggestion: the document at hand with the other cells of its
// notebook, the other open documents, and the workspace. Open documents count as part of the workspace too, so that opening
// a file only adds to what is known of it. A document that must not be read is not remembered, and secrets are masked.
import type { Distribution } from '../prediction/distribution';
import type { CursorDistribution } from '../prediction/documentTrack';
import type { KnownWords } from '../prediction/knownWords';
import type { LanguageModel, Tokenizer } from '../prediction/languageModel';
import type { DocumentKnowledge } from '../prediction/memory/documentMemory';
import { learnedCalibration, UNCALIBRATED, type Calibration } from '../prediction/memory/calibration';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import type { MemoryView } from '../prediction/memory/known';
import { MixedModel } from '../prediction/memory/mixedModel';
import { Names } from '../prediction/memory/nameLevels';
import { MEMORY_PARTS, MIXTURE_PARTS, type MixturePart } from '../prediction/memory/mixtureWeights';
import { RememberedWords } from '../prediction/memory/rememberedWords';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { pathOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { notebookOf, recentDocuments } from './recentDocuments';
import { rememberedTokens } from './rememberedText';
import { sameEntries } from './sameEntries';
import type { Silence } from './silence';

/** Characters of the documents that are indexed during one request, but at least one document: it takes some milliseconds. */
const INDEXED_PER_REQUEST = 30_000;

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
  /** Words that exist, as far as is known. */
  readonly words: KnownWords;
}

export class Memory {
  private readonly indexed = new WeakMap<ElmanDocument, Indexed>();
  private names: { readonly tokenizer: Tokenizer; readonly of: Names } | undefined;
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
    const model = new MixedModel(network, view, this.namesOf(tokenizer));
    if (this.root?.from !== from || this.root.view !== view || this.root.knowledge !== knowledge) {
      const { history, recall } = knowledge;
      const mixed = model.begin(from, { history, recall: this.parts.has('cache') ? recall : () => undefined });
      this.root = { from, view, knowledge, mixed };
    }
    return { model, distribution: this.root.mixed, calibration: this.parts.size > 0 ? learnedCalibration : UNCALIBRATED, words: new RememberedWords(view, tokenizer) };
  }

  private namesOf(tokenizer: Tokenizer): Names {
    if (this.names?.tokenizer !== tokenizer) this.names = { tokenizer, of: new Names(tokenizer) };
    return this.names.of;
  }

  /** What is known beside a document; the same object again while nothing of it has changed. */
  view(document: ElmanDocument, { sources }: DocumentKnowledge, tokenizer: Tokenizer): MemoryView {
    // What lies in an untrusted workspace stays where it is.
    const { trusted } = this.state;
    // First: what may no longer be read is forgotten here, open documents too.
    const closed = trusted ? this.workspace() : [];
    const { cells, open } = trusted ? this.others(document, tokenizer) : { cells: [], open: [] };
    const workspace = [...closed, ...(this.parts.has('open') ? open : [])];
    const view = this.restricted({ document: [...sources, ...cells], open, workspace });
    if (!this.last || !isSame(this.last, view)) this.last = view;
    return this.last;
  }

  /** Only the parts that are used. */
  private restricted(view: MemoryView): MemoryView {
    return Object.fromEntries(MEMORY_PARTS.map((part) => [part, this.parts.has(part) ? view[part] : []])) as unknown as MemoryView;
  }

  /** The other cells of a document's notebook, and the other open documents. */
  private others(document: ElmanDocument, tokenizer: Tokenizer): { cells: FollowerSource[]; open: FollowerSource[] } {
    const notebook = notebookOf(document.uri);
    const found: { cells: FollowerSource[]; open: FollowerSource[] } = { cells: [], open: [] };
    let left = INDEXED_PER_REQUEST;
    for (const other of recentDocuments(document, this.documents(), (one) => this.silence.letsKnow(one, document))) {
      const known = this.indexed.get(other);
      const isCurrent = known?.version === other.version && known.tokenizer === tokenizer;
      const source = !isCurrent && left > 0 ? this.index(other, tokenizer) : known?.tokenizer === tokenizer ? known.source : undefined;
      if (!isCurrent) left -= other.text.length;
      if (source) (notebook !== undefined && notebookOf(other.uri) === notebook ? found.cells : found.open).push(source);
    }
    return found;
  }

  private index(document: ElmanDocument, tokenizer: Tokenizer): FollowerSource {
    const source = new IndexedSource(TokenIndex.of(rememberedTokens(document.text, tokenizer, pathOf(document.uri) ?? document.uri), tokenizer.startToken));
    this.indexed.set(document, { version: document.version, tokenizer, source });
    return source;
  }
}

function isSame(a: MemoryView, b: MemoryView): boolean {
  return MEMORY_PARTS.every((part) => sameEntries(a[part], b[part]));
}
