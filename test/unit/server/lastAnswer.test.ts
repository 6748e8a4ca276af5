import assert from 'node:assert/strict';
import { LastAnswer } from '../../../src/server/lastAnswer';

describe('last answer', () => {
  const answer = new LastAnswer();
  const insertions = [
    { text: 'predict words', probability: 0.6, firstEnd: 7 },
    { text: 'prefer', probability: 0.3, firstEnd: 6 },
  ];
  beforeEach(() => answer.remember({ uri: 'a', line: 2, before: 'we ', typed: 'pre', after: '.' }, insertions));

  /** The line with █ at the cursor. */
  const check = (line: string, expected: string[] | undefined, { uri = 'a', row = 2, minimum = 0.3 } = {}) => {
    const character = line.indexOf('█');
    const found = answer.typedAlong(uri, row, line.replace('█', ''), character, minimum);
    assert.deepEqual(found?.insertions.map(({ text }) => text), expected);
    if (found) assert.equal(found.start, 3);
  };

  it('holds while it is typed along', () => {
    check('we pre█.', ['predict words', 'prefer']);
    check('we pred█.', ['predict words']);
    check('we pref█.', ['prefer']);
    check('we predict wor█.', ['predict words']);
  });

  it('ends when something else is typed, or all of it', () => {
    check('we prey█.', undefined);
    check('we predict words█.', undefined);
    check('we pr█.', undefined);
    check('we █.', undefined);
    check('█we pre.', undefined);
  });

  it('shows nothing unasked that is less probable than the setting asks', () => {
    check('we pre█.', ['predict words'], { minimum: 0.5 });
    check('we pref█.', undefined, { minimum: 0.5 });
  });

  it('belongs to its place', () => {
    check('we pred█', undefined);
    check('We pred█.', undefined);
    check('we pred█.', undefined, { uri: 'b' });
    check('we pred█.', undefined, { row: 3 });
    answer.forget();
    check('we pred█.', undefined);
  });
});
