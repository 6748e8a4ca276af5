// Parameters of every message that the server understands, checked when they arrive: missing and null fields get the
// value that the protocol gives them, so that no handler has to doubt a type. Whether a position lies inside the document
// is checked where the document is at hand (`LineText.nearest`).
import * as protocol from '../protocol';
import { coordinate, isRecord, MalformedMessage, optional, position, range, record, records, requiredFlag, requiredText, textOr, type Fields } from './fields';

/** Version of a document whose editor told none; the document counts by itself then. */
export const UNTOLD_VERSION = -1;
/** `InlineCompletionTriggerKind` of LSP. */
const INVOKED = 1;
const AUTOMATIC = 2;

type ReadParameters = (given: Fields) => Fields;

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isToken = (value: unknown): value is string | number => isText(value) || isNumber(value);

const readers: ReadonlyMap<string, ReadParameters> = new Map<string, ReadParameters>([
  ['initialize', initialize],
  ['$/setTrace', ({ value }) => ({ value: requiredText(value, 'value') })],
  ['$/progress', ({ token, value }) => ({ token: requiredToken(token, 'token'), value })],
  ['window/workDoneProgress/cancel', ({ token }) => ({ token: requiredToken(token, 'token') })],
  ['$/cancelRequest', ({ id }) => ({ id: requiredToken(id, 'id') })],
  ['textDocument/didOpen', ({ textDocument }) => ({ textDocument: openedDocument(record(textDocument)) })],
  ['textDocument/didChange', ({ textDocument, contentChanges }) => ({ textDocument: versioned(record(textDocument)), contentChanges: changes(contentChanges) })],
  ['textDocument/willSave', savedDocument],
  ['textDocument/willSaveWaitUntil', savedDocument],
  ['textDocument/didSave', ({ textDocument }) => ({ textDocument: document(record(textDocument)) })],
  ['textDocument/didClose', ({ textDocument }) => ({ textDocument: document(record(textDocument)) })],
  ['textDocument/inlineCompletion', inlineCompletion],
  ['workspace/didChangeWorkspaceFolders', ({ event }) => ({ event: { added: addressed(record(event).added), removed: addressed(record(event).removed) } })],
  ['workspace/didChangeConfiguration', ({ settings }) => ({ settings: configuration(settings) })],
  ['workspace/didChangeWatchedFiles', ({ changes: files }) => ({ changes: addressed(files) })],
  [protocol.SettingsChanged, (settings) => settings],
  [protocol.ExcludedChanged, ({ excluded }) => ({ excluded: texts(excluded) })],
  [protocol.PauseChanged, ({ paused }) => ({ paused: requiredFlag(paused, 'paused') })],
  [protocol.TrustChanged, ({ trusted }) => ({ trusted: requiredFlag(trusted, 'trusted') })],
  [protocol.FocusChanged, ({ uri }) => ({ uri: uri === null ? null : requiredText(uri, 'uri') })],
  [protocol.PerplexityRequest, ({ uri, source }) => ({ uri: requiredText(uri, 'uri'), ...sourceOf(source) })],
  [protocol.SuggestionDismissed, ({ textDocument, position: at }) => ({ textDocument: document(record(textDocument)), position: position(at) })],
  [protocol.SurprisalRequest, ({ uri, ranges, source }) => ({ uri: requiredText(uri, 'uri'), ranges: records(ranges).map(lineRange), ...sourceOf(source) })],
  [protocol.AlternativesRequest, ({ source, ...at }) => ({ ...place(at), ...sourceOf(source) })],
  [protocol.ContinueRequest, continuation],
  [protocol.PlanRequest, ({ excluded }) => ({ excluded: texts(excluded) })],
  [protocol.TrainRequest, ({ excluded, seconds }) => ({ excluded: texts(excluded), seconds })],
]);

/** Messages whose parameters may not be replaced by an empty object. */
const NEEDS_OBJECT: ReadonlySet<string> = new Set([protocol.SettingsChanged]);

/**
 * Returns parameters that the handler of a method can rely on.
 * @param given any JSON value; an object at the head of a list counts as the object if nothing follows but null, as clients send that append a missing cancellation token.
 * @throws MalformedMessage if there is nothing that the message could mean.
 */
export function checkedParameters(method: string, given: unknown): Fields {
  const named: unknown = Array.isArray(given) && given.slice(1).every((more) => more === null || more === undefined) ? given[0] : given;
  if (NEEDS_OBJECT.has(method) && !isRecord(named)) throw new MalformedMessage('The parameters are not an object.');
  return readers.get(method)?.(record(named)) ?? record(named);
}

function initialize(given: Fields): Fields {
  const { capabilities, workspaceFolders, rootUri, rootPath, processId, initializationOptions, trace } = given;
  return {
    ...given,
    capabilities: record(capabilities),
    workspaceFolders: Array.isArray(workspaceFolders) ? addressed(workspaceFolders) : null,
    rootUri: isText(rootUri) ? rootUri : null,
    rootPath: isText(rootPath) ? rootPath : null,
    processId: isNumber(processId) ? processId : null,
    initializationOptions: ownOptions(record(initializationOptions)),
    trace: textOr(trace, 'off'),
  };
}

function ownOptions({ bundledModel, storage, trusted, notifications, settings, excluded }: Fields): Fields {
  return {
    ...optional('bundledModel', bundledModel, isText),
    ...optional('storage', storage, isText),
    ...optional('trusted', trusted, isFlag),
    ...optional('notifications', notifications, isFlag),
    ...optional('settings', settings, isRecord),
    ...optional('excluded', excluded, Array.isArray),
  };
}

function document({ uri }: Fields): { uri: string } {
  return { uri: requiredText(uri, 'textDocument.uri') };
}

function savedDocument({ textDocument, reason }: Fields): Fields {
  return { textDocument: document(record(textDocument)), reason };
}

function versioned(sent: Fields): Fields {
  return { ...document(sent), version: isNumber(sent.version) ? sent.version : UNTOLD_VERSION };
}

function openedDocument(sent: Fields): Fields {
  return { ...versioned(sent), languageId: textOr(sent.languageId, 'plaintext'), text: textOr(sent.text, '') };
}

/** @throws MalformedMessage if a change has no text: what the document holds would be a guess. */
function changes(sent: unknown): Fields[] {
  return records(sent).map(({ range: replaced, text }) => ({
    ...(isRecord(replaced) && { range: range(replaced) }),
    text: requiredText(text, 'contentChanges.text'),
  }));
}

function inlineCompletion({ textDocument, position: at, context }: Fields): Fields {
  const { triggerKind, selectedCompletionInfo: selected } = record(context);
  const isSelected = isRecord(selected) && isRecord(selected.range) && isText(selected.text);
  return {
    textDocument: document(record(textDocument)),
    position: position(at),
    context: {
      triggerKind: triggerKind === INVOKED ? INVOKED : AUTOMATIC,
      ...(isSelected && { selectedCompletionInfo: { range: range(record(selected.range)), text: selected.text } }),
    },
  };
}

function place({ uri, line, character }: Fields): Fields {
  return { uri: requiredText(uri, 'uri'), line: coordinate(line), character: coordinate(character) };
}

/** Model that surprisal is asked of; the network unless the memory is named. */
function sourceOf(source: unknown): { source?: 'memory' } {
  return source === 'memory' ? { source } : {};
}

function continuation(given: Fields): Fields {
  const { partialResultToken, seed } = given;
  return { ...place(given), partialResultToken: requiredToken(partialResultToken, 'partialResultToken'), seed: isNumber(seed) ? seed : 1 };
}

function lineRange({ first, last }: Fields): { first: number; last: number } {
  const [one, other] = [coordinate(first), coordinate(last)];
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** Folders or files that have an address. */
function addressed(sent: unknown): Fields[] {
  return records(sent).filter(({ uri }) => isText(uri));
}

/** @throws MalformedMessage for a section `elman` that is not an object: the settings in use stay. */
function configuration(sent: unknown): Fields {
  const { elman, ...others } = record(sent);
  if (elman === undefined || elman === null) return others;
  if (!isRecord(elman)) throw new MalformedMessage('settings.elman is not an object.');
  return { ...others, elman };
}

function texts(sent: unknown): string[] {
  return Array.isArray(sent) ? sent.filter(isText) : [];
}

function requiredToken(value: unknown, name: string): string | number {
  if (!isToken(value)) throw new MalformedMessage(`${name} is not a string or a number.`);
  return value;
}
