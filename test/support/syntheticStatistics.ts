// Statistics such as weeks of typing leave, with the name of a language that tries to be markup.
import { dayNumber, type Statistics } from '../../src/statistics/counts';
import { HOSTILE_NAME } from './syntheticReport';

export const TODAY = '2026-03-01';

/** Forty days until `TODAY`, with a weekend in every week, and gaps between keys of 140 to 159 ms. */
export const syntheticStatistics: Statistics = {
  days: Array.from({ length: 40 }, (_, n) => dayNumber(TODAY) - 39 + n)
    .filter((day) => day % 7 > 1)
    .flatMap((day) => {
      const name = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const shown = 100 + 10 * (day % 11);
      return [
        { day: name, language: HOSTILE_NAME, shown: 10, accepted: 1, acceptances: 1, characters: 6 },
        { day: name, language: 'typescript', shown, accepted: shown / 2, acceptances: shown / 2 + 5, characters: 4 * shown },
      ];
    }),
  gaps: [0, 0, 0, 0, 0, 0, 0, 1000],
};
