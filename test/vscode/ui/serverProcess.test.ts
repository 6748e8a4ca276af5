// The language server is killed, as the system does when memory runs out, or hangs: another takes its place by itself,
// reads the open document again and suggests as before, and nothing pops up.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor, spokenStatus, typeUntilGhost, waitForStatus } from '../../support/sharedEditor';

const LETTER = '# A letter\n\nDear friend, I write to you because I have read your letter.\n';

describe('the server process', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  /** Process number of the server that serves this editor and no other: its program lies in this editor's profile. */
  function serverProcess(): number | undefined {
    const program = path.join(path.dirname(editor.server.userData), 'extensions');
    const isProgram = (part: string) => part.startsWith(program) && part.endsWith(path.join('dist', 'server.js'));
    const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((number) => commandLineOf(number).some(isProgram));
    return found === undefined ? undefined : Number(found);
  }

  /** Empty if the process has ended meanwhile. */
  function commandLineOf(number: string): string[] {
    try {
      return readFileSync(`/proc/${number}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
  }

  const anotherThan = (old: number) => editor.until(async () => serverProcess(), (number) => number !== undefined && number !== old, 'another server');

  /** Ghost text comes and is inserted, and no notification has told of what happened. */
  async function suggestsAsBefore(): Promise<void> {
    const { typed, ghost } = await typeUntilGhost(editor);
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
  }

  const figure = (status: string) => /Perplexity per word: ([\d.,]+)/.exec(status)?.[1];

  it('is a child of the extension host', () => {
    const [, parent] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${serverProcess()}/status`, 'utf8')) ?? [];
    assert.match(readFileSync(`/proc/${parent}/cmdline`, 'utf8'), /--type=extensionHost/);
  });

  it('comes back when it is killed, with the open document read again', async () => {
    await openNew(editor, 'killed.md', LETTER);
    const before = figure(await spokenStatus(editor));
    const killed = serverProcess()!;
    process.kill(killed, 'SIGKILL');
    await anotherThan(killed);
    assert.equal(figure(await waitForStatus(editor, /Perplexity per word: \S+ Perplexity per token/)), before);
    await suggestsAsBefore();
  });

  it('is replaced within half a minute when it hangs while someone types', async () => {
    await openNew(editor, 'hung.md', LETTER);
    const hung = serverProcess()!;
    process.kill(hung, 'SIGSTOP');
    const typing = new AbortController();
    const typed = (async () => {
      for (; !typing.signal.aborted; await sleep(500)) await editor.type('a ');
    })();
    await anotherThan(hung).finally(() => typing.abort());
    await typed;
    await waitForStatus(editor, /Perplexity per word: \S+ Perplexity per token/);
    await suggestsAsBefore();
  });
});
