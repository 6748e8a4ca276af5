// The globs that hide files, from what an editor sends. VS Code's client sends a list; other editors push their settings.
import { switchedOn } from '../privacy/switchedOn';

const MOST_GLOBS = 1000;
const LONGEST_GLOB = 1000;

/** A list of globs; undefined if something else was sent. Never throws. */
export function readExcluded(sent: unknown): readonly string[] | undefined {
  if (!Array.isArray(sent)) return undefined;
  return sent.filter((glob): glob is string => typeof glob === 'string' && glob !== '' && glob.length <= LONGEST_GLOB).slice(0, MOST_GLOBS);
}

/** Globs among pushed settings: `elman.excluded`, a list, or `files.exclude` and `search.exclude`, objects; undefined if none of them was pushed. */
export function excludedAmong(settings: unknown): readonly string[] | undefined {
  const listed = readExcluded(at(at(settings, 'elman'), 'excluded'));
  const objects = ['files', 'search'].map((section) => at(at(settings, section), 'exclude') ?? at(settings, `${section}.exclude`));
  if (!listed && objects.every((object) => object === undefined)) return undefined;
  return readExcluded([...(listed ?? []), ...switchedOn(objects)]);
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
