// The language server is killed, as the system does when memory runs out: another takes its place by itself, reads the
// open document again and suggests as before, and nothing pops up.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Editor } from '../../support/editor';
import { openNew, sharedEditor, spokenStatus, typeUntilGhost, waitForStatus } from '../../support/sharedEditor';

describe('the server process', () => {
  let editor: Editor;
  before(async () => {
    editor = await sharedEditor();
  });

  /** Process number of the server that serves this editor and no other: its program lies in this editor's profile. */
  function serverProcess(): number | undefined {
    const program = path.join(path.dirname(editor.server.userData), 'extensions');
    const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((number) => {
      const file = `/proc/${number}/cmdline`;
      const [, script = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\0') : [];
      return script.startsWith(program) && script.endsWith(path.join('dist', 'server.js'));
    });
    return found === undefined ? undefined : Number(found);
  }

  const figure = (status: string) => /Perplexity per word: ([\d.,]+)/.exec(status)?.[1];

  it('is a child of the extension host', () => {
    const [, parent] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${serverProcess()}/status`, 'utf8')) ?? [];
    assert.match(readFileSync(`/proc/${parent}/cmdline`, 'utf8'), /--type=extensionHost/);
  });

  it('comes back when it is killed, with the open document read again', async () => {
    await openNew(editor, 'killed.md', '# A letter\n\nDear friend, I write to you because I have read your letter.\n');
    const before = figure(await spokenStatus(editor));
    const killed = serverProcess()!;
    process.kill(killed, 'SIGKILL');
    await editor.until(async () => serverProcess(), (number) => number !== undefined && number !== killed, 'another server');
    assert.equal(figure(await waitForStatus(editor, /Perplexity per word: \d/)), before);
    const { typed, ghost } = await typeUntilGhost(editor);
    await editor.press('Tab');
    await editor.waitForLine(typed + ghost);
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
  });
});
