// How much each count gives away to what was never seen, from counts of counts (Chen and Goodman, 1998, section 3.3):
//   Y = n1 / (n1 + 2 n2),  D1 = 1 - 2 Y n2/n1,  D2 = 2 - 3 Y n3/n2,  D3+ = 3 - 4 Y n4/n3

/** By count: [0, D1, D2, D3+]. */
export type Discounts = readonly [0, number, number, number];

/** Where counts of counts are missing or odd, as in very little text; KenLM's fallback. */
export const FALLBACK_DISCOUNTS: Discounts = [0, 0.5, 1, 1.5];

/** @param counts of one order; zeros are no n-grams. */
export function modifiedDiscounts(counts: Uint32Array): Discounts {
  const countsOf = [0, 0, 0, 0, 0];
  for (const count of counts) if (count < countsOf.length) countsOf[count]++;
  const [, n1, n2, n3, n4] = countsOf;
  const Y = n1 / (n1 + 2 * n2);
  const discounts: Discounts = [0, 1 - (2 * Y * n2) / n1, 2 - (3 * Y * n3) / n2, 3 - (4 * Y * n4) / n3];
  // NaN and infinity, which come of dividing by zero, fail here too.
  const isSound = discounts.every((discount, count) => discount >= 0 && discount <= count) && discounts[1] > 0;
  return isSound ? discounts : FALLBACK_DISCOUNTS;
}

/** What a count gives away. */
export function discountOf(discounts: Discounts, count: number): number {
  return discounts[Math.min(count, 3)];
}
