// The n-gram model against counts and probabilities worked out by hand, against a second implementation that goes by the
// definition, and on real text against the unigram.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { evaluateTexts } from '../../../../src/model/evaluate';
import { parseTokenizer } from '../../../../src/model/tokenizerFile';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { discountOf, FALLBACK_DISCOUNTS, modifiedDiscounts, type Discounts } from '../../../../training/comparators/discounts';
import { historyModel } from '../../../../training/comparators/historyModel';
import { KneserNey } from '../../../../training/comparators/kneserNey';
import { encodeLevels } from '../../../../training/comparators/kneserNeyFile';
import { countNgrams, type Level } from '../../../../training/comparators/ngramCounts';
import { meanNats, ngramPredictor, unseenContexts } from '../../../../training/comparators/ngramPredictor';
import { countTargets } from '../../../../training/minibatches';
import { TINY_TOKENIZER } from '../../../support/tinyPackage';

/** Start token 0, a = 1, b = 2, c = 3. */
const SMALL = [Uint16Array.of(0, 1, 2, 1, 2, 3), Uint16Array.of(0, 1, 3)];
const V = 4;

/** N-grams of one level with their counts: 'tokens' -> count; those that count nothing are left out. */
function countsOf(levels: readonly Level[], n: number): Record<string, number> {
  let ngrams = [...levels[0].tokens].map((token) => [token]);
  for (let i = 1; i < n; i++) {
    const { firstNext } = levels[i - 1];
    ngrams = ngrams.flatMap((ngram, g) => [...levels[i].tokens.subarray(firstNext[g], firstNext[g + 1])].map((token) => [...ngram, token]));
  }
  return Object.fromEntries(ngrams.map((ngram, g) => [ngram.join(' '), levels[n - 1].counts[g]] as const).filter(([, count]) => count > 0));
}

/** Probabilities by the definition, on maps of strings. */
class ByDefinition {
  private readonly counts: Map<string, number>[];

  constructor(documents: readonly Uint16Array[], private readonly vocabulary: number, order: number) {
    const seen = Array.from({ length: order + 1 }, () => new Map<string, number>());
    for (const document of documents) {
      const text = [...new Array<number>(order - 2).fill(0), ...document];
      for (let n = 1; n <= order; n++) for (let i = order - 1; i < text.length; i++) {
        const ngram = text.slice(i - n + 1, i + 1).join(' ');
        seen[n].set(ngram, (seen[n].get(ngram) ?? 0) + 1);
      }
    }
    const different = (ngram: string, n: number) => [...seen[n + 1].keys()].filter((longer) => longer.slice(longer.indexOf(' ') + 1) === ngram).length;
    this.counts = seen.map((ngrams, n) => new Map([...ngrams].map(([ngram, count]) => [ngram, n === order || ngram.startsWith('0 ') ? count : n === 0 ? 0 : different(ngram, n)])));
  }

  discounts(n: number): Discounts {
    return modifiedDiscounts(Uint32Array.from(this.counts[n].values()));
  }

  probability(history: readonly number[], token: number): number {
    const n = history.length + 1;
    const lower = n === 1 ? 1 / this.vocabulary : this.probability(history.slice(1), token);
    const prefix = history.map((word) => `${word} `).join('');
    const continuations = Array.from({ length: this.vocabulary }, (_, w) => this.counts[n].get(prefix + w) ?? 0);
    const total = continuations.reduce((sum, count) => sum + count, 0);
    if (total === 0) return lower;
    const discounts = this.discounts(n);
    const given = continuations.reduce((sum, count) => sum + discountOf(discounts, count), 0);
    const count = continuations[token];
    return (count - discountOf(discounts, count)) / total + (given / total) * lower;
  }
}

function probabilities(model: KneserNey, history: readonly number[]): number[] {
  const logs = new Float64Array(model.vocabulary);
  model.logProbabilities(history, logs);
  return [...logs].map(Math.exp);
}

/** Documents in which the next token depends on the last two, a little. */
function randomDocuments(seed: number, vocabulary: number): Uint16Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: 12 }, () => {
    const document = Uint16Array.from({ length: 2 + Math.floor(60 * random()) }, () => 1 + Math.floor((vocabulary - 1) * random() ** 3));
    document[0] = 0;
    for (let i = 3; i < document.length; i++) if (random() < 0.5) document[i] = 1 + ((document[i - 1] * 3 + document[i - 2]) % (vocabulary - 1));
    return document;
  });
}

describe('n-gram counts', () => {
  it('are those counted by hand', () => {
    const levels = countNgrams(SMALL, V, 3);
    // "0 0 1 2 1 2 3" and "0 0 1 3".
    assert.deepEqual(countsOf(levels, 3), { '0 0 1': 2, '0 1 2': 1, '0 1 3': 1, '1 2 1': 1, '1 2 3': 1, '2 1 2': 1 });
    // Different tokens before: 0 and 2 before "1 2"; what begins with the start token keeps its occurrences.
    assert.deepEqual(countsOf(levels, 2), { '0 1': 2, '1 2': 2, '1 3': 1, '2 1': 1, '2 3': 1 });
    // 0 and 2 before 1, only 1 before 2, 1 and 2 before 3.
    assert.deepEqual(countsOf(levels, 1), { 1: 2, 2: 1, 3: 2 });
  });

  it('take what they give away from counts of counts', () => {
    const counts = Uint32Array.from([...new Array<number>(8).fill(1), ...new Array<number>(4).fill(2), 3, 3, 4, 0, 0, 9]);
    // n1 = 8, n2 = 4, n3 = 2, n4 = 1, so Y = 1/2 and D = 1 - 1/2, 2 - 3/4, 3 - 1.
    assert.deepEqual(modifiedDiscounts(counts), [0, 0.5, 1.25, 2]);
    assert.deepEqual([0, 1, 2, 3, 9].map((count) => discountOf(modifiedDiscounts(counts), count)), [0, 0.5, 1.25, 2, 2]);
    assert.deepEqual(modifiedDiscounts(Uint32Array.of(1, 1, 2)), FALLBACK_DISCOUNTS);
  });
});

describe('a Kneser-Ney model', () => {
  it('gives the probabilities worked out by hand', () => {
    const model = KneserNey.train(SMALL, V, 2);
    // So little text has the discounts 1/2, 1, 3/2. Single tokens count the different tokens before them: 2, 1, 2 of 5.
    const lambda = (1 + 0.5 + 1) / 5;
    const unigram = [0, 1 / 5, 0.5 / 5, 1 / 5].map((own) => own + lambda / 4);
    // After a = 1 came b twice and c once: 3 in all; b keeps 2 - 1, c 1 - 1/2, and 1 + 1/2 are given to single tokens.
    const expected = unigram.map((p, token) => [0, 0, 1, 0.5][token] / 3 + (1.5 / 3) * p);
    probabilities(model, [1]).forEach((p, token) => assert.ok(Math.abs(p - expected[token]) < 1e-12, `${token}: ${p}, not ${expected[token]}`));
    // Nothing ever followed c.
    probabilities(model, [3]).forEach((p, token) => assert.ok(Math.abs(p - unigram[token]) < 1e-12));
    assert.equal(model.ngrams, 3 + 5);
  });

  for (const order of [2, 3, 4, 5, 6]) {
    it(`of order ${order} is what the definition says, and sums to one`, () => {
      const vocabulary = 9;
      const documents = randomDocuments(order, vocabulary);
      const model = KneserNey.train(documents, vocabulary, order);
      const slow = new ByDefinition(documents, vocabulary, order);
      const random = seededRandom(40 + order);
      let seen = 0;
      for (let i = 0; i < 150; i++) {
        const document = documents[i % documents.length];
        const text = [...new Array<number>(order - 2).fill(0), ...document];
        const at = Math.floor(random() * (text.length - order + 2));
        const history = i % 3 === 0 ? Array.from({ length: order - 1 }, () => Math.floor(random() * vocabulary)) : text.slice(at, at + order - 1);
        if (model.hasSeen(history)) seen++;
        const found = probabilities(model, history);
        assert.ok(Math.abs(found.reduce((sum, p) => sum + p, 0) - 1) < 1e-9);
        found.forEach((p, token) => assert.ok(Math.abs(p - slow.probability(history, token)) < 1e-9, `${history} ${token}`));
      }
      // Of so few tokens every one was seen; of longer contexts not.
      assert.ok(seen > 50 && (order === 2 || seen < 150), `${seen}`);
    });
  }

  it('takes the discounts of counts of counts where there is text enough', () => {
    const documents = randomDocuments(7, 30);
    assert.notDeepEqual(new ByDefinition(documents, 30, 2).discounts(2), FALLBACK_DISCOUNTS, 'the test covers them');
    const slow = new ByDefinition(documents, 30, 2);
    probabilities(KneserNey.train(documents, 30, 2), [4]).forEach((p, token) => assert.ok(Math.abs(p - slow.probability([4], token)) < 1e-9));
  });

  it('is the same when it is counted with pauses, in which others have the thread, and can be left in each', async () => {
    const documents = randomDocuments(5, 9);
    let pauses = 0;
    let pausesBeforeOthers = Infinity;
    setImmediate(() => (pausesBeforeOthers = pauses));
    const model = await KneserNey.trainWithPauses(documents, 9, 4, () => pauses++);
    assert.deepEqual(model.levels, KneserNey.train(documents, 9, 4).levels);
    assert.equal(pausesBeforeOthers, 0);
    for (let wanted = 1; wanted <= pauses; wanted++) {
      let paused = 0;
      const leave = () => {
        if (++paused === wanted) throw new RangeError('left');
      };
      await assert.rejects(KneserNey.trainWithPauses(documents, 9, 4, leave), { name: 'RangeError', message: 'left' });
      assert.equal(paused, wanted);
    }
    assert.ok(pauses >= 4 * 3, `${pauses}: one for each walk through the text`);
  });

  it('says how often it has never seen what stands before a token', () => {
    // Of the contexts (0 0), (0 1), (1 3), (3 2) training went on from the first two only.
    assert.equal(unseenContexts(KneserNey.train(SMALL, V, 3), [Uint16Array.of(0, 1, 3, 2, 1)]), 2 / 4);
  });

  it('lies on the disk with everything that it knows', () => {
    const { levels } = KneserNey.train(randomDocuments(3, 300), 300, 4);
    const bytes = encodeLevels(levels);
    let at = 0;
    const read = (): number => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        value |= (bytes[at] & 0x7f) << shift;
        if (bytes[at++] < 0x80) return value;
      }
    };
    assert.equal(read(), 4);
    levels.forEach(({ tokens, counts, firstNext }, i) => {
      assert.equal(read(), tokens.length);
      const begins = new Set(i === 0 ? [] : levels[i - 1].firstNext);
      for (let g = 0, token = 0; g < tokens.length; g++) {
        token = i === 0 ? g : begins.has(g) ? read() : token + read();
        assert.deepEqual([token, read()], [tokens[g], counts[g]]);
        if (i < 3) assert.equal(read(), firstNext[g + 1] - firstNext[g]);
      }
    });
    assert.equal(at, bytes.length);
  });

  it('reads texts side by side as one by one', async () => {
    const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
    const texts = ['the thing\nhello', 'const one\nthe stone tells', 'hello the'].map((text, i) => ({ name: `${i}`, text }));
    const counted = KneserNey.train(texts.map(({ text }) => documentTokens(tokenizer, text)), tokenizer.size, 3);
    const model = historyModel(ngramPredictor(counted));
    const nats = await Promise.all([1, 2, 3].map(async (batch) => (await evaluateTexts({ model, tokenizer }, texts, { batch })).nats));
    let alone = 0;
    for (const { text } of texts) {
      const tokens = [0, ...documentTokens(tokenizer, text)];
      for (let i = 2; i < tokens.length; i++) alone -= Math.log(probabilities(counted, tokens.slice(i - 2, i))[tokens[i]]);
    }
    for (const value of nats) assert.ok(Math.abs(value - alone) < 1e-4, `${nats} ${alone}`);
    const documents = texts.map(({ text }) => documentTokens(tokenizer, text));
    const tokens = documents.reduce((sum, document) => sum + document.length - 1, 0);
    assert.ok(Math.abs(meanNats(counted, documents) - alone / tokens) < 1e-9);
  });

  it('predicts real text better than its words by themselves, and longer contexts better than shorter ones', async () => {
    const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
    const document = (file: string) => documentTokens(tokenizer, readFileSync(file, 'utf8'));
    const train = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'models/base/README.md'].map(document);
    const heldOut = [{ name: 'README.md', text: readFileSync('README.md', 'utf8') }];
    const counts = countTargets(train, tokenizer.size);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const target = document('README.md').subarray(1);
    const unigramNats = target.reduce((sum, token) => sum - Math.log((counts[token] + 0.5) / (total + 0.5 * tokenizer.size)), 0) / target.length;
    const nats = [];
    for (const order of [2, 4]) {
      const figures = await evaluateTexts({ model: historyModel(ngramPredictor(KneserNey.train(train, tokenizer.size, order))), tokenizer }, heldOut);
      nats.push(figures.nats / figures.tokens);
    }
    assert.ok(nats[0] < 0.85 * unigramNats && nats[1] < 0.85 * nats[0], `${unigramNats} ${nats}`);
  });
});
