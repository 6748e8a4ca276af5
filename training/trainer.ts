// The trainer process: one order in, reports out, over the IPC channel of the fork. It may be killed at any moment;
// nothing but the candidate folder, the checkpoint and the page of the report is ever written.
import { sentenceOfFailure } from './failure';
import type { TrainerOrder, TrainerReport } from './messages';
import { trainOnWorkspace } from './trainOnWorkspace';
import { findWorkspaceFiles, planOf } from './workspaceCorpus';

process.once('message', (order: TrainerOrder) => void carryOut(order));
// Whoever gave the order is gone: nobody waits for the result.
process.once('disconnect', () => process.exit(0));

async function carryOut(order: TrainerOrder): Promise<void> {
  try {
    if (order.kind === 'plan') send(planOf(findWorkspaceFiles(order)));
    else send({ kind: 'done', verdict: await trainOnWorkspace(order, send) });
  } catch (error) {
    send({ kind: 'failed', sentence: sentenceOfFailure(error) });
  }
}

function send(report: TrainerReport): void {
  process.send?.(report);
}
