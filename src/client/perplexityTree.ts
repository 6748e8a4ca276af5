// The perplexity view's contents as a tree of plain nodes: the most surprising words, and the figure by line. Pure.
import type { DocumentPerplexity, LinePerplexity, SurprisingWord } from '../server/protocol';
import type { Figures } from './figures';
import { heatName, heatOf, heatRange, HEATS, type Heat } from './heat';
import type { Translate } from './translate';

/** Longer lists of lines are cut into chapters of this many, so that they can be surveyed. */
export const LINES_PER_CHAPTER = 100;
/** More of a line than this does not fit beside the code. */
const SHOWN_CHARACTERS = 80;

export interface Place {
  /** Zero-based. */
  readonly line: number;
  /** UTF-16 columns. */
  readonly start: number;
  readonly end: number;
}

export interface PerplexityNode {
  /** Only groups have one: they stay open or closed when the figures change. */
  readonly id?: string;
  readonly label: string;
  readonly description: string;
  /** For screen readers: label, level in words and figure; groups need none. */
  readonly spoken?: string;
  readonly heat?: Heat;
  /** Where a selected node leads. */
  readonly place?: Place;
  readonly children?: readonly PerplexityNode[];
}

/** Nodes of the view. @param textOf text of a line, zero-based. */
export function perplexityTree(perplexity: DocumentPerplexity, textOf: (line: number) => string, translate: Translate, figures: Figures): PerplexityNode[] {
  const { lines, surprising } = perplexity;
  if (lines.length === 0) return [];
  return [
    {
      id: 'surprising',
      label: perplexity.source === 'memory' ? translate('Most surprising words, with the document’s memory') : translate('Most surprising words'),
      description: translate('bits'),
      children: surprising.map((word) => wordNode(word, translate, figures)),
    },
    {
      id: 'lines',
      label: translate('Figure by line'),
      description: translate('perplexity per word'),
      children: lineNodes(lines.filter(({ words }) => words > 0), textOf, translate, figures),
    },
    legend(translate, figures),
  ];
}

/** Meaning of the colours, here and in the heat map. */
function legend(translate: Translate, figures: Figures): PerplexityNode {
  const steps = HEATS.map((heat): PerplexityNode => {
    const label = heatName(heat, translate);
    const description = heatRange(heat, translate, figures);
    return { label, description, spoken: `${label}: ${description}`, heat };
  });
  return { id: 'legend', label: translate('Colours'), description: translate('surprise of a word'), children: steps };
}

/** Where there is no tree: why. @param characters in the document. @param limit of the settings. */
export function emptyText(characters: number, limit: number, translate: Translate, figures: Figures): string {
  if (characters === 0) return translate('This document is empty.');
  if (characters > limit) {
    return translate('This document has {0} characters. Perplexity is computed up to {1}; the limit is a setting.', figures.count(characters), figures.count(limit));
  }
  return translate('Elman has not read this document: it is excluded, or the model is still being loaded.');
}

function wordNode({ line, start, end, text, surprisalBits }: SurprisingWord, translate: Translate, figures: Figures): PerplexityNode {
  const label = shortened(text.trim()) || JSON.stringify(text);
  const description = translate('{0} bits, line {1}', figures.measure(surprisalBits), line + 1);
  const heat = heatOf(surprisalBits);
  return {
    label,
    description,
    spoken: `${label}: ${heatName(heat, translate)}, ${description}`,
    heat,
    place: { line, start, end },
  };
}

function lineNodes(lines: readonly LinePerplexity[], textOf: (line: number) => string, translate: Translate, figures: Figures): PerplexityNode[] {
  if (lines.length > LINES_PER_CHAPTER) return chapters(lines, textOf, translate, figures);
  return lines.map(({ line, words, bits, perplexityPerWord }) => {
    const text = textOf(line);
    const label = `${line + 1}: ${shortened(text.trim())}`;
    const heat = heatOf(bits / words);
    return {
      label,
      description: figures.perplexity(perplexityPerWord),
      spoken: `${label}: ${heatName(heat, translate)}, ${translate('perplexity per word')} ${figures.perplexity(perplexityPerWord)}`,
      heat,
      place: { line, start: text.length - text.trimStart().length, end: text.trimEnd().length },
    };
  });
}

function chapters(lines: readonly LinePerplexity[], textOf: (line: number) => string, translate: Translate, figures: Figures): PerplexityNode[] {
  const count = Math.ceil(lines.length / LINES_PER_CHAPTER);
  return Array.from({ length: count }, (_, index) => {
    const chapter = lines.slice(index * LINES_PER_CHAPTER, (index + 1) * LINES_PER_CHAPTER);
    const bitsPerWord = sum(chapter.map(({ bits }) => bits)) / sum(chapter.map(({ words }) => words));
    return {
      id: `lines-${index}`,
      label: translate('Lines {0} to {1}', chapter[0].line + 1, chapter[chapter.length - 1].line + 1),
      description: figures.perplexity(2 ** bitsPerWord),
      heat: heatOf(bitsPerWord),
      children: lineNodes(chapter, textOf, translate, figures),
    };
  });
}

/** The beginning of a text that has more characters than fit. */
function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${[...text.slice(0, SHOWN_CHARACTERS - 1)].filter((character) => !/[\ud800-\udfff]/u.test(character)).join('')}…`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
