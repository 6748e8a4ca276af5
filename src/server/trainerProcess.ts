// One run of the trainer: a child process of low priority that is told its order over IPC and reports back. However it
// ends (done, failed, cancelled, crashed, killed) the promise settles, and nothing that is live was touched.
import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { CancellationToken } from 'vscode-languageserver/node';
import { UserError } from '../model/userError';
import type { TrainerOrder, TrainerReport } from '../../training/messages';

/** Last report of a run that went to its end; the others are told as they come. */
export type TrainerResult = Extract<TrainerReport, { kind: 'plan' | 'done' | 'failed' }>;
export type TrainerProgressReport = Extract<TrainerReport, { kind: 'progress' }>;

/** A trainer that does not end when asked is killed after this long: cancelling is promised within a second. */
const GRACE_MS = 600;
/** Enough of what a crashing process wrote to find the reason. */
const KEPT_ERROR_CHARACTERS = 2000;

/**
 * Runs the trainer with one order.
 * @param module path of the trainer's bundle.
 * @returns its last report, or `cancelled`.
 * @throws UserError if the process cannot be started or ends without a last report.
 */
export function runTrainer(
  module: string,
  order: TrainerOrder,
  onProgress: (report: TrainerProgressReport) => void,
  token: CancellationToken,
): Promise<TrainerResult | 'cancelled'> {
  if (token.isCancellationRequested) return Promise.resolve('cancelled');
  return new Promise((resolve, reject) => {
    const child = fork(module, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const errors = keepErrors(child);
    let result: TrainerResult | undefined;
    const cancelling = token.onCancellationRequested(() => endTrainer(child));
    lowerPriority(child);
    child.on('message', (report: TrainerReport) => {
      if (report.kind === 'progress') onProgress(report);
      else {
        result = report;
        endTrainer(child);
      }
    });
    child.on('error', (error) => settle(() => reject(notStarted(error))));
    // Not `exit`: the last message may still be on its way then.
    child.on('close', (code, signal) =>
      settle(() => {
        if (token.isCancellationRequested) resolve('cancelled');
        else if (result) resolve(result);
        else reject(endedEarly(signal ?? code ?? 0, errors()));
      }),
    );
    child.send(order, (error) => {
      // The exit that follows says what happened.
      if (error) endTrainer(child);
    });
    const stopWithServer = () => child.kill('SIGKILL');
    process.once('exit', stopWithServer);
    function settle(answer: () => void): void {
      cancelling.dispose();
      process.off('exit', stopWithServer);
      answer();
    }
  });
}

/** Asks the trainer to end, and insists. */
function endTrainer(child: ChildProcess): void {
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(insist));
}

function lowerPriority(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here, or the process is gone already: training is only less polite then.
  }
}

function keepErrors(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (kept = (kept + text).slice(-KEPT_ERROR_CHARACTERS)));
  return () => kept.trim();
}

function notStarted(error: Error): UserError {
  return new UserError('The training could not be started: {0}. The model in use is unchanged.', error.message);
}

function endedEarly(how: string | number, errors: string): UserError {
  const lastLine = errors.split('\n').findLast((line) => /\S/.test(line));
  return lastLine
    ? new UserError('The training stopped unexpectedly ({0}: {1}). The model in use is unchanged.', how, lastLine.trim())
    : new UserError('The training stopped unexpectedly ({0}). The model in use is unchanged.', how);
}
