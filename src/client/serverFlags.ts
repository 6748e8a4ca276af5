// How Node starts the language server. Written once, for the tests and the bench must start what ships.

/**
 * V8 otherwise collects memory in the seconds after the last key and later again, 75 ms of CPU in all to give back 15 MB:
 * an idle editor should do nothing.
 */
export const SERVER_FLAGS: readonly string[] = ['--no-memory-reducer'];
