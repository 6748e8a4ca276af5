// A window that writes statistics: node --import tsx test/support/statisticsWriter.ts FILE TIMES DAY. It tries again where
// another one holds the file for too long, as windows do at their next count.
import { UserError } from '../../src/model/userError';
import { StatisticsFile } from '../../src/statistics/statisticsFile';

const [path, times, day] = process.argv.slice(2);
const file = new StatisticsFile(path);
const counts = { days: [{ day, language: 'python', shown: 1, accepted: 0, acceptances: 0, characters: 0 }], gaps: [] };
for (let written = 0; written < Number(times); ) {
  try {
    file.add(counts, Date.now(), new Date(`${day}T12:00:00`));
    written++;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
