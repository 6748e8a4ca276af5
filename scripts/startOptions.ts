// The command line of `npm start`.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './projectRoot';

export interface StartOptions {
  /** Absolute path of the folder to open. */
  readonly folder: string;
}

/** A command line that says nothing sensible; its message is for the person who typed it. */
export class WrongUsage extends Error {}

/**
 * @param commandLine what stands after `npm start --`
 * @param workingFolder what relative paths are relative to: where the person stands, not where npm runs
 * @throws WrongUsage
 */
export function startOptions(commandLine: readonly string[], workingFolder: string): StartOptions {
  const { values, positionals } = parsed(commandLine);
  if (positionals.length > 0) throw new WrongUsage(`"${positionals[0]}" means nothing here. Use: npm start -- --folder PATH`);
  if (values.folder === undefined) return { folder: path.join(projectRoot, 'scripts', 'sample') };
  const folder = path.resolve(workingFolder, values.folder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new WrongUsage(`There is no folder "${folder}".`);
  return { folder };
}

function parsed(commandLine: readonly string[]) {
  try {
    return parseArgs({ args: [...commandLine], options: { folder: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message.split(/\.\s|\n/)[0]}. Use: npm start -- --folder PATH`);
  }
}
