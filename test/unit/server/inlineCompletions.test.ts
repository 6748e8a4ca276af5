import assert from 'node:assert/strict';
import { CancellationToken, type InlineCompletionParams } from 'vscode-languageserver/node';
import { DocumentTrack } from '../../../src/prediction/documentTrack';
import { createVocabulary } from '../../../src/prediction/vocabulary';
import type { EditorState } from '../../../src/server/editorState';
import type { Clock } from '../../../src/server/clock';
import { ElmanDocument } from '../../../src/server/elmanDocument';
import { InlineCompletions } from '../../../src/server/inlineCompletions';
import type { LiveModels } from '../../../src/server/liveModels';
import { Memory } from '../../../src/server/memory';
import type { Readings } from '../../../src/server/readings';
import { Scheduler } from '../../../src/server/scheduler';
import { defaultSettings } from '../../../src/server/settings';
import type { Silence } from '../../../src/server/silence';
import { READING_MS } from '../../../src/server/typingPace';
import { TableModel, TableTokenizer } from '../../support/tableModel';

const URI = 'untitled:Untitled-1';
const RULE = { template: 'A rule.', values: [] };
const cancelled: CancellationToken = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose() {} }) };

/** The server's answers on a document whose network knows one line: `say hello world`. */
describe('inline completions', () => {
  const tokenizer = new TableTokenizer([...' abcdefghijklmnopqrstuvwxyz', ' hello', ' world', 'say']);
  const model = new TableModel(tokenizer, 1, 1);
  model.teach('say hello world', 12);
  let rule: typeof RULE | undefined;
  let scheduler: Scheduler;
  let document: ElmanDocument;
  let track: Pick<DocumentTrack, 'distributionAt'>;
  let completions: InlineCompletions;
  let state: EditorState;
  /** What stands still until somebody waits; whoever waits then is told. */
  let nowMs: number;
  let whileWaiting: (ms: number) => void;
  const clock: Clock = {
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
      whileWaiting(ms);
    },
  };

  beforeEach(() => {
    rule = undefined;
    nowMs = 0;
    whileWaiting = () => assert.fail('nobody types fast');
    document = new ElmanDocument(URI, 'plaintext', 1, 'say hel');
    track = new DocumentTrack(model, tokenizer, 'say hel');
    scheduler = new Scheduler(async () => Infinity, (error) => assert.fail(String(error)));
    const models = { current: { model, opened: { tokenizer }, vocabulary: createVocabulary(tokenizer) } } as unknown as LiveModels;
    const readings = { trackOf: () => track } as unknown as Readings;
    const rules = { ofPlace: () => rule, ofDocument: () => undefined, letsKnow: () => true, rule: { changed: () => undefined } } as unknown as Silence;
    state = { settings: defaultSettings, trusted: true } as EditorState;
    const memory = new Memory(() => [document], state, rules, () => []);
    completions = new InlineCompletions({ get: () => document }, state, models, readings, memory, rules, scheduler, clock);
  });

  function ask(context: object = {}, token = CancellationToken.None) {
    const character = document.text.toString().length;
    return completions.answer({ textDocument: { uri: URI }, position: { line: 0, character }, context: { triggerKind: 2, ...context } } as InlineCompletionParams, token);
  }
  function type(text: string): void {
    const end = { line: 0, character: document.text.toString().length };
    document.update([{ range: { start: end, end }, text }], document.version + 1, nowMs);
    if (track instanceof DocumentTrack) track.applyEdit({ start: end, end }, text);
  }
  /** Types with so many milliseconds between the keys. */
  function typeWith(gapMs: number, text: string): void {
    for (const key of text) {
      nowMs += gapMs;
      type(key);
    }
  }

  it('say why nothing was suggested until something is', async () => {
    rule = RULE;
    assert.equal(await ask(), null);
    assert.equal(completions.silence, RULE);
    rule = undefined;
    assert.equal((await ask())?.items[0].insertText, 'hello world');
    assert.equal(completions.silence, undefined);
  });

  it('say that the selected entry of the list cannot be continued', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } };
    assert.equal(await ask({ selectedCompletionInfo: { range, text: 'help' } }), null);
    assert.match(completions.silence?.template ?? '', /selected entry/);
  });

  it('keep the reason through requests that were outrun or failed', async () => {
    rule = RULE;
    await ask();
    rule = undefined;
    assert.equal(await ask({}, cancelled), null);
    assert.equal(completions.silence, RULE);
    track = { distributionAt: () => Promise.reject(new Error('broken')) };
    await assert.rejects(ask(), /broken/);
    assert.equal(completions.silence, RULE);
  });

  it('remember nothing of a model that was swapped right behind the request', async () => {
    const answer = ask();
    const swap = scheduler.request(async () => completions.forget());
    assert.equal((await answer)?.items.length, 1);
    await swap;
    type('l');
    await ask();
    assert.equal(completions.counts.typedAlong, 0);
  });

  it('are typed along', async () => {
    await ask();
    type('l');
    assert.equal((await ask())?.items[0].insertText, 'hello world');
    assert.equal(completions.counts.typedAlong, 1);
  });

  it('do not give again the second word of a suggestion whose first one was typed', async () => {
    state.settings = { ...defaultSettings, eagerness: 'always' };
    await ask();
    type('lo wo');
    completions.dismiss({ textDocument: { uri: URI }, position: { line: 0, character: 12 } });
    document = new ElmanDocument(URI, 'plaintext', 2, 'say hello w');
    track = new DocumentTrack(model, tokenizer, 'say hello w');
    assert.notEqual((await ask())?.items[0].insertText, 'world');
    assert.equal((await ask({ triggerKind: 1 }))?.items[0].insertText, 'world', 'by hand');
  });

  it('do not give again what was dismissed, unless they are asked by hand', async () => {
    state.settings = { ...defaultSettings, eagerness: 'always' };
    const dismiss = () => completions.dismiss({ textDocument: { uri: URI }, position: { line: 0, character: document.text.toString().length } });
    assert.equal((await ask())?.items[0].insertText, 'hello world');
    dismiss();
    assert.equal(await ask(), null);
    assert.match(completions.silence?.template ?? '', /was dismissed/);
    assert.equal((await ask({ triggerKind: 1 }))?.items[0].insertText, 'hello world', 'by hand');
    dismiss();
    type('l');
    assert.notEqual((await ask())?.items[0].insertText, 'hello world', 'the next letter of the word');
    type('o ');
    assert.equal((await ask())?.items[0].insertText, 'world', 'the next word was not dismissed');
  });

  describe('while keys come fast', () => {
    /** Three letters that are left of a word save two keys at most: enough at leisure, too little in a hurry. */
    const eagerness = 'balanced';
    let waitedMs: number[];

    beforeEach(() => {
      waitedMs = [];
      whileWaiting = (ms) => void waitedMs.push(ms);
      document = new ElmanDocument(URI, 'plaintext', 1, 'say ');
      track = new DocumentTrack(model, tokenizer, 'say ');
      state.settings = { ...defaultSettings, eagerness, maximumWords: 1 };
    });

    it('show what is worth more at once, and what is worth a glance when the keys rest', async () => {
      typeWith(100, 'he');
      assert.equal((await ask())?.items[0].insertText, 'hello');
      assert.deepEqual(waitedMs, [READING_MS], 'three letters are too few');
      assert.equal(completions.counts.searches, 1, 'one request');
      assert.equal(completions.silence, undefined);
      document = new ElmanDocument(URI, 'plaintext', 1, 'say ');
      track = new DocumentTrack(model, tokenizer, 'say ');
      state.settings = { ...state.settings, maximumWords: 4 };
      completions.forget();
      typeWith(100, 'he');
      assert.equal((await ask())?.items[0].insertText, 'hello world');
      assert.equal(waitedMs.length, 1, 'nine characters are worth it at once');
    });

    it('say so until they rest, and give no answer to a text that has gone on', async () => {
      typeWith(100, 'he');
      whileWaiting = () => {
        assert.match(completions.silence!.template, /faster than ghost text can be read/);
        type('l');
      };
      assert.equal(await ask(), null);
      assert.match(completions.silence!.template, /faster than ghost text can be read/);
    });

    for (const [what, gapMs, level, context] of [['slow keys', READING_MS, eagerness, {}], ['the level "always"', 50, 'always', {}], ['a request by hand', 50, eagerness, { triggerKind: 1 }]] as const) {
      it(`do not wait for ${what}`, async () => {
        state.settings = { ...state.settings, eagerness: level };
        typeWith(gapMs, 'he');
        assert.equal((await ask(context))?.items[0].insertText, 'hello');
        assert.deepEqual(waitedMs, []);
      });
    }
  });
});
