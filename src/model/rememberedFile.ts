// A file whose text is remembered, and how to see that it is still the same: another program may have changed or removed it.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';

/** Size and times of a file, and a hash of its content. */
export interface FileStamp {
  readonly bytes: number;
  /** Times of the last change of content and of the last change at all, milliseconds. */
  readonly modifiedMs: number;
  readonly changedMs: number;
  /** First half of the SHA-256 of the content, hexadecimal. */
  readonly hash: string;
}

export interface RememberedFile {
  /** Absolute. */
  readonly path: string;
  /** The editor's identifier of its language. */
  readonly language: string;
  readonly stamp: FileStamp;
}

/** Longer paths are not remembered. */
export const LONGEST_PATH = 1000;
const LONGEST_LANGUAGE = 100;
const HASH_LETTERS = 32;

/** Content and stamp of a file; undefined if it is a link, a folder, too large, or cannot be read. */
export function readStamped(path: string, mostBytes: number): { readonly stamp: FileStamp; readonly content: Uint8Array } | undefined {
  try {
    const found = lstatSync(path);
    if (!found.isFile() || found.size > mostBytes) return undefined;
    const content = readFileSync(path);
    return { stamp: { bytes: found.size, modifiedMs: found.mtimeMs, changedMs: found.ctimeMs, hash: hashOf(content) }, content };
  } catch {
    return undefined;
  }
}

/** The stamp of a file that still holds what it did; undefined if it holds something else, or is gone. */
export function renewedStamp(path: string, stamp: FileStamp): FileStamp | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found?.isFile() || found.size !== stamp.bytes) return undefined;
    if (found.mtimeMs === stamp.modifiedMs && found.ctimeMs === stamp.changedMs) return stamp;
    const now = readStamped(path, stamp.bytes);
    return now?.stamp.hash === stamp.hash ? now.stamp : undefined;
  } catch {
    return undefined;
  }
}

/** One file and its tokens in a list of JSON. */
export type FileRow = readonly [path: string, language: string, bytes: number, modifiedMs: number, changedMs: number, hash: string, tokens: number];

export function rowOf({ path, language, stamp }: RememberedFile, tokens: number): FileRow {
  return [path, language, stamp.bytes, stamp.modifiedMs, stamp.changedMs, stamp.hash, tokens];
}

/** Reads a row that may be hostile. @returns undefined if it is not one. */
export function readRow(row: unknown): { readonly file: RememberedFile; readonly tokens: number } | undefined {
  if (!Array.isArray(row) || row.length !== 7) return undefined;
  const [path, language, bytes, modifiedMs, changedMs, hash, tokens] = row as unknown as FileRow;
  const isNamed = isText(path, LONGEST_PATH) && isText(language, LONGEST_LANGUAGE) && isText(hash, HASH_LETTERS);
  if (!isNamed || !isCount(bytes) || !isCount(tokens) || !Number.isFinite(modifiedMs) || !Number.isFinite(changedMs)) return undefined;
  return { file: { path, language, stamp: { bytes, modifiedMs, changedMs, hash } }, tokens };
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length <= most;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, HASH_LETTERS);
}
