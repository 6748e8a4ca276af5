// The arguments of one command, each checked when it is asked for: what is missing or wrong is the usage's fault.
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Wrong usage: exit code 2, with the command's usage. */
export class UsageError extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>;

export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  /** Only whole numbers; the default. */
  readonly whole?: boolean;
}

/** A seed is a 32-bit integer without sign (see seededRandom.ts). */
export const SEED: NumberLimits = { least: 0, most: 0xffff_ffff };

export class GivenArguments {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly positionals: readonly string[],
  ) {}

  /** @throws UsageError for options that the command does not know, and for values where none belong. */
  static parse(args: readonly string[], options: Options): GivenArguments {
    try {
      const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
      return new GivenArguments(values, positionals);
    } catch (error) {
      throw new UsageError((error as Error).message.split(/(?<=[.?]) /)[0].replace(/[^.?]$/, '$&.'));
    }
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** Undefined if not given. */
  text(name: string): string | undefined {
    return this.values[name] as string | undefined;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is missing.`);
    return value;
  }

  /** A folder: a name that is not empty. */
  requiredFolder(name: string): string {
    const value = this.requiredText(name);
    if (value === '') throw new UsageError(`--${name} wants a folder.`);
    return value;
  }

  /** Undefined if not given. */
  number(name: string, { least, most, whole = true }: NumberLimits): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? NaN : Number(text);
    const fits = value >= least && value <= most && (!whole || Number.isInteger(value));
    if (!fits) throw new UsageError(`--${name} wants ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}, not ${JSON.stringify(text)}.`);
    return value;
  }

  /** One of some names. Undefined if not given. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) throw new UsageError(`--${name} wants ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, not ${JSON.stringify(text)}.`);
    return chosen;
  }

  /** Files, folders and pipes, `-` for standard input; at least one. */
  paths(): readonly string[] {
    if (this.positionals.length === 0) throw new UsageError('Give at least one file or folder.');
    return [...new Set(this.positionals)];
  }

  /** Nothing, or `-` for standard input. */
  onlyStandardInput(): void {
    if (!(this.positionals.length === 1 && this.positionals[0] === '-')) this.noPaths();
  }

  noPaths(): void {
    if (this.positionals.length > 0) throw new UsageError(`What is ${JSON.stringify(this.positionals[0])}? This command takes options only.`);
  }

  /** At most one of some options. */
  exclusive(...names: string[]): void {
    const given = names.filter((name) => this.values[name] !== undefined);
    if (given.length > 1) throw new UsageError(`Give --${given[0]} or --${given[1]}, not both.`);
  }
}
