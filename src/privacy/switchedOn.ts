// Reads the values of settings such as `files.exclude`: objects of glob -> true, false or a condition.

/**
 * Globs that are on in any of the objects. A condition, `{when: ...}`, hides a file only beside another one; such globs
 * are left out, because a file should be read when in doubt about a mere matter of display.
 */
export function switchedOn(lists: readonly unknown[]): string[] {
  const globs = lists.flatMap((list) => (typeof list === 'object' && list !== null ? Object.entries(list) : []));
  return [...new Set(globs.filter(([, on]) => on === true).map(([glob]) => glob))].sort();
}
