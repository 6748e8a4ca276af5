// What the editor tells without waiting for an answer: documents, focus, settings, trust, pause, folders.
import { isDeepStrictEqual } from 'node:util';
import type { Connection, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { folderPath } from './editorState';
import { loadModel } from './loadModel';
import { FocusChanged, PauseChanged, SettingsChanged, SuggestionDismissed, TrustChanged } from './protocol';
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
    completions.forget();
    registerLanguages(session, registrations);
    // Settings decide which documents are read, too.
    status.changed();
    session.scheduler.wake();
  };
  connection.onNotification(SettingsChanged, applySettings);
  connection.onDidChangeConfiguration(({ settings }) => {
    // Other editors push all settings; VS Code sends ours by name.
    if (settings?.elman) applySettings(settings.elman);
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
    focusWhereUntold(document.uri);
    registerLanguages(session, registrations);
    scheduler.wake();
  });
  documents.onDidChangeContent(({ document }) => {
    // The library tells of an opened document twice: this is no key.
    if (!document.isChanged) return;
    focusWhereUntold(document.uri);
    scheduler.wakeAfterChange();
  });
  documents.onDidSave(({ document }) => session.memory.remember(document));
  documents.onDidClose(({ document }) => {
    readings.forget(document);
    if (state.focus !== document.uri) return;
    // Another language is told as closing and opening again; the focus was not lost, and is not told once more.
    if (state.tellsFocus) status.changed();
    else setFocus(session, null);
  });
  documents.listen(connection);
}

function listenToFolders(connection: Connection, { state, status, scheduler }: Session): void {
  connection.onNotification('workspace/didChangeWorkspaceFolders', ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) => {
    const removed = new Set(event.removed.flatMap(({ uri }) => folderPath(uri)));
    state.folders = [...state.folders.filter((folder) => !removed.has(folder)), ...event.added.flatMap(({ uri }) => folderPath(uri))];
    status.changed();
    scheduler.wake();
  });
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
