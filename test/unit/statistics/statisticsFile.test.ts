// The counts on disk: several windows, damage, clearing.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../src/model/userError';
import { NO_STATISTICS, type Statistics } from '../../../src/statistics/counts';
import { StatisticsFile } from '../../../src/statistics/statisticsFile';

const TODAY = '2026-03-01';
const NOON = new Date(2026, 2, 1, 12);
const NOW = NOON.getTime();
const SOON = new Date(NOW + 5000);
const counts = (shown: number, day = TODAY): Statistics => ({ days: [{ day, language: 'python', shown, accepted: 1, acceptances: 2, characters: 30 }], gaps: [0, 3] });

describe('the file of statistics', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elman-statistics-'));
    path = join(folder, 'storage', 'statistics.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is empty at first, and gives back what was added', () => {
    const file = new StatisticsFile(path);
    assert.deepEqual(file.read(NOON), NO_STATISTICS);
    file.add(counts(4), NOW, NOON);
    file.add(counts(6), NOW, NOON);
    assert.deepEqual(new StatisticsFile(path).read(NOON), { days: [{ day: TODAY, language: 'python', shown: 10, accepted: 2, acceptances: 4, characters: 60 }], gaps: [0, 6] });
    assert.deepEqual(readdirSync(join(folder, 'storage')), ['statistics.json']);
  });

  it('loses nothing where several processes write at once', async function () {
    this.timeout(60_000);
    const [writers, times] = [3, 40];
    const codes = await Promise.all(Array.from({ length: writers }, () => writer(path, times)));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(new StatisticsFile(path).read(NOON).days[0].shown, writers * times);
  });

  it('holds numbers, days and languages, and nothing else', () => {
    new StatisticsFile(path).add(counts(4), NOW, NOON);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { version: 1, cleared: 0, ...counts(4) });
  });

  it('drops what is older than two years', () => {
    const file = new StatisticsFile(path);
    file.add(counts(1, '2024-02-29'), NOW, new Date(2024, 2, 1));
    file.add(counts(1), NOW, NOON);
    assert.deepEqual(file.read(NOON).days.map(({ day }) => day), [TODAY]);
    assert.doesNotMatch(readFileSync(path, 'utf8'), /2024/);
  });

  const damages: Readonly<Record<string, string>> = {
    'no JSON': '{"version":1,"days":[',
    'of another kind': '[]',
    'of another version': JSON.stringify({ version: 2, cleared: 0, ...NO_STATISTICS }),
    'with a negative count': JSON.stringify({ version: 1, cleared: 0, ...counts(-4) }),
    'with a day that is none': JSON.stringify({ version: 1, cleared: 0, ...counts(4, '2026-99-01') }),
    'with gaps that are no numbers': JSON.stringify({ version: 1, cleared: 0, days: [], gaps: ['x'] }),
    'far too large': ' '.repeat(17e6),
  };
  for (const [what, text] of Object.entries(damages)) {
    it(`is set aside and begun anew where it is ${what}`, () => {
      mkdirSync(join(folder, 'storage'));
      writeFileSync(path, text);
      const file = new StatisticsFile(path);
      assert.equal(file.damaged, undefined);
      file.add(counts(4), NOW, NOON);
      assert.equal(file.read(NOON).days[0].shown, 4);
      assert.equal(file.damaged, `${path}.damaged`);
      assert.equal(readFileSync(file.damaged, 'utf8'), text);
    });
  }

  it('keeps nothing after it was cleared, also not what another window had counted before', () => {
    const [one, other] = [new StatisticsFile(path), new StatisticsFile(path)];
    one.add(counts(4), NOW, NOON);
    writeFileSync(`${path}.damaged`, 'x');
    one.clear(new Date(NOW + 1000));
    assert.deepEqual([one.read(NOON), one.damaged], [NO_STATISTICS, undefined]);
    other.add(counts(7), NOW + 999, SOON);
    assert.deepEqual(other.read(NOON), NO_STATISTICS);
    other.add(counts(2), NOW + 1001, SOON);
    assert.equal(one.read(NOON).days[0].shown, 2);
  });

  it('goes on counting where the clock was wrong when it was cleared', () => {
    const file = new StatisticsFile(path);
    file.clear(new Date(2030, 0, 1));
    file.add(counts(4), NOW, NOON);
    assert.equal(file.read(NOON).days[0].shown, 4);
  });

  it('changes nothing while another window has it, and takes over from one that died', () => {
    const file = new StatisticsFile(path);
    file.add(counts(4), NOW, NOON);
    writeFileSync(`${path}.lock`, '');
    assert.throws(() => file.add(counts(1), NOW, NOON), (error: Error) => error instanceof UserError && /in use by another window/.test(error.message));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    file.add(counts(1), NOW, NOON);
    assert.equal(file.read(NOON).days[0].shown, 5);
    assert.ok(!existsSync(`${path}.lock`));
  });

  it('says why the disk refuses it', () => {
    writeFileSync(join(folder, 'storage'), 'a file where the folder should be');
    assert.throws(() => new StatisticsFile(path).add(counts(1), NOW, NOON), (error: Error) => error instanceof UserError && error.message.includes('cannot be used'));
  });
});

/** Another process that adds one suggestion again and again. @returns its exit code. */
function writer(path: string, times: number): Promise<number | null> {
  const child = fork(join(__dirname, '..', '..', 'support', 'statisticsWriter.ts'), [path, String(times), TODAY], { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve) => child.once('exit', resolve));
}
