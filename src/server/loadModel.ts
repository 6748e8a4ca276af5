// Loading the model that should be in use, and saying in one sentence what went wrong.
import type { Connection } from 'vscode-languageserver/node';
import { UserError, type Sentence } from '../model/userError';
import { describe, type Session } from './session';

/** Loads the learned model where it may be used, else the bundled one. Never throws. */
export async function loadModel(connection: Connection, session: Session): Promise<void> {
  try {
    const notice = await session.models.load(session.state.trusted);
    session.failure = undefined;
    if (notice) session.notify.notice(notice);
  } catch (error) {
    session.failure = sentenceOf(error);
    session.notify.failure(session.failure);
    if (!(error instanceof UserError)) connection.console.error(describe(error));
  }
  session.status.changed();
}

function sentenceOf(error: unknown): Sentence {
  if (error instanceof UserError) return error.sentence;
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return { template: 'Elman cannot predict here: the model could not be loaded on {0} ({1}).', values: [`${process.platform}-${process.arch}`, reason] };
}
