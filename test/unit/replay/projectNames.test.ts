// What the bundled model and its memory suggest of names that stand elsewhere in a project, as the editor's server does.
import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { GhostTexts, type Beside } from '../../support/ghostText';

const HELPER = `export interface InvoiceRecord {
  id: string;
  amount: number;
}

/** Adds up the amounts. */
export function summariseInvoiceRecords(records: InvoiceRecord[]): number {
  return records.reduce((sum, record) => sum + record.amount, 0);
}
`;
const TYPED = `import { readFileSync } from 'node:fs';

function main(path: string) {
  const total = `;

const PARTS = ['zebra', 'quota', 'harvest', 'ledger', 'plumb', 'orchid', 'velvet', 'granite', 'muffin', 'tundra', 'cobalt', 'walrus'];

/** A small module with names of its own, each of which stands once. */
function moduleOf(names: readonly string[]): string {
  return names.map((name, i) => `/** Step ${i + 1}. */\nexport function ${name}(value: number): number {\n  return value + ${i};\n}\n`).join('\n');
}

describe('names of a project', () => {
  let ghostTexts: GhostTexts;
  before(async () => (ghostTexts = await GhostTexts.ofBundledModel()));
  after(() => ghostTexts.dispose());

  /** Least number of typed letters after which a name stands as ghost text; Infinity if it never does. */
  async function lettersOf(name: string, beside: Beside, most = 6): Promise<number> {
    for (let letters = 1; letters <= most; letters++) {
      const ghost = await ghostTexts.at(`${TYPED}${name.slice(0, letters)}█`, 'typescript', beside);
      if (ghost.startsWith(name.slice(letters))) return letters;
    }
    return Infinity;
  }

  it('that stand once in an open file are suggested after three or four letters', async () => {
    const letters = await lettersOf('summariseInvoiceRecords', { open: { 'helper.ts': HELPER } });
    assert.ok(letters <= 4, `after ${letters} letters`);
  });

  it('that stand once in a file that was saved and closed are suggested after three or four letters', async () => {
    const letters = await lettersOf('summariseInvoiceRecords', { saved: { 'helper.ts': HELPER } });
    assert.ok(letters <= 4, `after ${letters} letters`);
  });

  it('are no less available once their file is open', async () => {
    const random = seededRandom(7);
    const part = () => PARTS[Math.floor(random() * PARTS.length)];
    const capitalised = (word: string) => word[0].toUpperCase() + word.slice(1);
    for (let project = 0; project < 6; project++) {
      const names = Array.from(new Set(Array.from({ length: 4 }, () => `${part()}${capitalised(part())}${capitalised(part())}`)));
      const [holder, other] = [moduleOf(names), moduleOf([`${part()}Count`, `${part()}Limit`])];
      for (const name of names) {
        const [closed, open, both] = [
          await lettersOf(name, { saved: { 'holder.ts': holder, 'other.ts': other } }),
          await lettersOf(name, { open: { 'holder.ts': holder }, saved: { 'other.ts': other } }),
          await lettersOf(name, { open: { 'holder.ts': holder }, saved: { 'holder.ts': holder, 'other.ts': other } }),
        ];
        assert.ok(open <= closed && both <= closed, `${name}: closed ${closed}, open ${open}, both ${both}`);
      }
    }
  });

  it('and keys of the document itself win over words that stand nowhere', async () => {
    const keys: [string, string][] = [['targetMoisture', 'targetMo'], ['refreshIntervalSeconds', 'refreshInt'], ['valveOpeningDelay', 'valveOp'], ['soilSensorPin', 'soilSe']];
    for (const [key, typed] of keys) {
      const document = `beds:\n  - name: north\n    ${key}: 30\n    crop: kale\n  - name: south\n    ${key}: 45\n    crop: leek\n  - name: west\n    ${typed}█`;
      const ghost = await ghostTexts.at(document, 'yaml');
      assert.ok((typed + ghost).startsWith(key), `${typed} -> ${typed}${ghost}`);
    }
  });
});
