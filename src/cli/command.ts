// What every command is made of.
import type { GivenArguments, Options } from './givenArguments';
import type { Terminal } from './terminal';

export interface Command {
  /** One line: what may be given. */
  readonly synopsis: string;
  /** What it does and what its options mean. */
  readonly description: string;
  readonly options: Options;
  /**
   * @throws UsageError before anything is done.
   * @throws UserError with the sentence to say.
   */
  run(given: GivenArguments, terminal: Terminal): Promise<void>;
}

/** Prints a result: one JSON object, or lines for a person. */
export function printResult(terminal: Terminal, given: GivenArguments, result: object, lines: readonly string[]): void {
  terminal.write(given.flag('json') ? `${JSON.stringify(result)}\n` : lines.map((line) => `${line}\n`).join(''));
}
