// Draws one unit of text, piece by piece, among the pieces that its rules allow. Each piece is drawn from the nucleus of
// what the model expects. A piece that leads nowhere is taken back, and another is drawn in its place.
import { ANY_CHARACTER, CharacterClass } from '../characterClass';
import type { Distribution } from '../distribution';
import type { LanguageModel } from '../languageModel';
import { readTokens } from '../readTokens';
import type { SeededRandom } from '../seededRandom';
import { bestTokens, massOfClasses } from '../tokenRows';
import type { Vocabulary } from '../vocabulary';
import { lastRun } from './textWords';
import type { UnitRules, UnitText } from './unitRules';

/** Share of the probability of allowed pieces that the nucleus holds. */
const NUCLEUS = 0.9;
/** Pieces less probable than this share of the best one are not drawn: a small network is wrong about its rare words. */
const LEAST_SHARE = 0.1;
/** Allowed pieces that are compared, and the best pieces among which they are looked for. */
const MOST_ALLOWED = 24;
const MOST_LOOKED_AT = 256;
/** A piece that is less probable than this is never drawn; at the start of a unit, and in scripts without capitals, much is possible. */
const LEAST_PROBABILITY = Math.log(0.01);
const LEAST_OPEN_PROBABILITY = Math.log(0.003);
/** Where allowed pieces have less than this probability together, the text has gone astray: the last piece is taken back. */
const LEAST_MASS = 0.12;
const LEAST_OPEN_MASS = 0.05;
/** Runs of the network for one unit. */
const MOST_RUNS = 110;

/** Texts of tokens. A token that is no whole text, such as half of a character, has none. */
export interface TokenTexts {
  readonly vocabulary: Vocabulary;
  readonly texts: readonly (string | undefined)[];
}

/** Tokens, and which of them are no words by themselves. */
interface WritingTokens extends TokenTexts {
  readonly fragments: ReadonlySet<number>;
}

/** Place where a unit begins, or goes on behind a given part. */
export interface UnitStart {
  /** The model's view before the next token. */
  readonly distribution: Distribution;
  /** Text of the unit before the next token. */
  readonly text: string;
  /** Length of the given part: longer than `text` where the next token spells the end of the given part once more. */
  readonly given: number;
  /** Tokens of the word at the end of `text`. */
  readonly runTokens: number;
  /** Tokens that may come first; all if missing. */
  readonly first?: Uint32Array;
}

export interface SampledUnit {
  /** Text behind the given part. */
  readonly written: string;
  /** The whole unit. */
  readonly text: string;
  /** Mean over the drawn tokens, in nats; of the model, without rules and temperature. */
  readonly meanLogProbability: number;
  readonly distribution: Distribution;
}

/** How pieces are drawn. */
export interface Drawing {
  /** 0 takes the most probable piece. */
  readonly temperature: number;
  readonly random: SeededRandom;
  readonly isCancelled: () => boolean;
}

/** A place in a unit, and the pieces that were tried there in vain. */
interface Step {
  readonly distribution: Distribution;
  readonly unit: UnitText;
  readonly logProbability: number;
  readonly tokens: number;
  readonly refused: Set<number>;
}

export class UnitSampler {
  private readonly allowed: Uint32Array;

  constructor(
    private readonly model: LanguageModel,
    private readonly tokens: WritingTokens,
    private readonly rules: UnitRules,
    private readonly drawing: Drawing,
  ) {
    const { texts, fragments } = tokens;
    this.allowed = Uint32Array.from(texts.keys()).filter((token) => {
      const text = texts[token];
      if (text === undefined || !rules.allowsToken(text)) return false;
      return !fragments.has(token) || rules.allowsStart(text.trim());
    });
  }

  /** Whether every sample would be the same. */
  get isCertain(): boolean {
    return this.drawing.temperature <= 0;
  }

  /** @returns undefined if no unit was found within bounds, or the writing was cancelled. */
  async sample(start: UnitStart): Promise<SampledUnit | undefined> {
    const steps: Step[] = [];
    let here: Step | undefined = this.firstStep(start);
    for (let runs = 0; here && runs < MOST_RUNS && !this.drawing.isCancelled(); ) {
      const token = this.draw(here, steps.length === 0 ? start.first : undefined);
      if (token === undefined) {
        here = steps.pop();
        continue;
      }
      here.refused.add(token);
      const next = await this.stepAfter(here, token);
      runs++;
      if (!this.rules.isComplete(next.unit)) {
        steps.push(here);
        here = next;
      } else if (this.rules.accepts(next.unit.text)) {
        return sampled(next);
      }
    }
    return undefined;
  }

  private firstStep({ distribution, text, given, runTokens }: UnitStart): Step {
    const unit = { text, given, runTokens, ...this.following(distribution) };
    return { distribution, unit, logProbability: 0, tokens: 0, refused: new Set() };
  }

  private async stepAfter({ distribution, unit, logProbability, tokens }: Step, token: number): Promise<Step> {
    const piece = this.tokens.texts[token]!;
    const text = unit.text + piece;
    const after = await readTokens(this.model, distribution.state, [token]);
    const run = lastRun(text);
    const runTokens = run === '' ? 0 : run.length > piece.length ? unit.runTokens + 1 : 1;
    return {
      distribution: after,
      unit: { text, given: unit.given, runTokens, ...this.following(after) },
      logProbability: logProbability + distribution.logProbabilities[token],
      tokens: tokens + 1,
      refused: new Set(),
    };
  }

  private following({ logProbabilities }: Distribution): Pick<UnitText, 'wordEnd' | 'blank'> {
    const { openings } = this.tokens.vocabulary;
    const blank = massOfClasses(logProbabilities, openings, CharacterClass.Blank | CharacterClass.LineEnd);
    return { wordEnd: massOfClasses(logProbabilities, openings, ANY_CHARACTER & ~CharacterClass.Word), blank };
  }

  private draw({ distribution: { logProbabilities: row }, unit, refused }: Step, first: Uint32Array | undefined): number | undefined {
    const { texts } = this.tokens;
    const eligible = first ? first.filter((token) => texts[token] !== undefined && this.rules.allowsToken(texts[token])) : this.allowed;
    const found: number[] = [];
    let mass = 0;
    const isOpen = unit.text.length <= unit.given || this.rules.isOpenScript;
    const leastProbability = isOpen ? LEAST_OPEN_PROBABILITY : LEAST_PROBABILITY;
    for (const token of bestTokens(row, eligible, MOST_LOOKED_AT)) {
      if (row[token] < leastProbability) break;
      if (refused.has(token) || !this.rules.allows(unit, texts[token]!, row[token])) continue;
      found.push(token);
      mass += Math.exp(row[token]);
      if (found.length === MOST_ALLOWED) break;
    }
    if (!first && mass < (isOpen ? LEAST_OPEN_MASS : LEAST_MASS)) return undefined;
    return drawFrom(row, found, this.drawing);
  }
}

function sampled({ unit: { text, given }, logProbability, tokens, distribution }: Step): SampledUnit {
  return { text, written: text.slice(given), meanLogProbability: logProbability / tokens, distribution };
}

/** @param found tokens, the most probable first. */
function drawFrom(row: Float32Array, found: readonly number[], { temperature, random }: Drawing): number | undefined {
  const [best] = found;
  if (best === undefined || temperature <= 0) return best;
  const likely = found.filter((token) => row[token] - row[best] >= Math.log(LEAST_SHARE));
  const weights = likely.map((token) => Math.exp((row[token] - row[best]) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let nucleus = 0;
  let size = 0;
  while (size < weights.length && nucleus < NUCLEUS * total) nucleus += weights[size++];
  let left = nucleus * random();
  for (let i = 0; i < size; i++) {
    left -= weights[i];
    if (left < 0) return likely[i];
  }
  return best;
}
