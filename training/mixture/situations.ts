// Situations in which the mixture is learned, as people work: a file of a project is typed alone, beside open files that belong
// to it (relatedFiles.ts), in a workspace that remembers half of the other files, and in one whose other files the network
// has learned for two minutes. Open files count as part of the workspace too, as in the editor.
import { readManifest } from '../../src/model/manifest';
import { readMemory } from '../../src/model/memoryFile';
import { openModelPackage, type ModelPackage } from '../../src/model/package';
import { loadTokenizer } from '../../src/model/tokenizerFile';
import { documentTokens } from '../../src/prediction/documentTokens';
import type { NamedText } from '../../src/model/evaluate';
import type { Tokenizer } from '../../src/prediction/languageModel';
import { IndexedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { Names } from '../../src/prediction/memory/nameLevels';
import { seededRandom } from '../../src/prediction/seededRandom';
import { adaptModel, type AdaptedModel } from './adaptedModel';
import { relatedFiles } from './relatedFiles';
import { visitTyped, type Surroundings, type TypedPlace } from './typedPlaces';
import type { ValidationTexts } from './validationTexts';

/** Tokens of one kind of text, and of one document: many files are worth more than long ones. */
const MOST_TOKENS = 10_000;
const LONGEST_DOCUMENT = 700;
const SHORTEST_DOCUMENT = 60;
/** Open files beside the one that is typed, 1 to so many. */
const MOST_OPEN = 6;
/** Tokens of the files that a workspace remembers without a training. */
const SAVED_TOKENS = 200_000;
const SEED = 1;

/** One kind of text in one situation. */
export class Situation {
  constructor(
    readonly name: string,
    private readonly opened: ModelPackage,
    private readonly documents: readonly { readonly tokens: Uint16Array; readonly surroundings: Surroundings }[],
  ) {}

  /** Calls `visit` for every token of all documents, as they are typed. @param visit also gets the number of the document. */
  async visit(visit: (place: TypedPlace, document: number) => void): Promise<void> {
    for (const [i, { tokens, surroundings }] of this.documents.entries()) await visitTyped(this.opened.model, tokens, surroundings, (place) => visit(place, i));
  }
}

/** Calls `use` with all situations; their models are there for as long as it takes. @param model package. @param seconds of a training on a workspace; without it there are no trained workspaces. */
export async function withSituations<T>(texts: readonly ValidationTexts[], model: string, seconds: number | undefined, use: (situations: readonly Situation[]) => Promise<T>): Promise<T> {
  const adapted: AdaptedModel[] = [];
  const opened: ModelPackage[] = [];
  const open = async (folder: string): Promise<ModelPackage> => {
    const one = await openModelPackage(folder, { threads: 2 });
    opened.push(one);
    return one;
  };
  try {
    const bundled = await open(model);
    const situations: Situation[] = [];
    for (const kind of texts) {
      situations.push(...situationsOf(kind, loadTokenizer(model), bundled));
      if (seconds === undefined) continue;
      const learned = await adaptModel(model, kind.workspace, seconds);
      adapted.push(learned);
      situations.push(learnedSituation(kind, loadTokenizer(model), await open(learned.folder), memoryOf(learned, model)));
    }
    return await use(situations);
  } finally {
    for (const one of opened) await one.dispose();
    for (const one of adapted) one.remove();
  }
}

function situationsOf(kind: ValidationTexts, tokenizer: Tokenizer, bundled: ModelPackage): Situation[] {
  const documents = new ProjectDocuments(kind, tokenizer);
  const saved = savedSource(kind.workspace.filter((_, i) => i % 2 === 0), tokenizer);
  return [documents.situation('document', bundled), documents.situation('and open documents', bundled, []), documents.situation('and saved files', bundled, [saved])];
}

function learnedSituation(kind: ValidationTexts, tokenizer: Tokenizer, learned: ModelPackage, memory: readonly FollowerSource[]): Situation {
  return new ProjectDocuments(kind, tokenizer).situation('learned workspace', learned, memory);
}

/** Documents of one kind of text, and the files that are open beside each. */
class ProjectDocuments {
  private readonly names: Names;
  private readonly documents: readonly { readonly tokens: Uint16Array; readonly beside: readonly FollowerSource[] }[];

  constructor(private readonly kind: ValidationTexts, private readonly tokenizer: Tokenizer) {
    const { typed, workspace } = kind;
    const random = seededRandom(SEED);
    this.names = new Names(tokenizer);
    const typedTokens = typed.map((file) => ({ file, tokens: documentTokens(tokenizer, file.text).subarray(0, LONGEST_DOCUMENT) }));
    this.documents = chosen(typedTokens).map(({ file, tokens }) => {
      const open = relatedFiles(file, [...workspace, ...typed]).slice(0, 1 + Math.floor(MOST_OPEN * random()));
      return { tokens, beside: open.map(({ text }) => this.sourceOf(text)) };
    });
  }

  /** @param remembered what the workspace remembers; undefined: no other file is known at all. */
  situation(what: string, model: ModelPackage, remembered?: readonly FollowerSource[]): Situation {
    const { names } = this;
    return new Situation(`${this.kind.name}: ${what}`, model, this.documents.map(({ tokens, beside }) => {
      const open = remembered ? beside : [];
      return { tokens, surroundings: { open, workspace: [...(remembered ?? []), ...open], names } };
    }));
  }

  private sourceOf(text: string): FollowerSource {
    return new IndexedSource(TokenIndex.of(documentTokens(this.tokenizer, text), this.tokenizer.startToken));
  }
}

/** Files as a workspace remembers them, the last ones where there is no room for all. */
function savedSource(files: readonly NamedText[], tokenizer: Tokenizer): FollowerSource {
  const tokens = files.flatMap(({ text }) => [...documentTokens(tokenizer, text)]).slice(-SAVED_TOKENS);
  return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), tokenizer.startToken));
}

function memoryOf({ memoryFile }: AdaptedModel, model: string): FollowerSource[] {
  const { vocabularyFingerprint, network } = readManifest(model);
  return [new IndexedSource(readMemory(memoryFile, vocabularyFingerprint, network.vocabulary))];
}

/** Documents spread over all of them, up to so many tokens. */
function chosen<Document extends { readonly tokens: Uint16Array }>(documents: readonly Document[]): Document[] {
  const long = documents.filter(({ tokens }) => tokens.length >= SHORTEST_DOCUMENT);
  const step = Math.max(1, Math.floor(long.reduce((sum, { tokens }) => sum + tokens.length, 0) / MOST_TOKENS));
  let count = 0;
  return long.filter((_, i) => i % step === 0).filter(({ tokens }) => (count += tokens.length) - tokens.length < MOST_TOKENS);
}
