// Secrets in addresses, headers and connection strings, which their syntax gives away.
import { isStandIn } from './secretValues';
import { spansOf, type Finder, type Span } from './standIn';

/** Password in the user part of an address: scheme://name:password@host. */
const URL_PASSWORD = /:\/\/[^\s/:@'"`<>]{0,256}:([^\s/@'"`<>{}$]{1,256})@/dg;
/** The same with signs in it that should have been encoded, in addresses of databases. */
const DATABASE_PASSWORD = /\b(?:mongodb(?:\+srv)?|mysqlx?|mariadb|postgres(?:ql)?|redis|rediss|amqps?|sqlserver|oracle|mssql|ldaps?|smtps?|ftps?|sftp|ssh):\/\/[^\s/:@'"`<>]{0,256}:([^\s'"`<>{}$]{1,256}?)@[\w.[-]/dgi;
/** A token in place of a name: https://token@host, https://token:x-oauth-basic@host. */
const URL_TOKEN = /:\/\/([^\s/:@'"`<>{}$]{16,256})(?::x-oauth-basic|:)?@[\w.-]{3,}/dg;
const OAUTH_BASIC = /:\/\/([^\s/@'"`<>]{1,256}):x-oauth-basic@/dg;
/** Signed addresses and tokens in a query or a fragment. */
const QUERY = /[?&#;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token|access_token|refresh_token|id_token|auth_token|api_?key|apikey|key|token|code|auth|client_secret|subscription-key|sv_sig)=([A-Za-z0-9._~+/%-]{16,2000})/dgi;
const AUTHORISATION = /\b(?:Bearer|Basic|Token|token|ApiKey|Digest|Bot|GenieKey|SSWS|OAuth)[ \t]+([A-Za-z0-9._~+/-]{16,4000}={0,2})/dg;
/** Headers that hold a key. */
const HEADER = /\b(?:x-[a-z-]{0,30}(?:key|token|secret|auth|signature)|api-?key|private-token|deploy-token|job-token|ocp-apim-subscription-key|dd-api-key|authorization|proxy-authorization|cookie|set-cookie)["']?[ \t]{0,4}[:,][ \t]{0,4}["']?(?:[\w.-]{1,40}=)?([A-Za-z0-9._~+/%|-]{16,4000}={0,2})/dgi;
/** Keys and passwords among the parts of a connection string. */
const CONNECTION_KEY = /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|sig)=([A-Za-z0-9+/%_-]{16,500}={0,2})/dgi;
const CONNECTION_PASSWORD = /;[ \t]{0,4}(?:Pwd|Password)=([^\s;'"`<>{}$]{1,500})/dgi;
/** A token of npm's settings. */
const NPM_AUTH = /:?_(?:authToken|auth|password)[ \t]*=[ \t]*["']?([^\s"'$]{4,500})/dg;
const HAS_DIGIT = /[0-9]/;

/** Each finder runs only over texts that hold its mark. */
const FINDERS: readonly (readonly [mark: RegExp, pattern: RegExp, isSecret: (value: string) => boolean])[] = [
  [/x-oauth-basic/, OAUTH_BASIC, isNoStandIn],
  [/:\/\//, URL_PASSWORD, isNoStandIn],
  [/:\/\//, DATABASE_PASSWORD, isNoStandIn],
  [/:\/\//, URL_TOKEN, HAS_DIGIT.test.bind(HAS_DIGIT)],
  [/[?&#;]\w/, QUERY, HAS_DIGIT.test.bind(HAS_DIGIT)],
  [/[ \t][A-Za-z0-9._~+/-]{16}/, AUTHORISATION, HAS_DIGIT.test.bind(HAS_DIGIT)],
  [/[:,][ \t]{0,4}["']?[\w.=-]/, HEADER, isKey],
  [/=[A-Za-z0-9+/%_-]{16}/, CONNECTION_KEY, isNoStandIn],
  [/;[ \t]{0,4}[Pp]/, CONNECTION_PASSWORD, isNoStandIn],
  [/_(?:auth|password)/, NPM_AUTH, isNoStandIn],
];

export const connectionFinders: readonly Finder[] = FINDERS.map(([mark, pattern, isSecret]) => (text: string): Span[] => (mark.test(text) ? spansOf(text, pattern, isSecret) : []));

function isNoStandIn(value: string): boolean {
  return !isStandIn(value);
}

function isKey(value: string): boolean {
  return HAS_DIGIT.test(value) && /[A-Za-z]/.test(value) && !/\//.test(value.slice(0, 2));
}
