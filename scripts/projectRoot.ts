// Where this checkout is.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the folder that holds package.json. */
export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
