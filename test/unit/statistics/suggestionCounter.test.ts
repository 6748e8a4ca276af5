// What counts as shown and as accepted, by what an editor tells.
import assert from 'node:assert/strict';
import { Typist } from './typist';

/** Shown, accepted, keys of acceptance, characters. */
function check({ counts: { shown, accepted, acceptances, characters } }: Typist, ...expected: [number, number, number, number]): void {
  assert.deepEqual([shown, accepted, acceptances, characters], expected);
}

describe('the counter of suggestions', () => {
  it('counts one that is typed along once', () => {
    const typist = new Typist('The qu').offer('quick brown');
    check(typist, 1, 0, 0, 0);
    for (const key of 'ick bro') typist.type(key).offerAt(4, 'quick brown');
    check(typist, 1, 0, 0, 0);
    assert.deepEqual([...typist.languages], ['markdown']);
  });

  it('counts one that is typed along faster than the editor asks once', () => {
    check(new Typist('The qu').offer('quick brown').type('ick').offerAt(4, 'quick brown'), 1, 0, 0, 0);
  });

  it('counts another one, another place and another document anew', () => {
    check(new Typist('The qu').offer('quick').type('e').offer('queen').type('en ').offer('queen'), 3, 0, 0, 0);
    const typist = new Typist('a th').offer('this');
    typist.counter.shown({ uri: 'file:///b.md', language: 'plaintext', line: 3, start: 2, before: 'a ', typed: 'th', texts: ['this'] });
    check(typist, 2, 0, 0, 0);
    assert.deepEqual([...typist.languages], ['markdown', 'plaintext']);
  });

  it('counts one that comes again after a slip and a backspace once', () => {
    check(new Typist('The qu').offer('quick').type('x').backspace().offer('quick'), 1, 0, 0, 0);
  });

  it('counts one that an input method is composing along once, and takes no composition for an acceptance', () => {
    const korean = new Typist('').offerAt(0, '안녕하세요');
    for (const composed of ['ㅇ', '아', '안']) korean.edit(0, composed);
    korean.offerAt(0, '안녕하세요');
    for (const composed of ['안ㄴ', '안녀', '안녕']) korean.edit(0, composed);
    check(korean.offerAt(0, '안녕하세요'), 1, 0, 0, 0);
    check(new Typist('').offerAt(0, '日本語').type('n').edit(0, 'に').edit(0, 'にほん').edit(0, '日本'), 1, 0, 0, 0);
  });

  it('counts a whole acceptance with the characters that were not typed, however the editor inserts them', () => {
    for (const how of ['replace', 'insert'] as const) {
      check(new Typist('The qu').offer('quick brown').accept(how), 1, 1, 1, 9);
      check(new Typist('The qu').offer('quick brown').type('ic').accept(how), 1, 1, 1, 7);
      check(new Typist('The qu').offer('quick brown').type('ick').backspace().backspace().accept(how), 1, 1, 1, 8);
    }
  });

  it('counts characters and not units of UTF-16', () => {
    check(new Typist('so ').offerAt(3, '😀😀!').accept(), 1, 1, 1, 3);
    check(new Typist('so ').offerAt(3, '😀😀!').type('😀').accept(), 1, 1, 1, 2);
  });

  it('counts an acceptance in parts as one accepted suggestion, each part as a key', () => {
    const typist = new Typist('The qu').offer('quick brown fox');
    check(typist.insert('ick'), 1, 1, 1, 3);
    check(typist.offerAt(4, 'quick brown fox').edit(4, 'quick brown'), 1, 1, 2, 9);
    check(typist.offerAt(4, 'quick brown fox').accept(), 1, 1, 3, 13);
  });

  it('takes a part for accepted only if it is the beginning of the rest, at its place, in one edit', () => {
    const typist = () => new Typist('The qu', ');').offer('quick brown');
    check(typist().insert('i'), 1, 0, 0, 0);
    check(typist().insert('ite'), 1, 0, 0, 0);
    check(typist().insert('ick red'), 1, 0, 0, 0);
    check(typist().edit(4, 'quite'), 1, 0, 0, 0);
    check(typist().editBehind('ick'), 1, 0, 0, 0);
    check(typist().insert('😀'), 1, 0, 0, 0);
    const redone = typist().insert('ick');
    check(redone.edit(6, '', true).edit(6, 'ick', true), 1, 1, 1, 3);
  });

  it('follows the place through lines that come and go above it', () => {
    check(new Typist('The qu').offer('quick brown').insertAbove(2).type('i').offerAt(4, 'quick brown').insert('ck'), 1, 1, 1, 2);
  });

  it('takes nothing for accepted that fills a place where nothing is shown any more', () => {
    const typist = new Typist('The qu').offer('quick brown');
    typist.counter.withdrawn('file:///b.md');
    check(typist.insert('ick'), 1, 1, 1, 3);
    const gone = new Typist('The qu').offer('quick brown');
    gone.counter.withdrawn('file:///a.md');
    check(gone.insert('ick'), 1, 0, 0, 0);
  });

  it('does not take an entry of the editor’s own list for accepted', () => {
    const asked = new Typist('con').offer('console.log(');
    asked.counter.asked({ uri: 'file:///a.md', selected: 'console' });
    check(asked.edit(0, 'console'), 1, 0, 0, 0);
    const extended = new Typist('con').offer('console.log(', { selected: 'console' });
    check(extended.edit(0, 'console'), 1, 0, 0, 0);
    check(extended.accept(), 1, 1, 1, 5);
    check(new Typist('con').offer('console.log(', { selected: 'console' }).accept(), 1, 1, 1, 5);
  });

  it('knows which of several was accepted', () => {
    const typist = new Typist('The qu').offer('quick', { others: ['queen bee', 'question'] });
    check(typist.accept('replace', 'queen bee'), 1, 1, 1, 7);
  });

  it('counts no acceptance twice that was undone and made again, but its keys', () => {
    const typist = new Typist('The qu').offer('quick').accept();
    check(typist.edit(4, 'qu', true).offer('quick').accept(), 1, 1, 2, 6);
  });

  it('takes no notice of outdated numbers and of documents that have no suggestion', () => {
    const typist = new Typist('The qu').offer('quick');
    typist.counter.accepted(17, 'quick');
    typist.counter.changed('file:///b.md', [{ startLine: 3, startCharacter: 6, endLine: 3, endCharacter: 6, text: 'ick' }], false);
    check(typist, 1, 0, 0, 0);
    typist.counter.forget();
    check(typist.accept(), 1, 0, 0, 0);
  });
});
