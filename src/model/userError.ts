// An expected failure, said in one sentence to the person who caused it or suffers it. Bugs throw other errors.

/** A sentence with its arguments apart, so that the editor can say it in the user's language. */
export interface Sentence {
  /** English, with {0}, {1}, ... where the arguments go; the key of the translation. */
  readonly template: string;
  readonly values: readonly (string | number)[];
}

/** Fills a sentence in English. */
export function formatSentence({ template, values }: Sentence): string {
  return template.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

/** An expected failure; `message` is the English sentence, `sentence` can be translated. */
export class UserError extends Error {
  readonly sentence: Sentence;
  constructor(template: string, ...values: (string | number)[]) {
    super(formatSentence({ template, values }));
    this.name = 'UserError';
    this.sentence = { template, values };
  }
}
