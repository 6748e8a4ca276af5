// What the editor tells without waiting for an answer: documents, focus, settings, trust, pause, folders.
import { isDeepStrictEqual } from 'node:util';
import type { Connection, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { folderPath } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { excludedAmong, readExcluded } from './excludedSettings';
import { loadModel } from './loadModel';
import { ExcludedChanged, FocusChanged, PauseChanged, SettingsChanged, SuggestionDismissed, TrustChanged } from './protocol';
import type { Registrations } from './registrations';
import type { Session } from './session';
import { isLanguageEnabled, readSettings } from './settings';

/** @param registrations undefined where the editor was told once that all languages are served. */
export function listenToEditor(connection: Connection, session: Session, registrations: Registrations | undefined): void {
  listenToDocuments(connection, session, registrations);
  listenToFolders(connection, session);
  const { state, completions, status } = session;
  const applySettings = (sent: unknown) => {
    const settings = readSettings(sent);
    // A server that has just started is told again what it was started with.
    if (isDeepStrictEqual(settings, state.settings)) return;
    state.settings = settings;
    registerLanguages(session, registrations);
    readingChanged(session);
  };
  const applyExcluded = (excluded: readonly string[] | undefined) => {
    if (!excluded || isDeepStrictEqual(excluded, state.excluded)) return;
    state.excluded = excluded;
    readingChanged(session);
  };
  connection.onNotification(SettingsChanged, applySettings);
  connection.onNotification(ExcludedChanged, ({ excluded }: { excluded: unknown }) => applyExcluded(readExcluded(excluded)));
  connection.onDidChangeConfiguration(({ settings }) => {
    // Other editors push all settings; VS Code sends ours by name.
    if (settings.elman) applySettings(settings.elman);
    applyExcluded(excludedAmong(settings));
  });
  connection.onNotification(PauseChanged, ({ paused }: { paused: boolean }) => {
    state.paused = paused;
    completions.forget();
    status.changed();
  });
  connection.onNotification(TrustChanged, ({ trusted }: { trusted: boolean }) => {
    if (trusted === state.trusted) return;
    state.trusted = trusted;
    // Also where the model stays the same.
    session.memory.load(session.models.current);
    void loadModel(connection, session);
  });
  connection.onNotification(SuggestionDismissed, (place: TextDocumentPositionParams) => completions.dismiss(place));
  connection.onNotification(FocusChanged, ({ uri }: { uri: string | null }) => {
    state.tellsFocus = true;
    setFocus(session, uri);
  });
}

function listenToDocuments(connection: Connection, session: Session, registrations: Registrations | undefined): void {
  const { documents, state, readings, scheduler, status } = session;
  const focusWhereUntold = (uri: string) => {
    if (!state.tellsFocus && state.focus !== uri) setFocus(session, uri);
  };
  documents.onDidOpen(({ document }) => {
    withholdWhileOff(session, document);
    turnTo(session, document);
    focusWhereUntold(document.uri);
    registerLanguages(session, registrations);
    scheduler.wake();
  });
  documents.onDidChangeContent(({ document }) => {
    // The library tells of an opened document twice: this is no key.
    if (!document.isChanged) return;
    withholdWhileOff(session, document);
    focusWhereUntold(document.uri);
    scheduler.wakeAfterChange();
  });
  documents.onDidSave(({ document }) => session.memory.remember(document));
  documents.onDidClose(({ document }) => {
    turnTo(session, document);
    readings.forget(document);
    if (state.focus !== document.uri) return;
    // Another language is told as closing and opening again; the focus was not lost, and is not told once more.
    if (state.tellsFocus) status.changed();
    else setFocus(session, null);
  });
  documents.listen(connection);
}

function listenToFolders(connection: Connection, session: Session): void {
  const { state } = session;
  connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) => {
    const removed = new Set(event.removed.flatMap(({ uri }) => folderPath(uri)));
    state.folders = [...state.folders.filter((folder) => !removed.has(folder)), ...event.added.flatMap(({ uri }) => folderPath(uri))];
    readingChanged(session);
  });
}

/** What decides which documents are read has changed. */
function readingChanged({ memory, completions, status, scheduler }: Session): void {
  memory.changed();
  completions.forget();
  status.changed();
  scheduler.wake();
}

/** A document was opened or closed: its file and others may be gone. */
function turnTo({ memory, completions }: Session, document: ElmanDocument): void {
  memory.turnedTo(document);
  completions.forget();
}

/** Text that comes while Elman is off is not for other documents, also not later. */
function withholdWhileOff({ state }: Session, document: ElmanDocument): void {
  document.isWithheld ||= state.paused || !state.settings.enabled;
}

function setFocus({ state, documents, completions, status, scheduler }: Session, uri: string | null): void {
  const left = state.focus === null ? undefined : documents.get(state.focus);
  if (left) left.comparison = undefined;
  state.focus = uri;
  completions.silence = undefined;
  status.changed();
  scheduler.wake();
}

function registerLanguages({ documents, state }: Session, registrations: Registrations | undefined): void {
  const open = documents.all().map(({ languageId }) => languageId);
  void registrations?.want(new Set(open.filter((language) => isLanguageEnabled(state.settings, language))));
}
