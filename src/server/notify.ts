// Notifications of Elman's own. Other clients would warn about a method that they do not know, so only those get them
// that asked in their initialization options; the others are told in LSP's own messages.
import { MessageType, ShowMessageNotification, type Connection, type InitializeParams } from 'vscode-languageserver/node';
import { formatSentence, type Sentence } from '../model/userError';
import { NoticeShown, type InitializationOptions } from './protocol';

export interface Notify {
  /** Sends one of the notifications of `protocol.ts`. */
  send(method: string, parameters: object): void;
  /** Tells a sentence that the user should know, such as that a learned model cannot be used. */
  notice(sentence: Sentence): void;
  /** Tells why nothing can be predicted. Clients that asked for `elman/status` read it there. */
  failure(sentence: Sentence): void;
}

export function createNotify(connection: Connection, params: InitializeParams): Notify {
  const { notifications = false } = (params.initializationOptions ?? {}) as InitializationOptions;
  const send = (method: string, parameters: object): void => void (notifications && connection.sendNotification(method, parameters));
  const show = (type: MessageType, sentence: Sentence): void => {
    if (!notifications) void connection.sendNotification(ShowMessageNotification.type, { type, message: formatSentence(sentence) });
  };
  return {
    send,
    notice: (sentence) => {
      send(NoticeShown, sentence);
      show(MessageType.Warning, sentence);
    },
    failure: (sentence) => show(MessageType.Error, sentence),
  };
}
