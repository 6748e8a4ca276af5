// Masks what must not be learned: e-mail addresses, passwords, keys and numbers that identify. A masked text holds fixed
// stand-ins that are visibly no secret and useless as one, so that whatever the network learns of them is harmless:
// `<secret>`, and an address at a domain reserved for examples (RFC 2606). Better one identifier too many than one key.
// Every search begins at a literal or a table look-up and is bounded to its right, so time grows with the text only.
// Line ends are kept, but those inside private keys.
import { maskEmails } from './emailAddresses';
import { findIdentityNumbers } from './identityNumbers';
import { findKeywords } from './keywords';
import { maskPrivateKeys } from './privateKeys';
import { findJoinedParts, maskRandomRuns } from './randomRuns';
import { RepeatedSecrets } from './repeatedSecrets';
import { findAssignments } from './secretAssignments';
import { mergedSpans, replaceSpans, SECRET } from './standIn';
import { shapedTokenFinders } from './vendorTokens';

/** The text with stand-ins in place of secrets; a stand-in is not masked again. */
export function maskSecrets(text: string): string {
  return maskBehindKeys(maskPrivateKeys(text));
}

/**
 * By line, whether it holds a secret or a part of one. A line may do so only because of the lines above: the body of a private
 * key, a value below its name, a column of a table, a repetition.
 */
export function linesWithSecrets(lines: readonly string[]): boolean[] {
  const text = lines.join('\n');
  const masked = maskBehindKeys(maskPrivateKeys(text, true));
  if (masked === text) return lines.map(() => false);
  const maskedLines = masked.split('\n');
  return lines.map((line, i) => maskedLines[i] !== line);
}

/** Masks everything but private keys. */
function maskBehindKeys(text: string): string {
  const { spans, words } = findKeywords(text);
  const told = mergedSpans([...spans, ...shapedTokenFinders.flatMap((find) => find(text)), ...findAssignments(text, words)]);
  const repeated = new RepeatedSecrets();
  for (const { begin, end } of told) repeated.add(text.slice(begin, end));
  let masked = maskEmails(replaceSpans(text, told));
  masked = maskRandomRuns(replaceSpans(masked, findIdentityNumbers(masked)));
  return repeated.mask(replaceSpans(masked, findJoinedParts(masked)), SECRET);
}

export { SECRET } from './standIn';
