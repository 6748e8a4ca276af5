// Secrets in addresses, headers and connection strings, which their syntax gives away.
import { formOf, type MarkedForm } from './markedForms';
import { isStandIn } from './secretValues';

const HAS_DIGIT = /[0-9]/;
/** Schemes of databases and other services, whose passwords may hold signs that should have been encoded. */
const SERVICES = [
  'mongodb', 'mongodb+srv', 'mysql', 'mysqlx', 'mariadb', 'postgres', 'postgresql', 'redis', 'rediss', 'amqp', 'amqps', 'sqlserver', 'mssql', 'oracle', 'ldap', 'ldaps', 'smtp', 'smtps', 'ftp', 'ftps', 'sftp', 'ssh', 'smb',
];
/** Parameters of signed addresses and of logins. */
const PARAMETERS = [
  'sig', 'signature', 'x-amz-signature', 'x-goog-signature', 'x-amz-security-token', 'access_token', 'refresh_token', 'id_token', 'auth_token', 'api_key', 'apikey', 'key', 'token', 'code', 'auth', 'client_secret', 'subscription-key',
];
const SCHEMES_OF_LOGIN = ['Bearer', 'bearer', 'Basic', 'Token', 'token', 'ApiKey', 'Bot', 'GenieKey', 'SSWS', 'OAuth'];
const HEADERS = [
  'x-api-key', 'x-auth-token', 'x-access-token', 'x-amz-security-token', 'x-vault-token', 'x-gitlab-token', 'x-github-token', 'x-shopify-access-token', 'x-secret', 'x-auth-key', 'x-auth', 'x-functions-key', 'x-csrf-token', 'x-hub-signature',
  'api-key', 'apikey', 'private-token', 'deploy-token', 'job-token', 'ocp-apim-subscription-key', 'dd-api-key', 'dd-application-key', 'authorization', 'proxy-authorization', 'cookie', 'set-cookie',
];

export const connectionForms: readonly MarkedForm[] = [
  // Name and password in the user part of an address.
  formOf(['://'], /:\/\/[^\s/:@'"`<>]{0,256}:([^\s/@'"`<>{}]{1,256})@/, isNoVariable),
  formOf(SERVICES.map((scheme) => `${scheme}://`), /[a-z+]{2,12}:\/\/[^\s/:@'"`<>]{0,256}:([^\s'"`<>{}]{1,256}?)@[\w.[-]/i, isNoVariable),
  // A token in place of a name.
  formOf(['://'], /:\/\/([^\s/@'"`<>]{1,256}):x-oauth-basic@/, isNoStandIn),
  formOf(['://'], /:\/\/([^\s/:@'"`<>{}$]{16,256})(?::x-oauth-basic|:)?@[\w.-]{3}/, hasDigit),
  // Signed addresses and tokens in a query or a fragment.
  formOf(PARAMETERS.flatMap((name) => ['?', '&', '#', ';'].map((sign) => `${sign}${name}=`)), /[?&#;][\w-]{1,24}=([A-Za-z0-9._~+/%-]{16,2000})/i, hasDigit),
  // The scheme of a login and its token.
  formOf(SCHEMES_OF_LOGIN.flatMap((scheme) => [`${scheme} `, `${scheme}\t`]), /[A-Za-z]+[ \t]{1,8}([A-Za-z0-9._~+/-]{16,4000}={0,2})/, hasDigit),
  // Headers that hold a key.
  formOf(HEADERS, /[\w-]{4,30}["']?[ \t]{0,4}[:,=][ \t]{0,4}["']?(?:[\w.-]{1,40}=)?([A-Za-z0-9._~+/%|-]{16,4000}={0,2})/i, isKey),
  // Keys and passwords among the parts of a connection string.
  formOf(['AccountKey=', 'SharedAccessKey=', 'SharedAccessSignature=', 'sig='], /\w+=([A-Za-z0-9+/%_-]{16,500}={0,2})/i, isNoStandIn),
  ...['', ' '].map((blank) => formOf([`;${blank}Pwd=`, `;${blank}Password=`], /;[ \t]?(?:Pwd|Password)=([^\s;'"`<>{}$]{1,500})/i, isNoStandIn)),
  // Tokens of npm's settings.
  formOf(['_authToken', '_auth', '_password'], /_(?:authToken|auth|password)[ \t]{0,4}=[ \t]{0,4}["']?([^\s"'$]{4,500})/, isNoStandIn),
];

function isNoStandIn(value: string): boolean {
  return !isStandIn(value);
}

/** Names of variables have a digit at their end only. */
function isNoVariable(value: string): boolean {
  return !isStandIn(value) && !/^\$[A-Za-z_]+\d?$/.test(value);
}

function hasDigit(value: string): boolean {
  return HAS_DIGIT.test(value);
}

function isKey(value: string): boolean {
  return HAS_DIGIT.test(value) && /[A-Za-z]/.test(value) && !/\//.test(value.slice(0, 2));
}
