// What a suggestion of the bundled model may hold: names that exist, brackets that close, visible characters, no stand-in of a secret.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadTokenizer } from '../../src/model/tokenizerFile';
import { isCommonWord } from '../../src/prediction/commonWords';
import { Client } from './support/client';
import { folderWith } from './support/fixtures';

const REPORT = `import { readFileSync } from 'node:fs';

export interface Reading {
  readonly sensor: string;
  readonly takenAt: Date;
  readonly moistureLevel: number;
}

export function averageMoisture(readings: readonly Reading[]): number {
  let total = 0;
  for (const reading of readings) {
    total += reading.moistureLevel;
  }
  return total / readings.length;
}

`;
/** Beginnings of lines behind that text. */
const PLACES = ['const sche', 'sche', 'const total = reading.', 'reading.', 'readings.map((', 'const average = averageM', 'function summa', 'for (const rea', "console.log('", 'if (total > ', 'const values = [', 'return reading.tak', 'const x = foo(', 'mois', '}', 'export const '];
const PYTHON = 'class Greenhouse:\n    def __init__(self, plants):\n        self.plants = plants\n\n    def water_plants(self, litres):\n        for plant in self.plants:\n            plant.water(litres)\n\n';
const PYTHON_PLACES = ['def sche', 'self.', '    self.pl', 'greenhouse = Gree', 'print(', 'for pl', 'litres_of', 'import ', 'x = ['];
const OPENERS = '([{';
const CLOSERS = ')]}';

const tokenizer = loadTokenizer(join('models', 'base'));

/** Whether a name stands in a text, in the vocabulary or among the common words. */
function exists(name: string, text: string): boolean {
  const spellings = [name, name.toLowerCase()];
  return spellings.some((word) => new Set(text.match(/[\p{L}\p{M}\p{N}_]+/gu)).has(word) || isCommonWord(word) || [word, ` ${word}`].some((spelled) => tokenizer.encodeLine(spelled).length === 1));
}

/** What of a text stays open, and closes nothing. */
function unbalanced(text: string): string {
  let open = '';
  for (const character of text) {
    if (OPENERS.includes(character)) open += character;
    const closer = CLOSERS.indexOf(character);
    if (closer >= 0) open = open.endsWith(OPENERS[closer]) ? open.slice(0, -1) : open + character;
  }
  return open;
}

describe('suggestions of the bundled model', function () {
  this.timeout(120_000);
  let client: Client;
  let folder: string;
  let opened = 0;
  before(async () => {
    folder = folderWith({ 'empty.txt': '' });
    client = await Client.start({ bundledModel: join('models', 'base'), folders: [folder], settings: { eagerness: 'always' } });
    await client.ready();
  });
  after(async () => assert.equal(await client.stop(), 0));

  const open = (text: string, languageId = 'plaintext') => client.open(`untitled:Untitled-${++opened}`, languageId, text);

  /** What would be inserted at the end of a text, unasked and by hand. */
  async function insertions(text: string, languageId = 'plaintext'): Promise<string[]> {
    const document = open(text, languageId);
    const line = text.slice(text.lastIndexOf('\n') + 1);
    const items = [...(await document.complete()), ...(await document.complete({ triggerKind: 1 }))];
    document.close(); // the names of open documents exist, too
    return items.map(({ insertText, range }) => (insertText as string).slice(line.length - range!.start.character));
  }

  for (const [languageId, text, places] of [['typescript', REPORT, PLACES], ['python', PYTHON, PYTHON_PLACES]] as const) {
    it(`name what exists, close their brackets and end with no dot in ${languageId}`, async () => {
      let found = 0;
      for (const place of places) {
        for (const inserted of await insertions(text + place, languageId)) {
          found++;
          const line = place + inserted;
          const names = [...line.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].filter(([name, ..._], i, all) => all[i].index + name.length > place.length && /\p{L}/u.test(name));
          for (const [name] of names) assert.ok(exists(name, text + place), `${name} in ${place}[${inserted}]`);
          const opened = unbalanced(inserted).replace(/^[)\]}]+/, '');
          assert.equal(opened, '', `${place}[${inserted}]`);
          assert.doesNotMatch(inserted, /[.=+&|<]\s*$/, `${place}[${inserted}]`);
          if (/^[^(]*\)/.test(inserted)) assert.match(place, /\(/, `${place}[${inserted}] closes nothing`);
        }
      }
      assert.ok(found >= places.length, `${found} suggestions say little`);
    });
  }

  it('hold no stand-in of a secret, wherever the cursor stands in it', async () => {
    const yaml = 'database:\n  user: admin\n  password: <secret>\nmail: John Doe <name@example.com>\ntoken: <secret>\n';
    const other = open(yaml, 'yaml');
    await other.complete();
    for (const start of ['password: ', 'password: <', 'password: <sec', 'token: ', 'mail: John Doe <', 'mail: John Doe <na', 'mail: name@', 'jane@', 'password: "']) {
      for (const inserted of await insertions(`${yaml}${start}`, 'yaml')) {
        assert.doesNotMatch(start + inserted, /<secret|@exam/i, `${start}[${inserted}]`);
      }
    }
    other.close();
  });

  it('hold no broken or invisible character, and no half of a word that has one', async () => {
    const uri = pathToFileURL(join(folder, 'saved.txt')).toString();
    const saved = client.open(uri, 'plaintext', 'The zorb\u202elatt is wide.\nThe blurb\u2028quux is long.\nA flim\u200bflam too.\n'.repeat(4));
    saved.save();
    saved.close();
    const cafe = 'Le caf\ufffd est ouvert.\n'.repeat(6);
    for (const text of [`${cafe}Le caf`, `${cafe}Le ca`, `${cafe}Le `, 'The zor', 'The zorb', 'The blur', 'The blurb', 'A fli', 'A flim']) {
      for (const inserted of await insertions(text)) {
        const line = text.slice(text.lastIndexOf('\n') + 1) + inserted;
        assert.doesNotMatch(inserted, /[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/u, `${JSON.stringify(line)}`);
        assert.doesNotMatch(line, /\b(?:zorblatt|blurbquux|flimflam)\b/u, line);
        if (text.endsWith('Le ca')) assert.doesNotMatch(line, /^Le caf(?!\p{L})/u, line);
      }
    }
  });
});
