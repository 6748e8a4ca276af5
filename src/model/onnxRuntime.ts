// ONNX Runtime, loaded when the first model is, so that a program can start, and say what is wrong, where its native library is
// missing; and its sessions.
import './withoutTelemetry';
import type * as ort from 'onnxruntime-node';
import { UserError } from './userError';

export type Runtime = Pick<typeof ort, 'InferenceSession' | 'Tensor'>;
export type Session = ort.InferenceSession;

/** A model file in memory and its path for the sentences. */
export interface ModelBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** @param load tests put a broken one here. @throws UserError with the likely cause if it cannot be loaded. */
export async function loadRuntime(load: () => Promise<Runtime> = () => import('onnxruntime-node')): Promise<Runtime> {
  try {
    return await load();
  } catch (error) {
    throw notLoaded(firstLine(error as Error));
  }
}

/** The native library cannot be loaded. */
export class RuntimeFailure extends UserError {
  /** @param isDamage whether a file of it is missing, damaged or for another platform, so that installing Elman again helps. */
  constructor(
    { sentence }: UserError,
    readonly isDamage: boolean,
  ) {
    super(sentence.template, ...sentence.values);
  }
}

/** What a loader says of a library that was linked against another C library; musl is that of Alpine Linux. */
const OTHER_C_LIBRARY = /GLIBC|CXXABI|ld-musl|ld-linux/;
/** What Node says where the package has no file for this platform, and macOS of one for another processor. */
const OTHER_PLATFORM = /^Cannot find (?:module|package)|incompatible architecture/;
/** What the loaders of Linux, Windows and macOS say of a file that is cut off or no library, or is not there for another one. */
const BROKEN_FILE = /\bELF\b|\binvalid\b|file too short|not a valid Win32 application|mach-o|libonnxruntime\S*: cannot open/i;

/** The failure with its likely cause. @param reason what the system says. */
function notLoaded(reason: string): RuntimeFailure {
  const platform = `${process.platform}-${process.arch}`;
  if (OTHER_C_LIBRARY.test(reason)) return new RuntimeFailure(new UserError('The native runtime for {0} cannot be loaded: the C library of this system is too old, or it is the one of Alpine Linux. ({1})', platform, reason), false);
  if (OTHER_PLATFORM.test(reason)) return new RuntimeFailure(new UserError('The native runtime for {0} cannot be loaded: Elman was installed from the package for another platform. Install the one for {0}. ({1})', platform, reason), true);
  if (BROKEN_FILE.test(reason)) return new RuntimeFailure(new UserError('The native runtime for {0} cannot be loaded: a file of it is missing or damaged. Install Elman again. ({1})', platform, reason), true);
  return new RuntimeFailure(new UserError('The native runtime for {0} cannot be loaded. ({1})', platform, reason), false);
}

/** @throws UserError if the runtime cannot read the file. */
export async function createSession(runtime: Runtime, { file, bytes }: ModelBytes, threads: number): Promise<Session> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // Errors only, and those as exceptions: a word on standard output would end a server on stdio.
      logSeverityLevel: 4,
      // Waiting threads sleep: spinning ones keep a core busy after every run.
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    throw new UserError('{0} is no ONNX model that can be read: {1}', file, firstLine(error as Error));
  }
}

/** Of what the runtime says, which is long. */
export function firstLine(error: Error): string {
  return error.message.split('\n')[0];
}
