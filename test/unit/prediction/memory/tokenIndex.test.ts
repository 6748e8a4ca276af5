import assert from 'node:assert/strict';
import { gatherFollowers, IndexedSource, ScannedSource } from '../../../../src/prediction/memory/followers';
import { LONGEST_CONTEXT, TokenIndex } from '../../../../src/prediction/memory/tokenIndex';
import { seededRandom } from '../../../../src/prediction/seededRandom';

const START = 0;

/** Texts of few different tokens, so that contexts come again. */
function randomTokens(count: number, kinds: number, seed: number): Uint16Array {
  const random = seededRandom(seed);
  return Uint16Array.from({ length: count }, (_, i) => (i === 0 || random() < 0.02 ? START : 1 + Math.floor(random() * kinds)));
}

/** What followed a context, counted by looking at every place. */
function counted(tokens: Uint16Array, context: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (let place = context.length; place < tokens.length; place++) {
    if (tokens[place] === START || context.some((token, i) => tokens[place - context.length + i] !== token)) continue;
    counts.set(tokens[place], (counts.get(tokens[place]) ?? 0) + 1);
  }
  return counts;
}

describe('token index', () => {
  it('counts what followed contexts of any length as looking at every place does', () => {
    let compared = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const tokens = randomTokens(120, 3, seed);
      const source = new IndexedSource(TokenIndex.of(tokens, START));
      const history = [...tokens.slice(40, 40 + LONGEST_CONTEXT)];
      for (const { order, total, tokens: found, counts } of gatherFollowers([source], history)) {
        const expected = counted(tokens, history.slice(-order));
        assert.deepEqual(new Map(found.map((token, i) => [token, counts[i]])), expected);
        assert.equal(total, [...expected.values()].reduce((a, b) => a + b, 0));
        compared++;
      }
    }
    assert.ok(compared > 30);
  });

  it('knows the same whether tokens are indexed or looked through', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const tokens = randomTokens(100, 2, seed);
      const history = [...tokens.slice(-LONGEST_CONTEXT)];
      const tables = [new IndexedSource(TokenIndex.of(tokens.filter((token, i) => i === 0 || token !== START), START)), new ScannedSource([...tokens].filter((token, i) => i === 0 || token !== START), 1)]
        .map((source) => gatherFollowers([source], history).map(({ order, total, tokens: found, counts }) => ({ order, total, counts: new Map(found.map((token, i) => [token, counts[i]])) })));
      assert.deepEqual(tables[0], tables[1]);
    }
  });

  it('adds up what several sources know', () => {
    const tokens = randomTokens(100, 2, 5).filter((token, i) => i === 0 || token !== START);
    const history = [...tokens.slice(20, 27)];
    const once = gatherFollowers([new IndexedSource(TokenIndex.of(tokens, START))], history);
    const twice = gatherFollowers([new IndexedSource(TokenIndex.of(tokens, START)), new ScannedSource([...tokens], 1)], history);
    assert.deepEqual(twice.map(({ total }) => total), once.map(({ total }) => 2 * total));
  });

  it('looks at a bounded part of very many places, in the right proportions', () => {
    const tokens = Uint16Array.from({ length: 40_001 }, (_, i) => (i === 0 ? START : i % 2 === 1 ? 1 : i % 8 === 0 ? 3 : 2));
    const [{ total, counted: sum, tokens: found, counts }] = gatherFollowers([new IndexedSource(TokenIndex.of(tokens, START))], [1]);
    assert.equal(total, 20_000);
    const share = (token: number) => counts[found.indexOf(token)] / sum;
    assert.ok(Math.abs(share(2) - 0.75) < 0.05 && Math.abs(share(3) - 0.25) < 0.05);
  });

  it('is empty without text', () => {
    assert.deepEqual(gatherFollowers([new IndexedSource(TokenIndex.of(new Uint16Array(), START))], [1, 2]), []);
    assert.deepEqual(gatherFollowers([new IndexedSource(TokenIndex.of(Uint16Array.of(START), START))], [START]), []);
  });
});
