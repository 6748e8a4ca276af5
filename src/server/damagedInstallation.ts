// Files that came with Elman and are missing or damaged. The person cannot mend them and needs no path: installing Elman
// again helps, starting its server again does not.
import { RuntimeFailure } from '../model/onnxRuntime';
import { UserError, type Sentence } from '../model/userError';

const DAMAGED: Sentence = { template: "Elman's files are damaged: install Elman again.", values: [] };

/**
 * Sentence for a failure to open the model that came with Elman.
 * @returns undefined if installing Elman again would not help.
 */
export function sentenceOfDamage(error: unknown): Sentence | undefined {
  if (error instanceof RuntimeFailure) return error.isDamage ? error.sentence : undefined;
  return error instanceof UserError ? DAMAGED : undefined;
}
