// What the editor asks. Each handler catches at the boundary: an exception would show the user one error per key.
import { ProgressType, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import { UserError, type Sentence } from '../model/userError';
import { continueWriting } from './continueWriting';
import { DiagnosticsRequest, diagnostics } from './diagnostics';
import { documentPerplexity } from './documentPerplexity';
import { learnedState } from './learnedState';
import {
  AlternativesRequest,
  ContinueRequest,
  DeleteLearnedRequest,
  LearnedRequest,
  PerplexityRequest,
  PingRequest,
  PlanRequest,
  SurprisalRequest,
  TrainRequest,
  TrainingProgressed,
  UseBundledRequest,
  type ContinuationOrder,
  type ExcludedGlobs,
  type LineRanges,
  type SurprisalSource,
  type TrainingOrder,
} from './protocol';
import { describe, type Session } from './session';
import { alternativesAt, surprisalMap, type JudgedPlace } from './surprisalMap';

/** A piece of text that "Continue Writing" has written. */
const WRITTEN = new ProgressType<string>();

export function answerRequests(connection: Connection, session: Session): void {
  const { completions, training, status } = session;
  connection.languages.inlineCompletion.on(async (params, token) => {
    try {
      return await completions.answer(params, token);
    } catch (error) {
      connection.console.error(describe(error));
      return null;
    } finally {
      // It says why nothing was suggested.
      status.changed();
    }
  });
  connection.onRequest(PingRequest, () => null);
  connection.onRequest(LearnedRequest, () => learnedState(session.models, session.store));
  connection.onRequest(DiagnosticsRequest, () => diagnostics(session));
  connection.onRequest(PerplexityRequest, ({ uri, source }: { uri: string; source?: SurprisalSource }, token: CancellationToken) => documentPerplexity(session, uri, source, token));
  connection.onRequest(SurprisalRequest, (lines: LineRanges, token: CancellationToken) => surprisalMap(session, lines, token));
  connection.onRequest(AlternativesRequest, (place: JudgedPlace, token: CancellationToken) => alternativesAt(session, place, token));
  connection.onRequest(ContinueRequest, (order: ContinuationOrder, token: CancellationToken) =>
    continueWriting(session, order, (piece) => void connection.sendProgress(WRITTEN, order.partialResultToken, piece), token),
  );
  connection.onRequest(PlanRequest, ({ excluded }: { excluded: ExcludedGlobs }, token: CancellationToken) => training.plan(excluded, token));
  connection.onRequest(TrainRequest, (order: TrainingOrder, token: CancellationToken) =>
    training.train(order, token, (progress) => session.notify.send(TrainingProgressed, progress)),
  );
  connection.onRequest(UseBundledRequest, () => said(connection, () => useBundled(session)));
  connection.onRequest(DeleteLearnedRequest, () => said(connection, () => deleteLearned(session)));
}

async function useBundled({ models, training, memory, completions }: Session): Promise<Sentence> {
  // A training that ends later would put its own model in use again.
  await training.stop();
  const wasBundled = models.current?.kind === 'bundled';
  await models.useBundled();
  memory.forget();
  completions.forget();
  return wasBundled ? BUNDLED_ALREADY : BUNDLED_NOW;
}

async function deleteLearned({ models, training, memory, completions }: Session): Promise<Sentence> {
  await training.stop();
  // Before, so that nothing is written any more; after, for the bundled model brought it back.
  memory.forget();
  try {
    await models.deleteLearned();
  } finally {
    // Also where a file cannot be removed.
    memory.forget();
    completions.forget();
  }
  return DELETED;
}

/** The sentence of a command, or that of its failure. */
async function said(connection: Connection, command: () => Promise<Sentence>): Promise<{ sentence: Sentence }> {
  try {
    return { sentence: await command() };
  } catch (error) {
    if (error instanceof UserError) return { sentence: error.sentence };
    connection.console.error(describe(error));
    return { sentence: { template: 'That did not work: {0}', values: [error instanceof Error ? error.message : String(error)] } };
  }
}

const BUNDLED_NOW: Sentence = { template: 'The bundled model is in use. What was learned here stays on disk and is not used.', values: [] };
const BUNDLED_ALREADY: Sentence = { template: 'The bundled model is in use already.', values: [] };
const DELETED: Sentence = { template: 'What was learned in this workspace is deleted. The bundled model is in use.', values: [] };
