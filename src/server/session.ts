// The parts of the server and how they hang together, once per editor. Makes and connects them; decides nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocuments, type Connection, type InitializeParams } from 'vscode-languageserver/node';
import type { Sentence } from '../model/userError';
import type { FollowerSource } from '../prediction/memory/followers';
import { createAnswering } from './answering';
import type { NetworkWork } from './countedModel';
import { documentStatus } from './documentStatus';
import { editorState, type EditorState } from './editorState';
import { documentConfiguration, type ElmanDocument } from './elmanDocument';
import { endReport } from './endReport';
import type { InlineCompletions } from './inlineCompletions';
import { LiveModels } from './liveModels';
import type { Memory } from './memory';
import { ModelStore } from './modelStore';
import { createNotify, type Notify } from './notify';
import { StatusChanged, type InitializationOptions } from './protocol';
import type { Readings } from './readings';
import { Scheduler } from './scheduler';
import type { Silence } from './silence';
import { StatusReporter } from './statusReporter';
import { WorkspaceMemory } from './workspaceMemory';
import { WorkspaceTraining } from './workspaceTraining';

/** Where the server finds what ships with it. */
export interface Places {
  readonly bundledModel: string;
  readonly trainer: string;
}

export interface Session {
  readonly state: EditorState;
  readonly documents: TextDocuments<ElmanDocument>;
  readonly scheduler: Scheduler;
  readonly models: LiveModels;
  /** Undefined where nothing can be kept. */
  readonly store: ModelStore | undefined;
  readonly silence: Silence;
  readonly readings: Readings;
  readonly completions: InlineCompletions;
  /** Everything that is known beside the network, seen from one document. */
  readonly documentMemory: Memory;
  readonly training: WorkspaceTraining;
  /** What is remembered of the workspace beside the model. */
  readonly memory: WorkspaceMemory;
  readonly status: StatusReporter;
  readonly work: NetworkWork;
  readonly notify: Notify;
  /** Why nothing can be predicted; undefined if all is well. */
  failure: Sentence | undefined;
}

export function createSession(connection: Connection, params: InitializeParams, places: Places): Session {
  const state = editorState(params);
  const notify = createNotify(connection, params);
  const documents = new TextDocuments(documentConfiguration);
  const work: NetworkWork = { runs: 0, steps: 0 };
  const store = storeOf(params);
  if (store) cleanUp(store);
  const scheduler: Scheduler = new Scheduler(
    async (tokens) => {
      const rest = await readings.slice(tokens);
      status.changed();
      return rest;
    },
    (error) => connection.console.error(`Reading: ${describe(error)}`),
  );
  const models: LiveModels = new LiveModels(places.bundledModel, store, scheduler, work, () => {
    for (const document of documents.all()) document.forgetTracks();
    memory.load(models.current);
    completions.forget();
    status.changed();
    scheduler.wake();
  });
  const workspace = (): FollowerSource[] => memory.sources(documents.all());
  const { readings, completions, silence, memory: documentMemory } = createAnswering({ documents, state, models, scheduler, work, workspace });
  const memory: WorkspaceMemory = new WorkspaceMemory(store, state, silence, {
    failed: (error) => connection.console.error(`Memory: ${describe(error)}`),
    forgotten: () => completions.forget(),
  });
  const training = new WorkspaceTraining(places.trainer, state, models, store, { statusChanged: () => status.changed(), begins: () => memory.trainingBegins(), hasRead: (file) => memory.renew(file) });
  const circumstances = { failure: () => session.failure, isTraining: () => training.isRunning, silence: () => completions.silence };
  const focused = () => (state.focus === null ? undefined : documents.get(state.focus));
  const status = new StatusReporter(
    () => documentStatus(state, models, readings, focused(), circumstances),
    (news) => notify.send(StatusChanged, news),
  );
  const session: Session = { state, documents, scheduler, models, store, silence, readings, completions, documentMemory, training, memory, status, work, notify, failure: undefined };
  return session;
}

/** What a server left that was killed during a training. */
function cleanUp(store: ModelStore): void {
  store.discardCandidates();
  if (store.hasCandidates()) return;
  store.discardHalfCheckpoint();
  endReport(store.reportFile, 'interrupted');
}

/** @param commandLine may name the bundled model by `--model DIR`; @param folder of the bundle that runs. */
export function findPlaces(commandLine: readonly string[], params: InitializeParams, folder: string): Places {
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  const named = commandLine.indexOf('--model');
  const beside = [join(folder, '..', 'models', 'base'), join(folder, '..', '..', 'models', 'base')];
  return {
    bundledModel: (named >= 0 ? commandLine[named + 1] : undefined) ?? options.bundledModel ?? beside.find((path) => existsSync(path)) ?? beside[0],
    trainer: join(folder, 'trainer.js'),
  };
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function storeOf(params: InitializeParams): ModelStore | undefined {
  const { storage } = (params.initializationOptions ?? {}) as InitializationOptions;
  return storage ? new ModelStore(storage) : undefined;
}
