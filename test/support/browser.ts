// The browser that shows the editor under test: Debian's chromium, driven by playwright-core. It reaches this machine only.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

export interface OpenBrowser {
  readonly page: Page;
  /** What page and browser said, newest last. */
  readonly log: string[];
  close(): Promise<void>;
}

/** @throws Error if chromium cannot be started. */
export async function openBrowser(): Promise<OpenBrowser> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'elman-browser-')); // or it writes into the real home
  const browser = await launch(home);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const log: string[] = [];
  page.on('pageerror', (error) => log.push(`error ${String(error)}`));
  page.on('console', (message) => log.push(`${message.type()} ${message.text()}`));
  const close = async (): Promise<void> => {
    await browser.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  return { page, log, close };
}

function launch(home: string): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    env: { ...environment(), HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
      '--disable-background-networking', '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
