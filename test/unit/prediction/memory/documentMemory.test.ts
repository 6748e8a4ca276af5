import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../../src/prediction/documentTrack';
import { gatherFollowers } from '../../../../src/prediction/memory/followers';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { createTinyModel } from '../../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 1 });
const ADDED = ['x', ' hello', '\n', '한', 'const a = 1;\n', ''];

/** What a track knows at the end of a line, as tables by order. */
async function knownAt(track: DocumentTrack, line: number, character: number) {
  const { knowledge } = (await track.distributionAt(line, character))!;
  const known = gatherFollowers(knowledge.sources, knowledge.history).map(({ order, total, tokens, counts }) => ({ order, total, counts: new Map(tokens.map((token, i): [number, number] => [token, counts[i]]).sort(([a], [b]) => a - b)) }));
  return { known, history: knowledge.history };
}

describe('document memory', () => {
  it('is that of the text as it stands after any edits', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seededRandom(seed);
      const pick = (below: number) => Math.floor(random() * below);
      let text = 'hello world\nsay hello\n\nconst b = 2;\nhello';
      const track = new DocumentTrack(model, tokenizer, text);
      for (let edit = 0; edit < 25; edit++) {
        const lines = text.split('\n');
        const line = pick(lines.length);
        const from = pick(lines[line].length + 1);
        const to = Math.min(lines[line].length, from + pick(3));
        const added = ADDED[pick(ADDED.length)];
        track.applyEdit({ start: { line, character: from }, end: { line, character: to } }, added);
        lines[line] = lines[line].slice(0, from) + added + lines[line].slice(to);
        text = lines.join('\n');
        if (pick(2) === 0) await track.distributionAt(line, from);
      }
      const lines = text.split('\n');
      const line = pick(lines.length);
      const character = pick(lines[line].length + 1);
      assert.deepEqual(await knownAt(track, line, character), await knownAt(new DocumentTrack(model, tokenizer, text), line, character));
    }
  });

  it('knows at once what was typed a moment ago, also in the same line', async () => {
    const track = new DocumentTrack(model, tokenizer, ' hello world hello ');
    const { known } = await knownAt(track, 0, ' hello world hello '.length);
    const world = tokenizer.encodeLine(' world')[0];
    assert.ok(known.some(({ counts }) => counts.has(world)));
  });

  it('knows what stands below, and nothing of what stands right of the cursor', async () => {
    const track = new DocumentTrack(model, tokenizer, 'hello\nhello world');
    const below = await knownAt(track, 0, 5);
    assert.ok(below.known.length > 0);
    const alone = await knownAt(new DocumentTrack(model, tokenizer, 'hello world'), 0, 5);
    assert.deepEqual(alone.known, []);
  });

  it('gives the same object while nothing before the word has changed', async () => {
    const track = new DocumentTrack(model, tokenizer, 'say hello\nsay h');
    const before = (await track.distributionAt(1, 5))!.knowledge;
    track.applyEdit({ start: { line: 1, character: 5 }, end: { line: 1, character: 5 } }, 'e');
    assert.equal((await track.distributionAt(1, 6))!.knowledge, before);
    track.applyEdit({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'x');
    assert.notEqual((await track.distributionAt(1, 6))!.knowledge, before);
  });

  it('does not remember lines that hold a secret', async () => {
    const secret = 'password = "k9#vQ2!xZ7pL0aB4"';
    const { knowledge } = (await new DocumentTrack(model, tokenizer, `${secret}\npass`).distributionAt(1, 0))!;
    assert.deepEqual(gatherFollowers(knowledge.sources, tokenizer.encodeLine('password = "k')), []);
  });
});
