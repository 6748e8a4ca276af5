// `elman export`: a model package with its weights stored otherwise.
import { existsSync, readdirSync } from 'node:fs';
import { reencodePackage } from '../../training/reencode';
import { checkPackageFolder, openModelPackage } from '../model/package';
import { DEFAULT_PRECISION, type Precision } from '../model/precision';
import { UserError } from '../model/userError';
import type { Command } from './command';
import type { GivenArguments } from './givenArguments';

export const exportCommand: Command = {
  synopsis: '--model DIR --out DIR [--float | --half]',
  description: [
    'Copies a model package (model.onnx, tokenizer.json, manifest.json) with its weights stored as integers of 8 bits and a scale',
    'for each row; what is stored in 4 bits stays so. Figures on held-out text are copied only if no weight was rounded.',
    '  --model DIR   the model package',
    '  --out DIR     the new package: a new or empty folder',
    '  --float       stores the weights in single precision, four times the size; nothing is rounded',
    '  --half        stores them in half precision, twice the size',
  ].join('\n'),
  options: { model: { type: 'string' }, out: { type: 'string' }, float: { type: 'boolean' }, half: { type: 'boolean' } },
  run: async (given, terminal) => {
    given.noPaths();
    given.exclusive('float', 'half');
    const model = given.requiredFolder('model');
    const out = given.requiredFolder('out');
    refuseOccupied(out);
    // Opened and closed, so that a broken one is refused before anything is written.
    const opened = await openModelPackage(model);
    await opened.dispose();
    const precision = precisionOf(given, opened.manifest.precision);
    const { bytes, isExact } = reencodePackage(model, out, precision);
    if (!isExact) terminal.note('Weights were rounded: the figures on held-out text are those of the other model and were left out.');
    terminal.write(`The model is in ${out}: ${precision}, ${bytes} bytes.\n`);
  },
};

/** @param own that of the package that is copied. */
function precisionOf(given: GivenArguments, own: Precision): Precision {
  if (given.flag('float')) return 'float32';
  if (given.flag('half')) return 'float16';
  return own === 'int4' ? own : DEFAULT_PRECISION;
}

/** @throws UserError if it cannot be written, or anything would be overwritten. */
function refuseOccupied(folder: string): void {
  checkPackageFolder(folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UserError('The folder {0} is not empty: choose another folder.', folder);
}
