// Rules of a sentence: whole words that are known, marks where a writer sets them, the document's script and capitals,
// nothing of code or markup, nothing said twice.
import type { ProseStyle } from './proseStyle';
import { lastRun, wordRuns, wordSequences, type DocumentWords } from './textWords';
import type { UnitRules, UnitText } from './unitRules';

/** A word is whole where the network expects no further letter, at least with this probability. */
const LEAST_WORD_END = 0.3;
/** Letters go on with a word of a script without capitals, or with one that the user began, if they are so probable. */
const LEAST_CONTINUATION = Math.log(0.05);
/** White space behind a mark that ends a sentence, as against `file.txt`. */
const LEAST_BLANK = 0.5;
/** Words of a sentence at least. */
const FEWEST_WORDS = 4;
/** Words in a row that do not come twice in what is written, and none of the document. */
const REPEATED_WORDS = 3;
const REPEATED_DOCUMENT_WORDS = 4;
/** A longer word may stand so often in a sentence. */
const MOST_IN_SENTENCE = 1;
const SHORT_WORD = 3;

/** Sentences that do not begin as another one of them does. */
const REMEMBERED_STARTS = 12;

const WORD_START = /^ ?[\p{L}\p{M}]/u;
const TOKEN = /^(?: ?[\p{L}\p{M}]+|[,.!?。！？，、]| )$/u;
const END = /[.!?。！？]$/u;
const COMMA = /[,，、]/u;
const MARK = /[,.!?。！？，、]$/u;
/** Single letters that are words. */
const LETTER_WORDS = new Set(['a', 'i', 'o', 'y', 'e', 'à', 'é', 'и', 'в', 'с', 'я', 'к', 'о', 'у', 'а']);
const ENGLISH_LETTER_WORDS = new Set(['a', 'I', 'A']);
/** Words that are followed by more of a sentence, or by a full stop that does not end it. */
const OPEN_WORDS = new Set(['a', 'an', 'the', 'of', 'to', 'and', 'or', 'but', 'with', 'my', 'your', 'his', 'their', 'our', 'its', 'mr', 'mrs', 'ms', 'dr', 'st', 'vs', 'eg', 'ie', 'i', 'is', 'are', 'was', 'were', 'be', 'if', 'because', 'as', 'than', 'very', 'from', 'into', 'at', 'that', 'which', 'who', 'when', 'where', 'while', 'will', 'would', 'can', 'could', 'should', 'may', 'might', 'must', 'has', 'have', 'had', 'this', 'these', 'for', 'by', 'not', 'every', 'each', 'some', 'any', 'no', 'more', 'we', 'they', 'he', 'she', 'so', 'about', 'on', 'in', 'etc', 'such', 'also', 'only', 'just', 'does', 'did', 'do', 'been', 'being', 'other', 'whose', 'what', 'how', 'why', 'whether', 'until', 'during', 'between', 'since', 'through', 'without', 'within', 'against', 'am', 'then', 'quite', 'shall']);

export class ProseRules implements UnitRules {
  /** Words of a sentence that may be written. */
  mostWords = Infinity;
  private readonly said = new Set<string>();
  private readonly sentences = new Set<string>();
  /** First words of the sentences that were written last. */
  private starts: string[] = [];
  private readonly documentSequences: ReadonlySet<string>;

  constructor(
    private readonly style: ProseStyle,
    private readonly words: DocumentWords,
    document: string,
  ) {
    this.documentSequences = new Set(wordSequences(wordRuns(document), REPEATED_DOCUMENT_WORDS));
  }

  get isOpenScript(): boolean {
    return !this.style.hasCase;
  }

  allowsToken(text: string): boolean {
    if (!TOKEN.test(text)) return text === '\n' && this.style.openLines;
    return [...text].every((character) => this.allowsCharacter(character));
  }

  allowsStart(start: string): boolean {
    return this.words.begins(start);
  }

  allows(unit: UnitText, piece: string, logProbability: number): boolean {
    const { text } = unit;
    if (END.test(text.slice(unit.given))) return false;
    const run = lastRun(text);
    if (run !== '' && /^[\p{L}\p{M}]/u.test(piece)) return this.continues(unit, run, piece, logProbability);
    if (run !== '' && text.length > unit.given && !this.isKnown(unit, run)) return false;
    if (text.length >= unit.given && this.repeats(unit)) return false;
    if (WORD_START.test(piece)) return this.beginsWord(unit, piece);
    if (piece === ' ') return false;
    return this.endsWith(unit, run, piece);
  }

  isComplete({ text, given, blank }: UnitText): boolean {
    const written = text.slice(given);
    return written.endsWith('\n') || (END.test(written) && blank >= LEAST_BLANK);
  }

  accepts(text: string): boolean {
    return !this.sentences.has(normal(text)) && !this.starts.includes(startOf(text));
  }

  /** Remembers a sentence that was written: none comes twice. */
  wrote(text: string): void {
    this.sentences.add(normal(text));
    this.starts = [...this.starts, startOf(text)].slice(-REMEMBERED_STARTS);
    for (const sequence of wordSequences(wordRuns(text), REPEATED_WORDS)) this.said.add(sequence);
  }

  private allowsCharacter(character: string): boolean {
    if (character <= '\x7f') return true;
    return this.style.characters.has(character) || (!this.style.isLatin && this.isOfScript(character));
  }

  private isOfScript(character: string): boolean {
    if (/\p{Script=Latin}/u.test(character)) return false;
    const scripts = [/\p{Script=Hangul}/u, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Thai}/u, /\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\p{Script=Devanagari}/u];
    const script = scripts.find((one) => one.test(character));
    return script !== undefined && [...this.style.characters].some((known) => script.test(known));
  }

  private continues({ text, given }: UnitText, run: string, piece: string, logProbability: number): boolean {
    const longer = run + piece;
    if (/\p{Lu}/u.test(piece)) return this.words.begins(longer) && this.words.has(longer);
    if (this.words.begins(longer)) return true;
    const isBegunByUser = text.length - run.length < given;
    return (isBegunByUser || isCaseless(longer)) && logProbability >= LEAST_CONTINUATION;
  }

  private isKnown({ text, given, runTokens, wordEnd }: UnitText, run: string): boolean {
    if (this.words.hasFolded(run)) return wordEnd >= LEAST_WORD_END;
    if ([...run].length === 1 && !isCaseless(run) && !ENGLISH_LETTER_WORDS.has(run) && !(!this.isEnglish && LETTER_WORDS.has(run))) return false;
    if (wordEnd < LEAST_WORD_END) return false;
    return runTokens === 1 || text.length - run.length < given || isCaseless(run);
  }

  private get isEnglish(): boolean {
    return this.style.isLatin && (this.words.has('the') || this.words.has('The'));
  }

  private beginsWord({ text, given }: UnitText, piece: string): boolean {
    const start = text.trimStart() === '';
    const isSpaced = piece.startsWith(' ');
    if (start ? isSpaced === text.endsWith('\n') : !isSpaced && !isSpaceless(piece)) return false;
    if (wordRuns(text.slice(given)).length >= this.mostWords) return false;
    const word = piece.trimStart();
    if (!start && /\p{Script=Latin}/u.test(word) && !this.style.isLatin) return this.words.begins(word);
    return this.hasRightCase(word, start);
  }

  private hasRightCase(word: string, start: boolean): boolean {
    const { hasCase, capitalSentences, capitalWords } = this.style;
    if (!hasCase) return true;
    const isCapital = /^\p{Lu}/u.test(word);
    if (/\p{Lu}/u.test(word.slice(1)) && !this.words.has(word)) return false;
    if (start) return isCapital === capitalSentences || (!capitalSentences && word === 'I');
    return !isCapital || capitalWords || word === 'I' || this.words.has(word);
  }

  private endsWith({ text, given }: UnitText, run: string, piece: string): boolean {
    if (run === '' || MARK.test(text)) return false;
    if (piece === '\n') return this.style.openLines && wordRuns(text).length >= FEWEST_WORDS;
    if (OPEN_WORDS.has(run.toLowerCase())) return false;
    if (!END.test(piece)) return !COMMA.test(text.slice(given));
    return wordRuns(text).length >= FEWEST_WORDS;
  }

  /** Whether the last words of a unit stand there already, or say one word twice. */
  private repeats({ text, given }: UnitText): boolean {
    const words = wordRuns(text).map((word) => word.toLowerCase());
    if (text.length === given || words.length === 0) return false;
    const last = words[words.length - 1];
    if (words[words.length - 2] === last) return true;
    const before = words.slice(0, -1).filter((word) => word === last).length;
    if (last.length > SHORT_WORD && before >= MOST_IN_SENTENCE) return true;
    const own = wordSequences(words, REPEATED_WORDS);
    const newest = words.slice(-REPEATED_WORDS).join(' ');
    if (words.length >= REPEATED_WORDS && (this.said.has(newest) || own.slice(0, -1).includes(newest))) return true;
    return words.length >= REPEATED_DOCUMENT_WORDS && this.documentSequences.has(words.slice(-REPEATED_DOCUMENT_WORDS).join(' '));
  }
}

/** Two sentences that begin with the same three words sound like one. */
function startOf(text: string): string {
  return wordRuns(text).slice(0, 3).join(' ').toLowerCase();
}

function normal(text: string): string {
  return wordRuns(text).join(' ').toLowerCase();
}

/** Whether a word is written in a script without capitals, such as Hangul. */
function isCaseless(word: string): boolean {
  return !/[\p{Lu}\p{Ll}\p{Lt}]/u.test(word);
}

/** Whether a piece begins with a character of a script that sets no spaces between words. */
function isSpaceless(piece: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(piece);
}
