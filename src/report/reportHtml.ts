// The documents that show a report: a page that holds all it needs, for a file, and an empty one that an editor fills by
// messages. A comparison of models and the user's statistics have pages of the same kind. None can reach a network: their policy allows the one
// script and the one style sheet they come with.
// Pure; what comes from outside stands in a data block, where nothing of it is markup.
import { formatSentence, type Sentence } from '../model/userError';
import type { ComparisonData } from './comparisonData';
import type { ComparisonTexts } from './comparisonTexts';
import { REPORT_STATES, type ReportData, type ReportEnd } from './reportData';
import type { ReportTexts } from './reportTexts';
import type { StatisticsContent } from './statisticsContent';
import { resultSentence } from './trainingResult';

/** What the page of a report shows; also what an editor sends to its view. */
export interface ReportContent {
  readonly report: ReportData;
  readonly texts: ReportTexts;
  /** Result in the reader's language. */
  readonly result: string;
  /** The report's reason in the reader's language. */
  readonly reason?: string;
}

/** @param say fills a sentence in the reader's language. */
export function reportContent(report: ReportData, texts: ReportTexts, say: (sentence: Sentence) => string = formatSentence): ReportContent {
  return { report, texts, result: say(resultSentence(report)), ...(report.reason ? { reason: say(report.reason) } : {}) };
}

/** What the page of a comparison shows. */
export interface ComparisonContent {
  readonly comparison: ComparisonData;
  readonly texts: ComparisonTexts;
}

/** Text of a page that has nothing else to show. */
export interface NoticeContent {
  readonly notice: string;
  readonly texts: { readonly title: string };
}

export type PageContent = ReportContent | ComparisonContent | StatisticsContent | NoticeContent;

/** Id of the data block. */
export const DATA_BLOCK = 'report-data';

/** Script and style of the page, each with its hash as a policy wants it: `sha256-` and Base64. */
export interface PageParts {
  readonly script: string;
  readonly scriptHash: string;
  readonly style: string;
  readonly styleHash: string;
}

/** The page as a file. @throws Error if a part would end its own element. */
export function reportHtml(content: PageContent, { script, scriptHash, style, styleHash }: PageParts): string {
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error('the script or the style of the page ends its own element');
  return documentOf({
    language: 'en',
    title: content.texts.title,
    policy: `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`,
    head: `<style>${style}</style>`,
    body: `<script type="application/json" id="${DATA_BLOCK}">${dataBlock(content)}</script><script>${script}</script>`,
  });
}

/** Where an editor's view finds script and style, and which sources its policy may name. */
export interface ViewPlaces {
  readonly scriptAddress: string;
  readonly styleAddress: string;
  /** The view's own source for style sheets. */
  readonly source: string;
  /** Unguessable; made anew for every view. */
  readonly nonce: string;
  /** Tag of the language of the texts. */
  readonly language: string;
}

/** The document of an editor's view; it asks for its content when it is ready. */
export function reportViewHtml(title: string, { scriptAddress, styleAddress, source, nonce, language }: ViewPlaces): string {
  return documentOf({
    language,
    title,
    policy: `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; base-uri 'none'; form-action 'none'`,
    head: `<link rel="stylesheet" href="${escaped(styleAddress)}">`,
    body: `<script nonce="${nonce}" src="${escaped(scriptAddress)}"></script>`,
  });
}

/** The report that a page was made from; undefined if the text is no such page. */
export function reportOfHtml(html: string): ReportData | undefined {
  return contentOfHtml(html)?.report;
}

/** The page of a run that could not say itself how it ended; undefined if the text is no page of a running one. */
export function endedHtml(html: string, state: ReportEnd, reason?: Sentence): string | undefined {
  const content = contentOfHtml(html);
  if (content?.report.state !== 'running') return undefined;
  const ended = reportContent({ ...content.report, state, ...(reason ? { reason } : {}) }, content.texts);
  // A function, for the data may hold what a replacement would read as its own signs.
  return html.replace(BLOCK, (_, head: string, __, tail: string) => `${head}${dataBlock(ended)}${tail}`);
}

const BLOCK = new RegExp(`(<script type="application/json" id="${DATA_BLOCK}">)([^<]*)(</script>)`);

function contentOfHtml(html: string): ReportContent | undefined {
  try {
    const content = JSON.parse(BLOCK.exec(html)?.[2] ?? '') as ReportContent;
    const { report } = content;
    return Array.isArray(report.points) && Array.isArray(report.languages) && REPORT_STATES.includes(report.state) ? content : undefined;
  } catch {
    return undefined;
  }
}

function documentOf({ language, title, policy, head, body }: { language: string; title: string; policy: string; head: string; body: string }): string {
  return [
    '<!DOCTYPE html>',
    `<html lang="${escaped(language)}">`,
    `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>${head}</head>`,
    `<body><main id="report"></main>${body}</body>`,
    '</html>',
    '',
  ].join('\n');
}

/** JSON in which nothing can end a script element or begin a comment. */
function dataBlock(content: PageContent): string {
  return JSON.stringify(content).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
