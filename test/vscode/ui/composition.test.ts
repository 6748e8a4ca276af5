// Korean and Japanese through an input method, by the browser's own composition events: nothing is shown while a syllable
// is composed, and accepting neither doubles nor splits one.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor } from '../../support/editor';
import { InputMethod } from '../../support/inputMethod';
import { openNew, settledGhost, sharedEditor } from '../../support/sharedEditor';

/** What was shown before the first key of a syllable is drawn no longer after this. */
const GONE_WITHIN_MS = 5_000;

/** A syllable or word: what stands in the composition after each key, the last being what is committed. */
type Keys = readonly string[];

const SEE: readonly Keys[] = [['ㅂ', '보', '볼']];
const WAY: readonly Keys[] = [['ㅅ', '수']];
const PAGE: readonly Keys[] = [['ㅍ', '페'], ['ㅇ', '이'], ['ㅈ', '지'], ['ㄹ', '르', '를']];
const COMPO: readonly Keys[] = [['ㅋ', '커', '컴'], ['ㅍ', '포']];
const SETTING: readonly Keys[] = [['ㅅ', '서', '설'], ['ㅈ', '저', '정'], ['ㅇ', '으', '을']];
const CHECK: readonly Keys[] = [['ㅎ', '호', '화', '확'], ['ㅇ', '이', '인']];
const KOREAN = '# 안내\n\n사용자가 버튼을 누르면 새로운 페이지를 볼 수 있습니다.\n\n';

describe('composition', () => {
  let editor: Editor;
  let keyboard: InputMethod;
  before(async () => {
    editor = await sharedEditor();
    keyboard = await InputMethod.of(editor.page);
  });

  /** Composes and commits. @returns ghost text that was seen while something stood in the composition. */
  async function compose(words: readonly Keys[]): Promise<string[]> {
    const seen: string[] = [];
    for (const keys of words) {
      await keyboard.compose(keys.slice(0, 1));
      for (const end = Date.now() + GONE_WITHIN_MS; Date.now() < end && (await editor.ghostText()) !== ''; ) await sleep(20);
      const watching = new AbortController();
      const watch = (async () => {
        for (; !watching.signal.aborted; await sleep(20)) seen.push(await editor.ghostText());
      })();
      await keyboard.compose([...keys.slice(1), keys.at(-1)!]);
      watching.abort();
      await watch;
      await keyboard.commit(keys.at(-1)!);
    }
    return seen.filter((text) => text !== '');
  }

  /** "볼 수 ", which Korean goes on from with "있다" or "없다". @returns as `compose`. */
  async function composeCanSee(): Promise<string[]> {
    const seen = await compose(SEE);
    await editor.type(' ');
    seen.push(...(await compose(WAY)));
    await editor.type(' ');
    return seen;
  }

  it('shows nothing while Korean syllables are composed and suggests after the space', async () => {
    await openNew(editor, 'korean.md', KOREAN);
    assert.deepEqual(await composeCanSee(), []);
    const ghost = await editor.waitForGhostText();
    await editor.press('Tab');
    await editor.waitForNoGhostText();
    assert.equal(await editor.savedText('korean.md'), `${KOREAN}볼 수 ${ghost}`);
  });

  it('neither doubles nor splits a syllable that is composed after an accepted suggestion', async () => {
    await openNew(editor, 'after.md', KOREAN);
    await composeCanSee();
    const ghost = await editor.waitForGhostText();
    await editor.press('Tab');
    assert.deepEqual(await compose(PAGE), []);
    await editor.type(' ');
    await settledGhost(editor);
    await editor.press('Escape');
    assert.equal(await editor.savedText('after.md'), `${KOREAN}볼 수 ${ghost}페이지를 `);
  });

  it('completes a word of which some syllables are committed', async () => {
    const text = '# 컴포넌트\n\n컴포넌트는 화면의 한 조각입니다. 새로운 컴포넌트를 만들어 보세요.\n\n';
    await openNew(editor, 'part.md', text);
    await compose(COMPO);
    const ghost = await editor.waitForGhostText();
    assert.doesNotMatch(ghost, /^[ㄱ-ㅎㅏ-ㅣ]/);
    await editor.press('Tab');
    await editor.waitForNoGhostText();
    assert.equal(await editor.savedText('part.md'), `${text}컴포${ghost}`);
  });

  it('suggests as soon as a syllable is committed, without another key', async () => {
    const text = `# 안내\n\n${'설정을 확인합니다. 다시 설정을 확인합니다.\n'.repeat(3)}\n`;
    await openNew(editor, 'committed.md', text);
    await compose(SETTING);
    await editor.type(' ');
    await settledGhost(editor);
    await compose(CHECK);
    const ghost = await editor.waitForGhostText();
    assert.match(ghost, /^합니다/);
    await editor.press('Tab');
    await editor.waitForNoGhostText();
    assert.equal(await editor.savedText('committed.md'), `${text}설정을 확인${ghost}`);
  });

  it('shows nothing while Japanese is composed and keeps what was chosen', async () => {
    const text = '# 案内\n\n';
    await openNew(editor, 'japanese.md', text);
    assert.deepEqual(await compose([['k', 'か', 'かn', 'かん', '漢'], ['j', 'じ', '字'], ['w', 'を']]), []);
    await settledGhost(editor);
    await editor.press('Escape');
    assert.equal(await editor.savedText('japanese.md'), `${text}漢字を`);
  });
});
