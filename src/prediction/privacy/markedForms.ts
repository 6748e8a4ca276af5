// Secrets that begin at, or stand behind, a fixed mark: the prefix of a token, the name of a command or a header. All marks
// are looked for in one pass (keywords.ts); an expression runs only where its mark stands.
import { spansOf, type Span } from './standIn';

/** A kind of secret with its marks. */
export interface MarkedForm {
  readonly marks: readonly string[];
  /** Whether capitals and small letters of a mark are the same. */
  readonly anyCase?: boolean;
  /** Secrets of this form at a mark. */
  readonly find: (text: string, begin: number) => readonly Span[];
}

/** A form whose secret is the first group that matches of a sticky expression, which begins at the mark. */
export function formOf(marks: readonly string[], pattern: RegExp, isSecret: (value: string) => boolean = () => true): MarkedForm {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace(/[dgy]/g, '')}dy`);
  return {
    marks,
    anyCase: pattern.ignoreCase,
    find: (text, begin) => {
      sticky.lastIndex = begin;
      const indices = sticky.exec(text)?.indices?.slice(1).find((group) => group !== undefined);
      return indices && isSecret(text.slice(indices[0], indices[1])) ? [{ begin: indices[0], end: indices[1] }] : [];
    },
  };
}

/** A form whose secrets may stand anywhere in a piece of text that begins at the mark. */
export function formIn(marks: readonly string[], pieceEnd: (text: string, begin: number) => number, patterns: readonly RegExp[], isSecret: (value: string) => boolean): MarkedForm {
  return {
    marks,
    find: (text, begin) => {
      const piece = text.slice(begin, pieceEnd(text, begin));
      return patterns.flatMap((pattern) => spansOf(piece, pattern, isSecret).map((span) => ({ begin: begin + span.begin, end: begin + span.end })));
    },
  };
}

/** One mark of a form. */
export interface Mark {
  readonly mark: string;
  readonly form: MarkedForm;
}

const WORD_CHARACTER = /[A-Za-z0-9]/;

/** All marks of some forms. */
export function marksOf(forms: readonly MarkedForm[]): Mark[] {
  return forms.flatMap((form) => form.marks.map((mark) => ({ mark, form })));
}

/** Secrets at a place where a mark was found with folded case. */
export function secretsAtMark(text: string, begin: number, { mark, form }: Mark): readonly Span[] {
  const isInside = begin > 0 && WORD_CHARACTER.test(text[begin - 1]) && WORD_CHARACTER.test(mark[0]);
  return !isInside && (form.anyCase || text.startsWith(mark, begin)) ? form.find(text, begin) : [];
}
