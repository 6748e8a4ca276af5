// Sentences in the user's language. Every English template is a literal where it is used, so that a test can find each of
// them and compare it with the translations; only `messages.ts` knows the editor that translates.

/** Fills a template, {0}, {1}, ..., in the user's language. */
export type Translate = (template: string, ...values: (string | number)[]) => string;
