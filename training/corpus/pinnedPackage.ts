// What `training/sources.json` says of one package.

/** One package of `training/sources.json`. */
export interface PinnedPackage {
  readonly registry: 'npm' | 'debian';
  readonly name: string;
  /** Exact version; of a Debian package with epoch and revision. */
  readonly version: string;
  /** SPDX identifier that the package must state itself. */
  readonly licence: string;
  /** What most of its files are written in. */
  readonly language: 'typescript' | 'javascript' | 'python';
  /** Folders inside the package that hold hand-written source; all of it where missing. */
  readonly folders?: readonly string[];
  /** Debian package that carries the copyright file, where this one only points to it. */
  readonly copyrightOf?: string;
  /** Bytes to read at most, where the default would be too few for what the package holds. */
  readonly maximumBytes?: number;
  /** Never trained on: it judges. */
  readonly heldOut?: boolean;
}
