// Continues a text, unit by unit: several sentences (or lines of code) are drawn, and the one that the model finds most
// probable is written. Where none is probable enough the text ends; if that is so at the start, nothing is written.
import type { Distribution } from '../distribution';
import type { LanguageModel, Tokenizer } from '../languageModel';
import { readTokens } from '../readTokens';
import { seededRandom } from '../seededRandom';
import { decodeStrictly, utf8 } from '../utf8';
import type { Vocabulary } from '../vocabulary';
import { readBegunWord } from './begunWord';
import { CodePlan } from './codePlan';
import { isFamiliar } from './familiarity';
import { ProsePlan } from './prosePlan';
import type { TextKind } from './textKind';
import { wordRuns } from './textWords';
import { tokenTexts } from './tokenTexts';
import { UnitSampler, type Drawing, type SampledUnit, type UnitStart } from './unitSampler';
import { findFragments } from './wholeWords';
import type { WritingPlan } from './writingPlan';

/** Units that are drawn for one that is written. */
const CANDIDATES = 5;
/** Mean nats per token: what the model finds less probable is no readable text. */
const LEAST_MEAN = -3;
/** Words of the document without which there is nothing to go on from. */
const FEWEST_WORDS = 3;
/** Characters before the place that are looked at. */
const LOOKED_AT = 40_000;

/** A model and its tokens. */
export interface Writer {
  /** The network without a memory. */
  readonly network: LanguageModel;
  readonly model: LanguageModel;
  readonly tokenizer: Tokenizer;
  readonly vocabulary: Vocabulary;
}

export interface ContinuationRequest {
  /** The model's view after all tokens before `typed`. */
  readonly distribution: Distribution;
  /** The beginning of the last word before the place where the text goes on, or the empty string. */
  readonly typed: string;
  /** Text before the place, LF line ends. */
  readonly before: string;
  /** Text behind the place. */
  readonly after: string;
  readonly kind: TextKind;
  /** Words to write, about: the text ends with a whole sentence or line. */
  readonly words: number;
  /** 0 takes the most probable pieces; 1 draws as the model believes; above 1 is more random. */
  readonly temperature: number;
  readonly seed: number;
  readonly isCancelled?: () => boolean;
}

/** How a continuation ended: text was written, or why nothing was: not probable enough, text of a foreign kind, too little text, code right of the place. */
export type ContinuationEnding = 'written' | 'improbable' | 'foreign' | 'tooShort' | 'withinLine';

/** Pieces of text as they are found, each a whole sentence or line; empty ones come in between, so that others can be answered. */
export async function* continueText(writer: Writer, request: ContinuationRequest): AsyncGenerator<string, ContinuationEnding, void> {
  const { typed, kind } = request;
  const before = request.before.slice(-LOOKED_AT);
  const after = request.after.slice(0, LOOKED_AT);
  if (wordRuns(before).length < FEWEST_WORDS) return 'tooShort';
  if (kind !== 'prose' && after.split('\n', 1)[0].trim() !== '') return 'withinLine';
  if (!(await isFamiliar(writer.network, writer.tokenizer, before))) return 'foreign';
  const plan = kind === 'code' ? new CodePlan(before, typed, after) : new ProsePlan(before, typed, after, kind === 'comment');
  const written = yield* writeUnits(writer, request, plan);
  const ending = written && !request.isCancelled?.() ? plan.ending() : '';
  if (ending !== '') yield ending;
  return written ? 'written' : 'improbable';
}

/** @returns whether anything was written. */
async function* writeUnits(writer: Writer, request: ContinuationRequest, plan: WritingPlan): AsyncGenerator<string, boolean, void> {
  const { model, vocabulary } = writer;
  const isCancelled = request.isCancelled ?? (() => false);
  const drawing: Drawing = { temperature: request.temperature, random: seededRandom(request.seed), isCancelled };
  const fragments = yield* findFragments(writer.network, tokenTexts(vocabulary));
  const tokens = { ...tokenTexts(vocabulary), fragments };
  let start = await firstStart(writer, request, plan.given);
  let words = 0;
  let isBegun = false;
  while (words < request.words && !isCancelled()) {
    const unit = yield* bestOf(new UnitSampler(model, tokens, plan.rules(request.words - words), drawing), start, isCancelled);
    if (!unit) break;
    const text = plan.take(unit.text, unit.written);
    isBegun ||= text !== '';
    words += Math.max(1, wordRuns(text).length);
    yield text;
    const lineEnds = plan.next();
    if (lineEnds === undefined) break;
    start = await startBehind(writer, unit, lineEnds);
  }
  return isBegun;
}

/** The most probable of some units; undefined if none is readable. At temperature 0 there is only one. */
async function* bestOf(sampler: UnitSampler, start: UnitStart, isCancelled: () => boolean): AsyncGenerator<string, SampledUnit | undefined, void> {
  let best: SampledUnit | undefined;
  for (let i = 0; i < CANDIDATES && !isCancelled(); i++) {
    const unit = await sampler.sample(start);
    if (unit && unit.meanLogProbability >= LEAST_MEAN && (!best || unit.meanLogProbability > best.meanLogProbability)) best = unit;
    yield '';
    if (sampler.isCertain) break;
  }
  return isCancelled() ? undefined : best;
}

async function firstStart(writer: Writer, { distribution, typed }: ContinuationRequest, given: string): Promise<UnitStart> {
  // Blanks that only indent a line are spelled anew together with what follows them.
  if (given.trim() === '' && typed === given) return { distribution, text: '', given: given.length, runTokens: 0 };
  const begun = await readBegunWord(writer, distribution, typed);
  const bytes = utf8(typed);
  const respelled = decodeStrictly(bytes.subarray(bytes.length - begun.respelled))?.length ?? 0;
  const text = given.slice(0, Math.max(0, given.length - respelled));
  const first = begun.respelled > 0 ? begun.eligible : undefined;
  return { distribution: begun.distribution, text, given: given.length, runTokens: 2, ...(first && { first }) };
}

async function startBehind({ model, tokenizer }: Writer, unit: SampledUnit, lineEnds: string): Promise<UnitStart> {
  const { distribution, text } = unit;
  if (text.endsWith('\n')) return { distribution, text: '\n', given: 1, runTokens: 0 };
  if (lineEnds === '') return { distribution, text: '', given: 0, runTokens: 0 };
  const read = await readTokens(model, distribution.state, Array.from(lineEnds, () => tokenizer.lineEndToken));
  return { distribution: read, text: '\n', given: 1, runTokens: 0 };
}
