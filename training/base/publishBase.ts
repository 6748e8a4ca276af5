// From trained weights to `models/base`: the package with figures on held-out text per source, the rehearsal texts
// and the model card. The figures are those of the exported file itself.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Evaluation } from '../../src/model/evaluate';
import type { HeldOutFigures, Manifest } from '../../src/model/manifest';
import type { NetworkDescription } from '../../src/model/networkDescription';
import type { Precision } from '../../src/model/precision';
import { perplexity } from '../../src/prediction/perplexity';
import { seededRandom } from '../../src/prediction/seededRandom';
import { evaluatePackage, exportPackage } from '../adaptModel';
import { shuffle } from '../minibatches';
import { reencodePackage } from '../reencode';
import { REHEARSAL_FILE, type RehearsalTexts } from '../rehearsal';
import type { TrainedNetwork } from '../trainNetwork';
import { textOf, type BaseText } from './baseCorpus';
import { modelCard } from './modelCard';
import proseSources from './proseSources.json';
import { noticesText, readNotices } from './rehearsalNotices';

/** Sums over earlier runs. */
export type EarlierRuns = NonNullable<Manifest['training']['earlier']>;

/** Where a model is published, and what belongs beside it. */
interface Publication {
  readonly out: string;
  readonly texts: readonly BaseText[];
  /** Folder where packages of source code are unpacked. */
  readonly packages: string;
}

export interface BaseRun extends Publication {
  readonly network: NetworkDescription;
  readonly trained: TrainedNetwork;
  readonly tokenizerJson: string;
  readonly seed: number;
  readonly from?: string;
  /** What led to the weights that this run began with. */
  readonly earlier: EarlierRuns;
}

/** The smallest: the bundled model is part of every installation. */
const BASE_PRECISION: Precision = 'int4';
/** Characters per language to read again, and to judge by, when a workspace is learned. */
const REHEARSAL_CHARACTERS = { train: 150_000, heldOut: 30_000 };
/** The same pieces whichever run is published. */
const REHEARSAL_SEED = 1;
/** Longest piece of one file, so that many files are heard. */
const REHEARSAL_PIECE = 6_000;

type Log = (sentence: string) => void;

/** Publishes what a training ended with. */
export function publishBase(run: BaseRun, log: Log): Promise<void> {
  const provenance = { name: 'Elman base', data: trainingData(run.texts), seed: run.seed, ...(run.from ? { from: run.from } : {}), ...(run.earlier.tokens > 0 ? { earlier: run.earlier } : {}) };
  return publish(run, (folder, heldOut) => exportPackage(folder, { ...run, precision: BASE_PRECISION, provenance: { ...provenance, heldOut } }), log);
}

/** Publishes the model that is there again, with its weights stored as those of a new one are, and measured so. */
export function publishAgain(publication: Publication, log: Log): Promise<void> {
  return publish(publication, (folder, heldOut) => reencodePackage(publication.out, folder, BASE_PRECISION, heldOut), log);
}

/** Writes the package; the old one is replaced only when the new one is complete. */
async function publish({ out, texts, packages }: Publication, write: (folder: string, heldOut: Manifest['heldOut']) => void, log: Log): Promise<void> {
  const next = `${out}.next`;
  rmSync(next, { recursive: true, force: true });
  write(next, []);
  const heldOut = await heldOutFigures(next, texts, log);
  rmSync(next, { recursive: true, force: true });
  write(next, heldOut);
  writeCompanions(next, texts, packages);
  rmSync(out, { recursive: true, force: true });
  renameSync(next, out);
  log(`published ${out}`);
}

/**
 * Writes what belongs to a package beside the model: the rehearsal texts, whose licences ask that they travel, and the card.
 * @param packages folder where packages of source code are unpacked.
 */
export function writeCompanions(folder: string, texts: readonly BaseText[], packages: string): void {
  const notices = readNotices(packages);
  const rehearsal = chooseRehearsal(texts.filter(({ origin }) => notices.has(origin)));
  writeFileSync(join(folder, REHEARSAL_FILE), JSON.stringify(rehearsal.texts));
  writeFileSync(join(folder, 'NOTICES.txt'), noticesText(rehearsal.works, notices));
  writeFileSync(join(folder, 'README.md'), modelCard(folder, `${cpus().length} cores (${cpus()[0].model.trim()})`));
}

/** Bytes that were trained on, by source and licence. */
function trainingData(texts: readonly BaseText[]): Manifest['training']['data'] {
  const bySource = new Map<string, Manifest['training']['data'][number]>();
  for (const text of texts) {
    const { split, source, licence } = text;
    if (split !== 'train') continue;
    const key = `${source} ${licence}`;
    bySource.set(key, { name: source, licence, bytes: (bySource.get(key)?.bytes ?? 0) + Buffer.byteLength(textOf(text)) });
  }
  return [...bySource.values()];
}

/** The test split: all prose, the Korean sources together, every source alone. Sums of sources give the groups. */
export async function heldOutFigures(folder: string, texts: readonly BaseText[], log: Log): Promise<Manifest['heldOut']> {
  const test = texts.filter(({ split }) => split === 'test');
  const bySource = new Map<string, Evaluation>();
  for (const source of new Set(test.map((text) => text.source))) {
    bySource.set(source, await evaluatePackage(folder, test.filter((text) => text.source === source).map((text) => ({ name: text.name, text: textOf(text) }))));
    log(`${source}: ${bySource.get(source)!.bitsPerByte.toFixed(3)} bits per byte`);
  }
  const isProse = (source: string) => proseSources.some(({ name }) => name === source);
  const group = (belongs: (source: string) => boolean) => [...bySource].filter(([source]) => belongs(source)).map(([, evaluation]) => evaluation);
  return [
    figuresOf('prose', group(isProse)),
    figuresOf('korean', group(isKorean)),
    figuresOf('code', group((source) => !isProse(source))),
    ...[...bySource].map(([source, evaluation]) => figuresOf(source, [evaluation])),
  ];
}

function figuresOf(name: string, evaluations: readonly Evaluation[]): HeldOutFigures {
  const total = (count: (evaluation: Evaluation) => number) => evaluations.reduce((sum, evaluation) => sum + count(evaluation), 0);
  const nats = total((evaluation) => evaluation.nats);
  const bytes = total((evaluation) => evaluation.bytes);
  return {
    name,
    bytes,
    bitsPerByte: nats / Math.LN2 / bytes,
    perplexityPerWord: perplexity(nats, total((evaluation) => evaluation.words)),
    perplexityPerToken: perplexity(nats, total((evaluation) => evaluation.tokens)),
  };
}

function isKorean(source: string): boolean {
  return source.endsWith('-ko');
}

/** Pieces of validation text, which the bundled model was not trained on, and where they come from. */
function chooseRehearsal(texts: readonly BaseText[]): { texts: RehearsalTexts; works: Set<string> } {
  const languages: Record<string, (source: string) => boolean> = {
    en: (source) => ['rust-rfcs', 'python-peps', 'books-en', 'react-docs-en', 'vue-docs', 'swift-evolution'].includes(source),
    ko: isKorean,
    typescript: (source) => source === 'typescript',
    python: (source) => source === 'python',
  };
  const train: Record<string, string[]> = {};
  const heldOut: Record<string, string[]> = {};
  const works = new Set<string>();
  for (const [language, belongs] of Object.entries(languages)) {
    const files = texts.filter(({ split, source }) => split === 'valid' && belongs(source));
    shuffle(files, seededRandom(REHEARSAL_SEED));
    const take = (characters: number) => takePieces(files, characters, ({ origin }) => works.add(origin));
    heldOut[language] = take(REHEARSAL_CHARACTERS.heldOut);
    train[language] = take(REHEARSAL_CHARACTERS.train);
  }
  return { texts: { train, heldOut }, works };
}

/** Takes files off the list until there is enough text; each gives its beginning, cut at a line end. */
function takePieces(files: BaseText[], characters: number, onTake: (file: BaseText) => void): string[] {
  const pieces: string[] = [];
  for (let taken = 0; taken < characters && files.length > 0; ) {
    const file = files.shift()!;
    onTake(file);
    const text = textOf(file);
    const piece = text.length <= REHEARSAL_PIECE ? text : text.slice(0, text.lastIndexOf('\n', REHEARSAL_PIECE) + 1);
    if (piece) pieces.push(piece);
    taken += piece.length;
  }
  return pieces;
}
