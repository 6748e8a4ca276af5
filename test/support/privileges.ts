// For tests of what the system does not let a person read.

/** Does something as a person without privileges: the superuser may read everything. */
export function withoutPrivileges<T>(run: () => T): T {
  if (process.getuid?.() !== 0) return run();
  process.seteuid!(65534);
  try {
    return run();
  } finally {
    process.seteuid!(0);
  }
}
