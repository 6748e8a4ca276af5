// Stand-ins are texts that took the place of secrets before anything was learned. A suggestion never completes one, wherever the cursor
// stands in it: `password: █` gives no `<secret>`, `<sec█` no `ret>`, `jane@█` no `example.com`.
import { EMAIL } from './privacy/emailAddresses';
import { SECRET } from './privacy/secrets';

interface StandIn {
  /** In small letters. */
  readonly text: string;
  /** Length of the shortest beginning that gives the stand-in away. */
  readonly telling: number;
}

const STAND_INS: readonly StandIn[] = [
  { text: SECRET, telling: 2 },
  // `name` is an ordinary word, and masked text can hold any other name before the domain.
  { text: EMAIL, telling: EMAIL.indexOf('@') + 1 },
  { text: EMAIL.slice(EMAIL.indexOf('@')), telling: 4 },
];
const LONGEST = Math.max(...STAND_INS.map(({ text }) => text.length));

/**
 * Whether an insertion adds a part of a stand-in.
 * @param before text of the line left of the insertion.
 */
export function addsStandIn(before: string, inserted: string): boolean {
  const context = before.slice(-LONGEST);
  const text = (context + inserted).toLowerCase();
  return STAND_INS.some((standIn) => holds(text, context.length, standIn) || endsWithin(text, context.length, standIn));
}

/** Whether the whole stand-in ends in the part of a text from `from` on. */
function holds(text: string, from: number, standIn: StandIn): boolean {
  for (let at = text.indexOf(standIn.text); at >= 0; at = text.indexOf(standIn.text, at + 1)) if (at + standIn.text.length > from) return true;
  return false;
}

/** Whether a text ends inside a stand-in, and the part of it from `from` on belongs to that. */
function endsWithin(text: string, from: number, { text: standIn, telling }: StandIn): boolean {
  if (text.length === from) return false;
  for (let length = Math.min(standIn.length - 1, text.length); length >= telling; length--) if (text.endsWith(standIn.slice(0, length))) return true;
  return false;
}
