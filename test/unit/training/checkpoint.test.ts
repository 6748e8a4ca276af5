import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { countWeights, readCheckpoint, writeCheckpoint } from '../../../training/checkpoint';
import { initialParameters } from '../../../training/initialise';
import { inTemporaryFolder } from '../../support/tinyPackage';

const sizes = { vocabulary: 7, embedding: 3, hidden: 5 };

describe('a checkpoint', () => {
  it('gives back the weights that were written', () => inTemporaryFolder((folder) => {
    const parameters = initialParameters(sizes, new Float64Array(7).fill(1), seededRandom(2));
    writeCheckpoint(join(folder, 'checkpoint'), parameters);
    assert.deepEqual(readCheckpoint(join(folder, 'checkpoint'), sizes), parameters);
    assert.equal(countWeights(sizes), Object.values(parameters).reduce((sum, values) => sum + (values as Float32Array).length, 0));
  }));

  it('is refused in a sentence if it is missing, cut or of other sizes', () => inTemporaryFolder((folder) => {
    const path = join(folder, 'checkpoint');
    assert.throws(() => readCheckpoint(path, sizes), { name: 'UserError', message: `${path} does not exist.` });
    for (const bytes of [0, 4 * countWeights(sizes) - 1, 4 * countWeights(sizes) + 4]) {
      writeFileSync(path, Buffer.alloc(bytes));
      assert.throws(() => readCheckpoint(path, sizes), { name: 'UserError', message: /^The checkpoint .* holds \d+ weights, not 88\.$/ });
    }
  }));
});
