import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Position } from '../../../src/prediction/lineText';
import { TypedText } from '../../../src/replay/typedText';
import { typeStretch, type Pace } from '../../../src/replay/typeStretch';
import { ScriptedPredictor } from '../../support/scriptedPredictor';

const UNTIMED: Pace = { isTimed: false, gapMs: () => 0 };

/** What stands in the document after each key, `|` at the cursor, and the key's price where it is not one. */
function keysOf(text: string, languageId = 'typescript'): string[] {
  const typed = new TypedText(text, languageId);
  const seen: string[] = [];
  for (let at = typed.entry(0); at < text.length; ) {
    const { to, keys } = typed.step(at);
    at = to;
    seen.push(`${text.slice(0, at)}|${typed.after(at)}${keys === 1 ? '' : ` ${keys}`}`);
  }
  return seen;
}

function keys(text: string, languageId = 'typescript'): number {
  return new TypedText(text, languageId).keysBetween(0, text.length);
}

describe('a text as keys', () => {
  it('costs one key per character, whatever its length in UTF-16', () => {
    assert.deepEqual(keysOf('a😀é', 'markdown'), ['a|', 'a😀|', 'a😀é|']);
    assert.equal(keys('漢字かな', 'markdown'), 4);
  });

  it('costs the keys of every syllable of Hangul, typed at once', () => {
    assert.deepEqual(keysOf('한 값', 'markdown'), ['한| 3', '한 |', '한 값| 4']);
  });

  it('has the closers that the editor inserts, which cost nothing', () => {
    assert.deepEqual(keysOf('f("a")'), ['f|', 'f(|)', 'f("|")', 'f("a|")', 'f("a"|) 0', 'f("a")| 0']);
  });

  it('has closers on a line of their own behind Enter, which takes the cursor there at last', () => {
    assert.deepEqual(keysOf('f({\n  a\n})').slice(2), ['f({|})', 'f({\n|\n})', 'f({\n |\n})', 'f({\n  |\n})', 'f({\n  a|\n})', 'f({\n  a\n|})', 'f({\n  a\n}|) 0', 'f({\n  a\n})| 0']);
  });

  it('keeps closers right of the cursor where they do not stand on a line of their own', () => {
    assert.deepEqual(keysOf('(a,\nb)').slice(2), ['(a,|)', '(a,\n|)', '(a,\nb|)', '(a,\nb)| 0']);
  });

  it('is indented by Enter as the line above, as far as the next line is', () => {
    assert.deepEqual(keysOf('  a\n    b\n  c\nd', 'markdown').map((seen) => seen.split('\n').at(-1)), [' |', '  |', '  a|', '  |', '   |', '    |', '    b|', '  |', '  c|', '|', 'd|']);
    assert.deepEqual(keysOf('\ta\n\n\tb', 'markdown').slice(2), ['\ta\n|', '\ta\n\n\t|', '\ta\n\n\tb|'], 'blank lines are passed over');
  });

  it('counts leading white space as typed', () => {
    const typed = new TypedText('a\n    b c', 'markdown');
    assert.deepEqual([typed.leadingKeysBetween(2, 9), typed.leadingKeysBetween(4, 5), typed.leadingKeysBetween(6, 9)], [4, 1, 0]);
    assert.equal(new TypedText('  a\n  b', 'markdown').leadingKeysBetween(4, 7), 0, 'but not what Enter yields');
  });

  it('begins in a line where Enter would have gone', () => {
    const typed = new TypedText('{\n  a\n  b\n}', 'typescript');
    assert.deepEqual([0, 2, 6, 10].map((start) => typed.entry(start)), [0, 2, 8, 10]);
    assert.equal(typed.after(8), '\n}');
  });

  const anyCode = fc.array(fc.constantFrom('(', ')', '{', '}', '[', ']', '"', "'", '`', '\\', '\n', '\n', '  ', ' ', 'ab', 'x', '//', '한', '😀'), { maxLength: 40 }).map((pieces) => pieces.join(''));
  const anyLanguage = fc.constantFrom('typescript', 'python', 'markdown');

  it('is what the document holds at the end, whatever stands in it', async () => {
    await fc.assert(fc.asyncProperty(anyCode, anyLanguage, async (text, languageId) => {
      const typed = new TypedText(text, languageId);
      const predictor: ScriptedPredictor = new ScriptedPredictor((_line, position) => {
        const at = typed.lineStarts[position.line] + position.character;
        assert.equal(predictor.document.toString(), text.slice(0, at) + typed.after(at));
        return '';
      });
      const from = typed.entry(0);
      const typing = await typeStretch(predictor, 'a', typed, { from, to: text.length }, UNTIMED);
      assert.equal(predictor.document.toString(), text);
      assert.equal(typing.keys, typed.keysBetween(from, text.length), 'without prediction nothing is saved');
      assert.equal(typing.shown, 0);
    }));
  });

  it('is so, too, when parts of it are accepted, and never costs more keys than without', async () => {
    await fc.assert(fc.asyncProperty(anyCode, anyLanguage, fc.array(fc.nat(12), { minLength: 1, maxLength: 9 }), async (text, languageId, lengths) => {
      const typed = new TypedText(text, languageId);
      let asked = 0;
      const truth = (_line: string, { line, character }: Position): string => {
        const at = typed.lineStarts[line] + character;
        return [...text.slice(at).split('\n')[0]].slice(0, lengths[asked++ % lengths.length]).join('');
      };
      const predictor = new ScriptedPredictor(truth);
      const from = typed.entry(0);
      const typing = await typeStretch(predictor, 'a', typed, { from, to: text.length }, UNTIMED);
      assert.equal(predictor.document.toString(), text);
      // An opener that is accepted is not closed by the editor: its closer costs a key then.
      assert.ok(typing.keys <= typed.keysBetween(from, text.length) + typed.openersWithin(0, text.length).length);
    }));
  });
});
