import assert from 'node:assert/strict';
import { DocumentTrack } from '../../../../src/prediction/documentTrack';
import { gatherFollowers } from '../../../../src/prediction/memory/followers';
import { editAtRandom } from '../../../support/randomEdits';
import { createTinyModel } from '../../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 1 });
const TEXT = 'hello world\nsay hello\n\nconst b = 2;\nhello';

/** What a track knows at the end of a line, as tables by order. */
async function knownAt(track: DocumentTrack, line: number, character: number) {
  const { knowledge } = (await track.distributionAt(line, character))!;
  const known = gatherFollowers(knowledge.sources, knowledge.history).map(({ order, total, tokens, counts }) => ({ order, total, counts: new Map(tokens.map((token, i): [number, number] => [token, counts[i]]).sort(([a], [b]) => a - b)) }));
  return { known, history: knowledge.history };
}

describe('document memory', () => {
  it('is that of the text as it stands after any edits', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const track = new DocumentTrack(model, tokenizer, TEXT);
      const { text, line } = await editAtRandom(track, TEXT, { seed, edits: 25, look: (...place) => track.distributionAt(place[0], place[1]) });
      const character = Math.floor(text.split('\n')[line].length / 2);
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

  it('does not remember lines that hold a part of a secret because of the lines above them', async () => {
    const texts: Record<string, [text: string, line: string]> = {
      'the end of a private key': ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQ\n-----END PRIVATE KEY-----\n', 'AgEAAoIBAQ'],
      'a value below its name': ['Password:\nzebra9931moon\n', 'zebra9931moon'],
      'a column of a table': ['| user | password |\n|---|---|\n| bob | sunflower |\n', '| bob | sunflower |'],
      'a repetition': ['password: zebra9931moon\n\nrun zebra9931moon now\n', 'run zebra9931moon now'],
    };
    for (const [name, [text, line]] of Object.entries(texts)) {
      const lines = `${text}\n`.split('\n');
      const { knowledge } = (await new DocumentTrack(model, tokenizer, lines.join('\n')).distributionAt(lines.length - 1, 0))!;
      const tokens = tokenizer.encodeLine(line);
      for (let known = 3; known < tokens.length; known++) {
        const followers = gatherFollowers(knowledge.sources, tokens.slice(0, known)).filter(({ order }) => order >= 3);
        assert.ok(!followers.some(({ tokens: seen }) => seen.includes(tokens[known])), `${name}: ${tokens.slice(0, known).length} tokens of ${line}`);
      }
    }
  });

  it('does not remember a secret of the line that is typed in', async () => {
    const line = 'mysql -pzebra9931moon && mysql -pzebra99';
    const { knowledge } = (await new DocumentTrack(model, tokenizer, line).distributionAt(0, line.length))!;
    assert.deepEqual(gatherFollowers(knowledge.sources, knowledge.history), []);
  });
});
