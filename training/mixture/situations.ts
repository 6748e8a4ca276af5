// In which situations the mixture is learned: validation text typed in a document alone, beside other open documents, and in a
// workspace whose other files the network has learned for two minutes.
import { readManifest } from '../../src/model/manifest';
import { readMemory } from '../../src/model/memoryFile';
import { openModelPackage, type ModelPackage } from '../../src/model/package';
import { loadTokenizer } from '../../src/model/tokenizerFile';
import { documentTokens } from '../../src/prediction/documentTokens';
import type { Tokenizer } from '../../src/prediction/languageModel';
import { IndexedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { adaptModel, type AdaptedModel } from './adaptedModel';
import { visitTyped, type Surroundings, type TypedPlace } from './typedPlaces';
import type { ValidationTexts } from './validationTexts';

/** Tokens of one kind of text, and of one document: many files are worth more than long ones. */
const MOST_TOKENS = 30_000;
const LONGEST_DOCUMENT = 3_000;
const SHORTEST_DOCUMENT = 60;
const OTHER_DOCUMENTS = 2;

/** One kind of text in one situation. */
export class Situation {
  constructor(
    readonly name: string,
    private readonly opened: ModelPackage,
    private readonly documents: readonly { readonly tokens: Uint16Array; readonly surroundings: Surroundings }[],
  ) {}

  /** Calls `visit` for every token of the wanted documents, as they are typed. */
  async visit(isWanted: (document: number) => boolean, visit: (place: TypedPlace) => void): Promise<void> {
    for (const [i, { tokens, surroundings }] of this.documents.entries()) if (isWanted(i)) await visitTyped(this.opened.model, tokens, surroundings, visit);
  }
}

/** Calls `use` with all situations; their models are there for as long as it takes. @param model package. @param seconds of a training on a workspace. */
export async function withSituations<T>(texts: readonly ValidationTexts[], model: string, seconds: number, use: (situations: readonly Situation[]) => Promise<T>): Promise<T> {
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
      const learned = await adaptModel(model, kind.workspace, seconds);
      adapted.push(learned);
      situations.push(...situationsOf(kind, loadTokenizer(model), bundled, await open(learned.folder), memoryOf(learned, model)));
    }
    return await use(situations);
  } finally {
    for (const one of opened) await one.dispose();
    for (const one of adapted) one.remove();
  }
}

function situationsOf({ name, typed }: ValidationTexts, tokenizer: Tokenizer, bundled: ModelPackage, learned: ModelPackage, workspace: readonly FollowerSource[]): Situation[] {
  const documents = chosen(typed.map(({ text }) => documentTokens(tokenizer, text).subarray(0, LONGEST_DOCUMENT)));
  const sources = documents.map((tokens) => new IndexedSource(TokenIndex.of(tokens, tokenizer.startToken)));
  const others = documents.map((_, i) => Array.from({ length: OTHER_DOCUMENTS }, (__, k) => sources[(i + 1 + k) % sources.length]));
  const situation = (what: string, model: ModelPackage, surroundings: (i: number) => Surroundings) =>
    new Situation(`${name}: ${what}`, model, documents.map((tokens, i) => ({ tokens, surroundings: surroundings(i) })));
  return [
    situation('document', bundled, () => ({ open: [], workspace: [] })),
    situation('and open documents', bundled, (i) => ({ open: others[i], workspace: [] })),
    situation('learned workspace', learned, (i) => ({ open: others[i], workspace })),
  ];
}

function memoryOf({ memoryFile }: AdaptedModel, model: string): FollowerSource[] {
  const { vocabularyFingerprint, network } = readManifest(model);
  return [new IndexedSource(readMemory(memoryFile, vocabularyFingerprint, network.vocabulary))];
}

/** Documents spread over all of them, up to so many tokens. */
function chosen(documents: readonly Uint16Array[]): Uint16Array[] {
  const long = documents.filter(({ length }) => length >= SHORTEST_DOCUMENT);
  const step = Math.max(1, Math.floor(long.reduce((sum, { length }) => sum + length, 0) / MOST_TOKENS));
  let count = 0;
  return long.filter((_, i) => i % step === 0).filter(({ length }) => (count += length) - length < MOST_TOKENS);
}
