// An input method as the browser sees one, by its own composition events: Korean and Japanese are typed like this.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

export class InputMethod {
  private constructor(private readonly devtools: CDPSession) {}

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** Every string of `steps` is what stands in the composition after a key; `commit` inserts the last one of a word. */
  async compose(steps: readonly string[]): Promise<void> {
    for (const text of steps) {
      await this.devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await sleep(100);
    }
  }

  /** Ends a composition with the text that stays. */
  async commit(text: string): Promise<void> {
    await this.devtools.send('Input.insertText', { text });
  }
}
