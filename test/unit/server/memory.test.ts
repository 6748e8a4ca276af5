import assert from 'node:assert/strict';
import { documentTokens } from '../../../src/prediction/documentTokens';
import type { CursorDistribution } from '../../../src/prediction/documentTrack';
import { IndexedSource, type FollowerSource } from '../../../src/prediction/memory/followers';
import type { MemoryPart } from '../../../src/prediction/memory/mixtureWeights';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { emptyState } from '../../../src/prediction/readTokens';
import { ReadingRule } from '../../../src/privacy/readingRule';
import type { EditorState } from '../../../src/server/editorState';
import { ElmanDocument } from '../../../src/server/elmanDocument';
import { Memory } from '../../../src/server/memory';
import { defaultSettings } from '../../../src/server/settings';
import { Silence } from '../../../src/server/silence';
import { createTinyModel } from '../../support/tinyModel';

const { model, tokenizer } = createTinyModel({ seed: 1 });
/** Words without a letter in common with each other: one tells nothing about another. */
const WORDS = ['zzzq', 'kkkw', 'jjjv', 'xxxb', 'yyyf', 'gggm', 'pppd', 'uuuc', 'QQQZ', 'KKKW'];

function sourceOf(text: string): FollowerSource {
  return new IndexedSource(TokenIndex.of(documentTokens(tokenizer, text), tokenizer.startToken));
}

describe('memory beside the network', () => {
  let open: ElmanDocument[];
  let current: ElmanDocument;
  let state: EditorState;
  let workspace: FollowerSource[];
  let opened = 0;

  beforeEach(() => {
    current = document('');
    open = [current];
    state = { settings: defaultSettings, trusted: true, paused: false, focus: null, tellsFocus: false, folders: [], excluded: [] };
    workspace = [];
  });

  function document(text: string, uri = `untitled:Untitled-${++opened}`): ElmanDocument {
    return new ElmanDocument(uri, 'plaintext', 1, text);
  }
  function change(changed: ElmanDocument, text: string): void {
    changed.update([{ text }], changed.version + 1);
  }
  const memoryOf = (parts?: readonly MemoryPart[]) => new Memory(() => [...open], state, new Silence(state, new ReadingRule(() => state)), () => workspace, parts && new Set(parts));

  /** The network is as sure of each token as of any other, and what was typed is a word but its last letter. */
  const even = new Float32Array(tokenizer.size).fill(-Math.log(tokenizer.size));
  function placeAfter(word: string, sources: readonly FollowerSource[] = []): CursorDistribution {
    return { typed: '', distribution: { state: emptyState(model), logProbabilities: even }, knowledge: { sources, history: tokenizer.encodeLine(word.slice(0, -1)) } } as unknown as CursorDistribution;
  }
  /** Whether the end of a word is more probable than to the network alone. */
  function knows(memory: Memory, word: string, sources: readonly FollowerSource[] = []): boolean {
    const { distribution } = memory.begin(model, tokenizer, current, placeAfter(word, sources));
    return distribution.logProbabilities[tokenizer.encodeLine(word).at(-1)!] > even[0];
  }
  /** Words that are known after as many requests as it takes to know all. */
  function knownWords(memory: Memory, words = WORDS): string[] {
    for (let request = 0; request < open.length; request++) knows(memory, words[0]);
    return words.filter((word) => knows(memory, word));
  }

  it('knows the document, the other open ones and the workspace, each where it is used', () => {
    const [own, others, workspaces, unknown] = WORDS;
    open.push(document(others));
    workspace = [sourceOf(workspaces)];
    const uses: [readonly MemoryPart[] | undefined, string[]][] = [[undefined, [own, others, workspaces]], [['document'], [own]], [['open'], [others]], [['workspace'], [workspaces]], [[], []]];
    for (const [parts, known] of uses) {
      const memory = memoryOf(parts);
      assert.deepEqual([own, others, workspaces, unknown].filter((word) => knows(memory, word, [sourceOf(own)])), known);
    }
  });

  it('does not count the document at hand among the others', () => {
    change(current, WORDS[0]);
    assert.equal(knows(memoryOf(), WORDS[0]), false);
  });

  it('indexes one other document a request, and one that was edited again', () => {
    const read: string[] = [];
    const listening = Object.assign(Object.create(tokenizer) as typeof tokenizer, { encodeLine: (line: string) => (read.push(line), tokenizer.encodeLine(line)) });
    const memory = memoryOf();
    const readInOneRequest = () => {
      read.length = 0;
      memory.begin(model, listening, current, placeAfter(WORDS[0]));
      return [...read];
    };
    open.push(...WORDS.slice(0, 3).map((word) => document(word)));
    assert.deepEqual(Array.from({ length: 4 }, readInOneRequest), [[WORDS[2]], [WORDS[1]], [WORDS[0]], []]);
    change(open[1], WORDS[5]);
    assert.deepEqual(Array.from({ length: 2 }, readInOneRequest), [[WORDS[5]], []]);
  });

  it('knows what an edit has left, and goes on knowing the older text until it has read the newer', () => {
    open.push(...WORDS.slice(0, 3).map((word) => document(word)));
    const memory = memoryOf();
    assert.deepEqual(knownWords(memory), WORDS.slice(0, 3));
    change(open[1], WORDS[5]);
    change(open[2], WORDS[6]);
    // One of them is read with this request.
    assert.equal(knows(memory, WORDS[0]), true);
    assert.deepEqual(knownWords(memory), [WORDS[2], WORDS[5], WORDS[6]]);
  });

  it('asks the eight that were opened or changed last', () => {
    open.push(...WORDS.map((word) => document(word)));
    const memory = memoryOf();
    assert.deepEqual(knownWords(memory), WORDS.slice(2));
    change(open[1], WORDS[0]);
    assert.deepEqual(knownWords(memory), [WORDS[0], ...WORDS.slice(3)]);
  });

  it('knows nothing of a document that was closed', () => {
    open.push(document(WORDS[0]), document(WORDS[1]));
    const memory = memoryOf();
    assert.deepEqual(knownWords(memory), WORDS.slice(0, 2));
    open.splice(1, 1);
    assert.deepEqual(knownWords(memory), [WORDS[1]]);
  });

  it('knows nothing of documents that must not be read, and they take nobody\'s place', () => {
    open.push(...WORDS.slice(0, 8).map((word) => document(word)));
    for (const uri of ['file:///project/.env', 'untitled:/project/id_rsa', 'file:///project/.vscode/settings.json', 'output:Elman', 'git:/x/y.ts']) open.push(document(WORDS[8], uri));
    assert.deepEqual(knownWords(memoryOf()), WORDS.slice(0, 8));
  });

  it('masks what looks like a secret', () => {
    const secret = 'hG7kQ2xVb9LmT4pRz8Wn3YcD6sFjA1eU';
    open.push(document(`password = "${secret}"`));
    assert.equal(knows(memoryOf(), secret), false);
  });

  it('knows of an untrusted workspace only the document at hand', () => {
    const [own, others, workspaces] = WORDS;
    open.push(document(others));
    workspace = [sourceOf(workspaces)];
    state.trusted = false;
    const memory = memoryOf();
    assert.deepEqual(WORDS.slice(0, 3).filter((word) => knows(memory, word, [sourceOf(own)])), [own]);
    state.trusted = true;
    assert.equal(knows(memory, others), true);
  });

  it('begins a search at the same place again while nothing has changed, and only then', () => {
    const other = document(WORDS[1]);
    open.push(other);
    const memory = memoryOf();
    const place = placeAfter(WORDS[0], [sourceOf(WORDS[0])]);
    const begin = (at = place) => memory.begin(model, tokenizer, current, at).distribution;
    const before = begin();
    assert.equal(begin(), before);
    change(other, WORDS[2]);
    const edited = begin();
    assert.notEqual(edited, before);
    assert.equal(begin(), edited);
    workspace = [sourceOf(WORDS[3])];
    const saved = begin();
    assert.notEqual(saved, edited);
    assert.equal(begin(), saved);
    assert.notEqual(begin(placeAfter(WORDS[0])), saved);
  });

  it('begins anew with the tokens of another model', () => {
    open.push(document(WORDS[0]));
    const memory = memoryOf();
    assert.equal(knows(memory, WORDS[0]), true);
    const other = createTinyModel({ seed: 2 });
    open.push(document(WORDS[1]));
    const { distribution } = memory.begin(other.model, other.tokenizer, current, placeAfter(WORDS[0]));
    // One index a request: that of the newest document; the one of the other tokens is not used.
    assert.equal(distribution.logProbabilities[tokenizer.encodeLine(WORDS[0]).at(-1)!], even[0]);
  });
});
