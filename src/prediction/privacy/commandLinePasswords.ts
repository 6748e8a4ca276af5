// Passwords on command lines: options whose meaning depends on the command. `--password` and its like are no matter of the
// command (assignmentForms.ts). Each command is looked for by its name, its options up to the end of the line.
import { isValue, looksChosen } from './secretValues';
import { mergedSpans, spansOf, type Finder, type Span } from './standIn';

/** A value: in quotes, or one word. A variable is none. */
const VALUE = '(?:"([^"\\n$`]{3,200})"|\'([^\'\\n]{3,200})\'|([^\\s"\'`$|;&<>()]{3,200}))';
/** What may stand between a command and its option, on one line or on lines that are joined by a backslash or a backtick. */
const BETWEEN = '(?:[^\\n|;&]|\\\\\\n|`\\n){0,400}?[ \\t]';

/** Commands, the options of them that take a password, and whether the value may follow without a blank only. */
const COMMANDS: readonly { readonly names: string; readonly options: string }[] = [
  // MySQL and its tools: -p without a blank; with one the word is the name of a database.
  { names: 'mysql\\w*|mariadb\\w*|mytop|mycli|percona-\\w+|pt-\\w+|xtrabackup|innobackupex', options: '-p(?!assword)' },
  // Logins of registries and clouds.
  { names: '(?:docker|podman|nerdctl|buildah|skopeo|oras|helm|crane|az|oc|ibmcloud|cf|kubectl|argocd|rancher|vagrant)(?:[ \\t]+[\\w-]+){0,3}[ \\t]+(?:login|auth)', options: '-p[ =]|-s[ =]' },
  { names: 'sshpass|cqlsh|mongo\\w*|rdesktop|azcopy|mosquitto_(?:pub|sub)|ansible-vault|iscsiadm|psexec|nxc|crackmapexec|evil-winrm|smbmap|nomachine|kinit|lftp|x11vnc|tightvncserver', options: '-p[ =]?|-P[ =]?' },
  { names: 'sqlcmd|osql|bcp|isql|ipmitool|snmp\\w+|zip|zipcloak|unzip|rdesktop|freebcp|tsql', options: '-P[ =]?' },
  { names: '7z[ar]?|unrar|rar|p7zip|7za', options: '-(?:h?p)' },
  { names: 'redis-cli|http|https|xh|memcached-cli', options: '-a[ =]|--pass[ =]' },
  { names: 'ldap(?:search|modify|add|delete|passwd|whoami)|nbtscan', options: '-w[ =]?' },
  { names: 'openssl', options: '-pass(?:in|out|word)?[ =]pass:|-k[ ]|-K[ ]' },
  { names: 'keytool|jarsigner|apksigner', options: '-(?:storepass|keypass|srcstorepass|deststorepass|srckeypass|destkeypass|new)[ ]' },
  { names: 'ssh-keygen', options: '-[NP][ ]' },
  { names: 'xfreerdp|wfreerdp|mstsc|cmdkey|schtasks|net|runas|sc', options: '/(?:p|pass|password|rp)[: ]' },
  { names: 'gpg2?|borg|restic|duplicity|cryptsetup', options: '--passphrase[ =]' },
  { names: 'wget|aria2c|lynx|axel', options: '--(?:http-|ftp-|proxy-)?passw(?:or)?d[ =]' },
];

/** Arguments that are passwords by their place on the command line. */
const ARGUMENTS: readonly RegExp[] = [
  // name:password of commands that fetch; name%password of Samba; name,password of lftp.
  /\b(?:curl|wget|http|https|xh)\b(?:[^\n|;&]|\\\n){0,400}?[ \t](?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?["']?[^\s:"'`$]{1,64}:([^\s"'`${}<>]{3,128})/dg,
  /\b(?:smbclient|rpcclient|smbget|mount\.cifs|nmblookup)\b[^\n|;]{0,300}?[ \t](?:-U|--user)[ =]?["']?[^\s%"'`$]{1,64}%([^\s"'`${}<>]{3,128})/dg,
  /\blftp\b[^\n|;]{0,200}?[ \t]-u[ ]?["']?[^\s,"'`$]{1,64},([^\s"'`${}<>]{3,128})/dg,
  // net use drive \\host\share password; net user name password.
  /\bnet[ \t]+use\b[^\n]{0,40}?[ \t]\\\\[^\s]{1,120}[ \t]+(?!\/)([^\s"'`$]{3,128})/dgi,
  /\bnet[ \t]+user[ \t]+[^\s/]{1,64}[ \t]+(?![/*])([^\s"'`$]{3,128})/dgi,
  // name/password@database of Oracle.
  /\b(?:sqlplus|sqlldr|expdp|impdp|rman)\b[^\n]{0,100}?[ \t]["']?[\w.-]{1,64}\/([^\s@"'`$]{3,128})@/dg,
  // name:password into chpasswd; a password into a command that reads it.
  /\becho[ \t]+(?:-n[ \t]+)?["']?[\w.-]{1,64}:([^\s"'`$|]{3,128})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd\b/dg,
  /\b(?:echo|printf)[ \t]+(?:-n[ \t]+)?["']?([^\s"'`$|]{3,128}?)(?:\\n)?["']?[ \t]*\|[ \t]*(?:sudo[ \t]+-[A-Za-z]*S|passwd\b|(?:docker|podman|helm)[ \w.-]{0,80}--password-stdin|su\b|kinit\b|cryptsetup\b|gpg\b)/dg,
  /\bsudo[ \t]+-S[^\n]{0,80}?<<<[ \t]*["']?([^\s"'`$]{3,128})/dg,
  // Commands that take name and password one after the other.
  /\bhtpasswd\b(?:[ \t]+-\w+){0,4}[ \t]*-\w*b\w*(?:[ \t]+-\w+){0,3}[ \t]+(?:[^\s-][^\s]{0,100}[ \t]+)?[^\s]{1,64}[ \t]+["']?([^\s"'`$]{3,128})/dg,
  /\b(?:rabbitmqctl|rabbitmqadmin)[ \t]+(?:add_user|change_password|authenticate_user)[ \t]+[^\s]{1,64}[ \t]+["']?([^\s"'`$]{3,128})/dg,
  /\bwpa_passphrase[ \t]+(?:"[^"\n]{1,64}"|[^\s"]{1,64})[ \t]+["']?([^\s"'`$]{8,128})/dg,
  /\bvault[ \t]+login[ \t]+(?:-\w+[ \t]+){0,3}(?![-\w]*=)([^\s"'`$-][^\s"'`$]{15,128})/dg,
];

/** Names that begin the lines above, before a blank. */
const COMMAND = new RegExp(
  `(?<![\\w.-])(?:${COMMANDS.map(({ names }) => names).join('|')}|curl|wget|smbclient|rpcclient|smbget|mount\\.cifs|lftp|net|sqlplus|sqlldr|expdp|impdp|rman|echo|printf|sudo|htpasswd|rabbitmq\\w+|wpa_passphrase|vault)[ \\t]`,
  'g',
);
/** Longer command lines are looked at up to here. */
const LONGEST_LINE = 1_000;

const OPTIONS: readonly RegExp[] = COMMANDS.map(({ names, options }) => new RegExp(`(?<![\\w.-])(?:${names})\\b(?:${BETWEEN}|[ \\t])(?:${options})${VALUE}`, 'dg'));

/** Places outside command lines, each with a mark without which the expression is not run. */
const PLACES: readonly (readonly [mark: string, pattern: RegExp])[] = [
  // Redis.
  ['requirepass', /\brequirepass[ \t]+["']?([^\s"'`$#]{3,128})/dg],
  ['masterauth', /\bmasterauth[ \t]+["']?([^\s"'`$#]{3,128})/dg],
  // SQL and PowerShell.
  ['IDENTIFIED', /\bIDENTIFIED[ \t]+(?:WITH[ \t]+\S{1,40}[ \t]+)?(?:BY|AS)[ \t]+(?:PASSWORD[ \t]+)?["']([^"'\n]{3,128})["']/dgi],
  ['identified', /\bidentified[ \t]+(?:with[ \t]+\S{1,40}[ \t]+)?(?:by|as)[ \t]+(?:password[ \t]+)?["']([^"'\n]{3,128})["']/dg],
  ['ConvertTo-SecureString', /\bConvertTo-SecureString\b[^\n]{0,60}?["']([^"'\n$]{3,128})["']/dg],
  ['PSCredential', /\bPSCredential\b[^\n]{0,60}?["'][^"'\n]{1,64}["'][ \t]*,[ \t]*["']([^"'\n$]{3,128})["']/dg],
  // .pgpass: host:port:database:user:password, and .netrc: login name password value.
  [':5432:', /^(?:[\w.*-]{1,100}):5432:[^:\s]{1,64}:[^:\s]{1,64}:([^\s:]{3,128})$/dgm],
  ['login ', /\blogin[ \t]+[^\s]{1,64}\s{1,20}password[ \t]+([^\s"'`$]{3,128})/dg],
  // Keys of wireless networks.
  ['psk=', /\bpsk="?([^\s"#]{8,64})"?/dg],
  ['wep_key', /\bwep_key\d[ \t]*=[ \t]*"?([^\s"#]{5,64})"?/dg],
];

/** Spans of passwords on command lines. */
export function findCommandLinePasswords(text: string): Span[] {
  const spans: Span[] = [];
  COMMAND.lastIndex = 0;
  for (let found = COMMAND.exec(text); found; found = COMMAND.exec(text)) {
    const begin = Math.max(0, found.index - 1);
    const end = endOfCommand(text, found.index);
    const line = text.slice(begin, end);
    for (const pattern of OPTIONS) spans.push(...moved(spansOf(line, pattern, isOptionValue), begin));
    for (const pattern of ARGUMENTS) spans.push(...moved(spansOf(line, pattern, isValue), begin));
    COMMAND.lastIndex = Math.max(end, found.index + found[0].length);
  }
  return mergedSpans(spans);
}

/** Finders of passwords by their place in settings and statements. */
export const settingFinders: readonly Finder[] = PLACES.map(([mark, pattern]) => (text: string) => (text.includes(mark) ? spansOf(text, pattern, isValue) : []));

/** End of the line that a command stands on; a backslash or a backtick joins the next. */
function endOfCommand(text: string, from: number): number {
  const most = Math.min(text.length, from + LONGEST_LINE);
  let end = text.indexOf('\n', from);
  while (end >= 0 && end < most && /[\\`^]/.test(text[end - 1])) end = text.indexOf('\n', end + 1);
  return end < 0 ? most : Math.min(end, most);
}

function isOptionValue(value: string): boolean {
  return isValue(value) && (value.length >= 6 || looksChosen(value)) && !/^[-/\\]/.test(value);
}

function moved(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ begin, end }) => ({ begin: begin + by, end: end + by }));
}
