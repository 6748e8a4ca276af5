// `textDocument/inlineCompletion`: from a cursor to ghost text. Text and version are read before the first await, for the
// document is changed in place; an answer to an older text is no answer.
import {
  InlineCompletionTriggerKind,
  type CancellationToken,
  type InlineCompletionItem,
  type InlineCompletionList,
  type InlineCompletionParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { Sentence } from '../model/userError';
import { lowestProbability, worthNow, worthOf, type Worth } from '../prediction/eagerness';
import { suggestInTypedCase } from '../prediction/capitals';
import type { Suggestions } from '../prediction/suggestions';
import { systemClock } from './clock';
import { completionTarget, type CompletionTarget } from './completionTarget';
import { Cancelled, cancellableModel } from './countedModel';
import { Dismissals } from './dismissals';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { LastAnswer, type Insertion } from './lastAnswer';
import type { ModelsInUse } from './liveModels';
import type { Memory } from './memory';
import type { Readings } from './readings';
import type { Scheduler } from './scheduler';
import { FIXED_SELECTION, LOADING, TOO_FAST, TYPED_OVER, type Silence } from './silence';
import { TypedOver } from './typedOver';

/** More than a person looks through. */
const EXPLICIT_CANDIDATES = 5;
/** Brackets that were opened farther up are rarely closed by a suggestion. */
const LINES_ABOVE = 100;

/** UTF-16 units right of the cursor that are compared with a suggestion: more than one word has. */
const MOST_AFTER_CURSOR = 1_000;

/** What a request asks, read from the document when it arrived. */
interface Question {
  readonly document: ElmanDocument;
  readonly revision: number;
  readonly line: number;
  readonly text: string;
  readonly character: number;
  readonly explicit: boolean;
  /** The last suggestions here were typed over. */
  readonly isTired: boolean;
  readonly selected: InlineCompletionParams['context']['selectedCompletionInfo'];
}

/** One search for a request. */
interface Attempt {
  /** What is wanted of its suggestion. */
  readonly worth: Worth;
  readonly isFirst: boolean;
}

export class InlineCompletions {
  /** Requests that searched, and those answered from the last suggestion. */
  readonly counts = { searches: 0, typedAlong: 0 };
  /** Why nothing was suggested last; undefined when something was. */
  silence: Sentence | undefined;
  private readonly last = new LastAnswer();
  private readonly typedOver = new TypedOver();
  private readonly dismissals = new Dismissals();

  constructor(
    private readonly documents: { get(uri: string): ElmanDocument | undefined },
    private readonly state: EditorState,
    private readonly models: ModelsInUse,
    private readonly readings: Readings,
    private readonly memory: Memory,
    private readonly rules: Silence,
    private readonly scheduler: Scheduler,
    private readonly clock = systemClock,
  ) {}

  /** What was suggested belongs to another model or other settings now. */
  forget(): void {
    this.last.forget();
    this.typedOver.forget();
  }

  /** The suggestion at the cursor was dismissed: its first word is not suggested there again. */
  dismiss({ textDocument: { uri }, position: { line, character } }: TextDocumentPositionParams): void {
    const text = this.documents.get(uri)?.text.line(line) ?? '';
    const standing = this.last.typedAlong(uri, line, text, character, 0);
    if (!standing) return;
    const before = text.slice(0, standing.start);
    this.dismissals.add(uri, line, standing.insertions.map((insertion) => before + insertion.text.slice(0, insertion.firstEnd)));
    this.last.forget();
    this.typedOver.forgetLast();
  }

  async answer({ textDocument, position, context }: InlineCompletionParams, token: CancellationToken): Promise<InlineCompletionList | null> {
    const document = this.documents.get(textDocument.uri);
    if (!document) return null;
    const { line, character } = document.text.nearest(position);
    const { selectedCompletionInfo: selected } = context;
    const explicit = context.triggerKind === InlineCompletionTriggerKind.Invoked;
    const text = document.text.line(line);
    const question: Question = {
      document,
      revision: document.revision,
      line,
      text,
      character,
      explicit,
      isTired: !explicit && this.isTired(document.uri, line, text.slice(0, character)),
      selected: selected && { ...selected, range: document.text.nearestRange(selected.range) },
    };
    // A person waits for it: what is on disk is looked at anew, not only every two seconds.
    if (explicit) this.rules.rule.changed();
    const rule = this.models.current ? this.rules.ofPlace(document, text, character) : LOADING;
    return rule ? this.silent(rule) : (this.typedAlong(question) ?? this.searched(question, token));
  }

  /** The rest of the last suggestion, if what was typed since is what it said. */
  private typedAlong({ document, line, text, character, explicit, selected }: Question): InlineCompletionList | undefined {
    if (explicit || selected) return undefined;
    const along = this.last.typedAlong(document.uri, line, text, character, lowestProbability(worthOf[this.state.settings.eagerness]));
    if (!along) return undefined;
    this.counts.typedAlong++;
    this.silence = undefined;
    return list(along.insertions.map((insertion) => insertion.text), { line, start: along.start, end: character });
  }

  /** While keys come too fast for reading, only what is worth more; once they rest, what is worth a glance. */
  private async searched(question: Question, token: CancellationToken): Promise<InlineCompletionList | null> {
    const isOutdated = () => token.isCancellationRequested || question.document.revision !== question.revision;
    // Up to its answer inside the request: the model must not be swapped before what it said is remembered.
    const ask = (attempt: Attempt) => this.scheduler.request(async () => (isOutdated() ? null : this.search(question, attempt, token, isOutdated)));
    const { eagerness } = this.state.settings;
    const { isTired } = question;
    const restMs = question.explicit ? 0 : question.document.pace.restMs(this.clock.nowMs());
    const worth = worthNow(eagerness, { inHurry: false, isTired });
    const inHurry = worthNow(eagerness, { inHurry: true, isTired });
    if (inHurry === worth || restMs === 0) return ask({ worth, isFirst: true });
    const answer = await ask({ worth: inHurry, isFirst: true });
    if (answer || isOutdated()) return answer;
    this.silence = TOO_FAST;
    await this.clock.wait(restMs);
    return ask({ worth, isFirst: false });
  }

  /** Whether only what is surer is wanted, because the last suggestions here were typed over. */
  private isTired(uri: string, line: number, before: string): boolean {
    this.dismissals.passed(uri, line, before);
    return this.typedOver.isTiredAt({ uri, line, before }, this.clock.nowMs());
  }

  /** A request that was outrun has no answer, and says nothing of why. */
  private async search(question: Question, { worth, isFirst }: Attempt, token: CancellationToken, isOutdated: () => boolean): Promise<InlineCompletionList | null> {
    const { current } = this.models;
    const track = this.readings.trackOf(question.document);
    if (!current || !track) return null;
    const { line, text, character } = question;
    try {
      const place = await track.distributionAt(line, character);
      if (!place || isOutdated()) return null;
      const target = completionTarget(text, character, place.typed, question.selected);
      if (!target) return this.silent(FIXED_SELECTION);
      if (isFirst) this.counts.searches++;
      const { tokenizer } = current.opened;
      const { model, distribution, calibration, words } = this.memory.begin(cancellableModel(current.model, token), tokenizer, question.document, place);
      const found = await suggestInTypedCase(model, tokenizer, current.vocabulary, {
        distribution,
        typed: place.typed,
        textBefore: text.slice(0, character - place.typed.length),
        textAfterCursor: text.slice(character, character + MOST_AFTER_CURSOR),
        linesAbove: () => question.document.text.linesBefore(line, LINES_ABOVE),
        words,
        limits: { worth, maximumWords: this.state.settings.maximumWords, candidates: EXPLICIT_CANDIDATES },
        explicit: question.explicit,
        wasDismissed: (whole) => this.dismissals.has(question.document.uri, line, whole),
        calibration,
        isCancelled: isOutdated,
        ...(target.selected !== undefined && { selected: target.selected }),
      });
      return isOutdated() ? null : this.found(question, target, found);
    } catch (error) {
      if (error instanceof Cancelled) return null;
      throw error;
    }
  }

  private found({ document, line, text, character, isTired }: Question, target: CompletionTarget, { suggestions, silence }: Suggestions): InlineCompletionList | null {
    this.silence = silence && isTired && this.state.settings.eagerness !== 'always' ? TYPED_OVER : silence;
    if (suggestions.length === 0) return null;
    const start = target.start(character - suggestions[0].replace);
    const insertions = suggestions.map((suggestion): Insertion => {
      const { probability, firstEnd } = suggestion;
      return { probability, text: target.insertion(suggestion.text), firstEnd: target.insertion(suggestion.text.slice(0, firstEnd)).length };
    });
    const place = { uri: document.uri, line, before: text.slice(0, start), typed: text.slice(start, character) };
    this.last.remember({ ...place, after: text.slice(character) }, insertions);
    const [{ text: whole, firstEnd }] = insertions;
    this.typedOver.shown({ ...place, text: whole, firstWord: whole.slice(0, firstEnd) });
    return list(insertions.map((insertion) => insertion.text), { line, start, end: character });
  }

  private silent(reason: Sentence): null {
    this.silence = reason;
    return null;
  }
}

function list(texts: readonly string[], { line, start, end }: { line: number; start: number; end: number }): InlineCompletionList {
  const range = { start: { line, character: start }, end: { line, character: end } };
  return { items: texts.map((text): InlineCompletionItem => ({ insertText: text, filterText: text, range })) };
}
