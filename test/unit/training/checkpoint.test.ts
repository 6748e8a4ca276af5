import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vanilla } from '../../../src/model/networkDescription';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { countWeights, readCheckpoint, writeCheckpoint } from '../../../training/checkpoint';
import { initialParameters } from '../../../training/initialise';
import { inTemporaryFolder } from '../../support/tinyPackage';

const network = vanilla({ vocabulary: 7, embedding: 3, hidden: 5 });

describe('a checkpoint', () => {
  it('gives back the weights that were written', () => inTemporaryFolder((folder) => {
    const parameters = initialParameters(network, new Float64Array(7).fill(1), seededRandom(2));
    writeCheckpoint(join(folder, 'checkpoint'), parameters);
    assert.deepEqual(readCheckpoint(join(folder, 'checkpoint'), network), parameters);
    assert.equal(countWeights(network), Object.values(parameters).reduce((sum, values) => sum + values.length, 0));
  }));

  it('is refused in a sentence if it is missing, cut or of other sizes', () => inTemporaryFolder((folder) => {
    const path = join(folder, 'checkpoint');
    assert.throws(() => readCheckpoint(path, network), { name: 'UserError', message: `${path} does not exist.` });
    for (const bytes of [0, 4 * countWeights(network) - 1, 4 * countWeights(network) + 4]) {
      writeFileSync(path, Buffer.alloc(bytes));
      assert.throws(() => readCheckpoint(path, network), { name: 'UserError', message: /^The checkpoint .* holds \d+ weights, not 88\.$/ });
    }
  }));
});
