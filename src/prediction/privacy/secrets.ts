// Masks what must not be learned: e-mail addresses, passwords, keys and numbers that identify. A masked text holds fixed
// stand-ins that are visibly no secret and useless as one, so that whatever the network learns of them is harmless:
// `<secret>`, and an address at a domain reserved for examples (RFC 2606). Better one identifier too many than one key.
// Every search begins at a literal or a table look-up and is bounded to its right, so time grows with the text only.
// Line ends are kept, but those inside private keys.
import { findCommandLinePasswords, settingFinders } from './commandLinePasswords';
import { connectionFinders } from './connectionStrings';
import { maskEmails } from './emailAddresses';
import { findIdentityNumbers } from './identityNumbers';
import { findLabelledNumbers, findSecurityCodes } from './labelledNumbers';
import { maskPrivateKeys } from './privateKeys';
import { findJoinedParts, maskRandomRuns } from './randomRuns';
import { RepeatedSecrets } from './repeatedSecrets';
import { findAssignments } from './secretAssignments';
import { replaceSpans, SECRET, type Finder } from './standIn';
import { findHooks, findVendorTokens, markedTokenFinders } from './vendorTokens';

/** What is found by its shape alone; first, because addresses and assignments may hold it. */
const BY_SHAPE: readonly Finder[] = [findVendorTokens, ...markedTokenFinders, findHooks, ...connectionFinders];
/** What is found by the words beside it; a repetition of it may stand without them. */
const BY_CONTEXT: readonly Finder[] = [findCommandLinePasswords, ...settingFinders, findAssignments];
const NUMBERS: readonly Finder[] = [findIdentityNumbers, findLabelledNumbers, findSecurityCodes];

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
  const repeated = new RepeatedSecrets();
  let masked = text;
  for (const find of BY_SHAPE) masked = replaceSpans(masked, find(masked));
  masked = maskEmails(masked);
  for (const find of BY_CONTEXT) masked = maskedBy(find, masked, repeated);
  for (const find of NUMBERS) masked = replaceSpans(masked, find(masked));
  masked = maskRandomRuns(masked);
  return repeated.mask(replaceSpans(masked, findJoinedParts(masked)), SECRET);
}

/** Masks what a finder finds, and collects it. */
function maskedBy(find: Finder, text: string, repeated: RepeatedSecrets): string {
  const spans = find(text);
  for (const { begin, end } of spans) repeated.add(text.slice(begin, end));
  return replaceSpans(text, spans);
}

export { SECRET } from './standIn';
