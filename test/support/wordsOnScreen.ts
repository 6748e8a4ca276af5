// Where words stand in a code editor as it is seen, and the colour behind them.
import type { Locator } from 'playwright-core';

/** Pixels of the page. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}

/** The middle of a word where it is seen first; undefined while it is not. The editor cuts long tokens after 50 characters. */
export function placeOfWord(code: Locator, word: string): Promise<ScreenPlace | undefined> {
  return code.evaluate((element, wanted) => {
    const document = element.ownerDocument;
    for (const line of element.querySelectorAll('.view-line')) {
      const texts = document.createTreeWalker(line, 4);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const at = (text.textContent ?? '').indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return undefined;
  }, word);
}

/** What an extension has coloured the background of a word with; '' if there is nothing. */
export async function colourBehind(code: Locator, word: string): Promise<string> {
  const place = await placeOfWord(code, word);
  if (!place) return '';
  return code.evaluate((element, { x, y }) => {
    const { getComputedStyle } = element.ownerDocument.defaultView!;
    for (const mark of element.querySelectorAll('.view-overlays [class*="ced-"]')) {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      const { backgroundColor } = getComputedStyle(mark);
      if (left <= x && x <= right && top <= y && y <= bottom && !/^transparent$|, 0\)$/.test(backgroundColor)) return backgroundColor;
    }
    return '';
  }, place);
}
