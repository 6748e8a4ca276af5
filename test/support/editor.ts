// A real VS Code with the packaged extension, in a browser, as a person would use it: open, type, look, press keys.
// Everything waits for what is seen, never for a time. One editor serves one test file; each has its own profile.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { startCodeServer, type CodeServer } from '../../scripts/editor/codeServer';
import { editorCache, installCodeServer } from '../../scripts/editor/codeServerInstall';
import { hostTarget, packageFile } from '../../scripts/package';
import { openBrowser, type OpenBrowser } from './browser';

const waitMs = 30_000;
/** What a busy machine takes to load a model or to start a language service. */
export const startUpMs = 90_000;
/** Nothing that the editor does after a key takes this long to be drawn, so that what was seen so long stays. */
const steadyMs = 600;
/** A hover comes half a second after the mouse; an update of the item meanwhile takes it away. */
const hoverMs = 3_000;

export interface EditorOptions {
  /** Files of the folder that is opened, by path relative to it. */
  readonly files?: Readonly<Record<string, string>>;
  /** An existing folder to open instead; it is not removed afterwards. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** True: the folder must be trusted first. */
  readonly askForTrust?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of the packaged extension: a .vsix or an unpacked folder; none at all for an empty list. */
  readonly extensions?: readonly string[];
}

/** The .vsix of this machine, as the package suite made it. @throws Error if there is none for this platform. */
export function packagedExtension(): string {
  const target = hostTarget();
  if (target === undefined) throw new Error(`There is no package for ${process.platform} on ${process.arch}.`);
  return packageFile(target);
}

/** Starts an editor and waits until its window is there. */
export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const folder = options.folder ?? mkdtempSync(path.join(os.tmpdir(), 'elman-folder-'));
  for (const [name, text] of Object.entries(options.files ?? {})) writeInto(folder, name, text);
  const server = await startCodeServer({
    install: installCodeServer(),
    extensions: options.extensions ?? [packagedExtension()],
    ...(options.settings && { settings: options.settings }),
    ...(options.environment && { environment: options.environment }),
    askForTrust: options.askForTrust ?? false,
  });
  const browser = await openBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const editor = new Editor(server, browser, folder, options.folder === undefined);
  await editor.openFolder(folder).catch(async (error: unknown) => {
    await editor.close();
    throw error;
  });
  return editor;
}

function writeInto(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export class Editor {
  readonly page: Page;

  constructor(readonly server: CodeServer, private readonly browser: OpenBrowser, readonly folder: string, private readonly ownsFolder: boolean) {
    this.page = browser.page;
  }

  /** Opens a folder in this window, with the same profile; extensions start anew. */
  async openFolder(folder: string): Promise<void> {
    const payload = JSON.stringify([['skipWelcome', 'true']]);
    await this.page.goto(`${this.server.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 2 * waitMs });
  }

  /** Shows a file of the folder, or one by its absolute path, and puts the cursor at its end. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.pick(path.resolve(this.folder, name), path.basename(name)); // by its whole path: a new file may not be indexed yet
    await this.page.locator(`.monaco-editor[data-uri$="/${encodeURI(path.basename(name))}"]`).first().waitFor({ timeout: waitMs });
    await this.focus();
    await this.press('Control+End');
  }

  /** Opens an untitled document; `language` as the language picker names it ("Markdown", "TypeScript"). */
  async openUntitled(language?: string): Promise<void> {
    const address = async () => (await this.page.locator('.editor-instance .monaco-editor').count()) > 0 ? await this.code.getAttribute('data-uri') : null;
    const before = await address();
    await this.runCommand('File: New Untitled Text File');
    await this.until(address, (now) => now !== before && now?.startsWith('untitled:') === true, 'a new untitled document');
    if (language !== undefined) {
      await this.runCommand('Change Language Mode');
      await this.pick(language, language);
    }
    await this.focus();
  }

  async focus(): Promise<void> {
    await this.code.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /** The code editor in front. */
  get code(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** Types as a person does; 100 ms between keys leave the editor time to ask. */
  async type(text: string, betweenKeysMs = 100): Promise<void> {
    await this.page.keyboard.type(text, { delay: betweenKeysMs });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Runs a command of the palette by its title, in whatever language the title is. A page that comes up may take the focus, which closes the palette: it is opened again. */
  async runCommand(title: string): Promise<void> {
    for (let attempt = 1; attempt <= 3; attempt++) {
      await this.page.keyboard.press('F1');
      if (await this.tryPick(title, title)) return;
    }
    throw new Error(`The palette closed three times before "${title}" could be chosen.`);
  }

  /** Types into the open picker and takes the first row that is called `row`: "Open Thing", not "Open Thing Elsewhere". */
  async pick(what: string, row: string): Promise<void> {
    if (!await this.tryPick(what, row)) throw new Error(`The picker closed before "${row}" could be chosen.`);
  }

  /** @returns false if the picker closed before the row was there. */
  private async tryPick(what: string, row: string): Promise<boolean> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    await input.waitFor({ state: 'visible', timeout: waitMs });
    await this.page.keyboard.type(what);
    const called = this.page.locator('.label-name').getByText(row, { exact: true });
    const first = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: called }).first();
    const isThere = await Promise.race([first.waitFor({ timeout: waitMs }).then(() => true), input.waitFor({ state: 'hidden', timeout: waitMs }).then(() => false)]);
    if (!isThere) return false;
    await first.click();
    await first.waitFor({ state: 'hidden', timeout: waitMs });
    return true;
  }

  /** The ghost text that is seen now, line ends included; '' if there is none. */
  async ghostText(): Promise<string> {
    const parts = await this.code.locator('[class*="ghost-text"]').allTextContents();
    return parts.join('').replaceAll('\u00a0', ' ');
  }

  /** Waits for ghost text that satisfies `wanted`, any by default. */
  async waitForGhostText(wanted: RegExp = /./): Promise<string> {
    return this.until(() => this.ghostText(), (text) => wanted.test(text), `ghost text ${wanted}`);
  }

  async waitForNoGhostText(): Promise<void> {
    await this.until(() => this.ghostText(), (text) => text === '', 'no ghost text');
  }

  /** Ghost text that no longer changes: another may be on its way when some is seen. */
  async steadyGhostText(): Promise<string> {
    let last = '';
    let since = Date.now();
    const look = async () => {
      const text = await this.ghostText();
      if (text !== last) since = Date.now();
      return (last = text);
    };
    return this.until(look, (text) => text !== '' && Date.now() - since >= steadyMs, 'ghost text that stays');
  }

  /** True if no ghost text is seen during the time given; the editor asks 50 ms after a key. */
  async staysQuiet(milliseconds = 1_000): Promise<boolean> {
    for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(25)) if ((await this.ghostText()) !== '') return false;
    return true;
  }

  /** The text of the visible lines, top down, without ghost text. */
  async visibleLines(): Promise<string[]> {
    const lines = await this.code.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => element as unknown as { style: { top: string }; cloneNode(deep: true): ClonedLine })
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map((element) => {
          const copy = element.cloneNode(true);
          for (const ghost of copy.querySelectorAll('[class*="ghost-text"]')) ghost.remove();
          return copy.textContent ?? '';
        }),
    );
    return lines.map((line) => line.replaceAll('\u00a0', ' '));
  }

  /** Waits until a visible line reads exactly so, ghost text apart. */
  async waitForLine(line: string): Promise<void> {
    await this.until(() => this.visibleLines(), (lines) => lines.includes(line), `the line "${line}"`);
  }

  /** Saves the file in front and gives back what is then on disk. */
  async savedText(name: string): Promise<string> {
    await this.press('Control+S');
    await this.until(() => this.page.locator('.tab.active.dirty').count(), (count) => count === 0, 'the file saved');
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** A status bar item by what it shows. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text }).first();
  }

  /** Waits for a status bar item and gives back its whole text. */
  async waitForStatusBar(text: string | RegExp): Promise<string> {
    await this.statusBarItem(text).waitFor({ timeout: 2 * waitMs });
    return (await this.statusBarItem(text).innerText()).trim();
  }

  /** The text of the hover of a status bar item, which holds `part`: another hover may still be on its way out. */
  async statusBarTooltip(text: string | RegExp, part: string): Promise<string> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: part }).last();
    const look = async () => {
      await this.parkMouse();
      await this.statusBarItem(text).hover();
      return (await hover.innerText({ timeout: hoverMs }).catch(() => '')).replaceAll('\u00a0', ' ').trim();
    };
    const seen = await this.until(look, (tooltip) => tooltip.includes(part), `a tooltip with "${part}"`);
    await this.parkMouse();
    return seen;
  }

  /** Where nothing reacts to the mouse: the title bar, right of its box. */
  async parkMouse(): Promise<void> {
    await this.page.mouse.move(1050, 18);
  }

  /** Hides the panel if it is shown. */
  async hidePanel(): Promise<void> {
    if (await this.page.locator('[id="workbench.parts.panel"]').isVisible()) await this.runCommand('View: Hide Panel');
  }

  /** A notification on the screen. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-toast', { hasText: text }).first();
  }

  async waitForNotification(text: string | RegExp, limitMs = waitMs): Promise<string> {
    await this.notification(text).waitFor({ timeout: limitMs });
    return (await this.notification(text).innerText()).trim();
  }

  /** Presses a button of a notification or a dialog; `inside` says of which. */
  async answer(inside: string | RegExp, button: string): Promise<void> {
    const asked = this.page.locator('.notification-toast, .monaco-dialog-box', { hasText: inside }).first();
    await asked.locator('.monaco-button', { hasText: button }).first().click({ timeout: waitMs });
  }

  /** Keeps a picture of the window in `.vscode-test/pictures/`. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(editorCache, 'pictures', `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Repeats `look` until `enough` is satisfied. @throws Error naming `what`, with a picture, after the limit. */
  async until<T>(look: () => Promise<T>, enough: (value: T) => boolean, what: string, limitMs = waitMs): Promise<T> {
    let seen = await look();
    for (const end = Date.now() + limitMs; !enough(seen); seen = await look()) {
      if (Date.now() > end) throw new Error(`Waited in vain for ${what}; saw ${JSON.stringify(seen)}. Picture: ${await this.screenshot('failed')}`);
      await sleep(25);
    }
    return seen;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    if (this.ownsFolder) rmSync(this.folder, { recursive: true, force: true });
  }
}

interface ClonedLine {
  readonly textContent: string | null;
  querySelectorAll(selector: string): Iterable<{ remove(): void }>;
}
