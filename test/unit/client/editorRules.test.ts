// What the client decides by itself of documents and places.
import assert from 'node:assert/strict';
import { DOCUMENT_SCHEMES } from '../../../src/client/documentSchemes';
import { editorSilence, isDiffTab } from '../../../src/client/editorSilence';
import { switchedOn } from '../../../src/privacy/switchedOn';
import { SCHEMES } from '../../../src/server/documentPath';

describe('rules of the editor', () => {
  it('show the server the documents that it works in', () => {
    assert.deepEqual(DOCUMENT_SCHEMES, SCHEMES);
  });

  it('are silent with text selected, several cursors, in a diff, and while a continuation is written', () => {
    const place = { cursors: 1, isTextSelected: false, isInDiff: false, isWriting: false };
    assert.equal(editorSilence(place), undefined);
    for (const change of [{ isTextSelected: true }, { cursors: 2 }, { isInDiff: true }, { isWriting: true }]) {
      assert.equal(typeof editorSilence({ ...place, ...change })?.template, 'string');
    }
  });

  it('take every tab for a diff that does not show one text by itself', () => {
    class Text {}
    class Notebook {}
    class TextDiff {}
    const isDiff = (input: unknown) => isDiffTab(input, [Text, Notebook]);
    assert.deepEqual([new Text(), new Notebook()].map(isDiff), [false, false]);
    // A merge editor, or a diff of several files, has no class, or none that an extension can name.
    assert.deepEqual([new TextDiff(), {}, undefined].map(isDiff), [true, true, true]);
  });

  it('take the globs that are on without a condition', () => {
    const lists = [{ '**/.git': true, '**/*.js': { when: '$(basename).ts' } }, { '**/out': true, '**/.svn': false }, { '**/.git': true }, undefined, null];
    assert.deepEqual(switchedOn(lists), ['**/.git', '**/out']);
  });
});
