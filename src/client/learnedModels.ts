// "Use the Bundled Model" and "Delete Learned Data": one request each, and the server's sentence.
import type { Sentence } from '../model/userError';
import { DeleteLearnedRequest, UseBundledRequest } from '../server/protocol';
import type { LanguageServer } from './languageServer';
import { confirmLoss, inform, say, translate, warn } from './messages';

export function useBundledModel(server: LanguageServer): Promise<void> {
  return request(server, UseBundledRequest);
}

/** Asks first: what was learned cannot be had back. */
export async function deleteLearned(server: LanguageServer): Promise<void> {
  const detail = translate('Any running training stops, and everything Elman learned here is deleted. This cannot be undone.');
  const agreed = await confirmLoss(translate('Delete what Elman learned in this workspace?'), detail, translate('Delete'));
  if (agreed) await request(server, DeleteLearnedRequest);
}

async function request(server: LanguageServer, method: string): Promise<void> {
  try {
    const { sentence } = await server.request<{ sentence: Sentence }>(method, {});
    inform(say(sentence));
  } catch {
    warn(translate('The language server did not answer. Use "Elman: Restart Language Server" and try again.'));
  }
}
