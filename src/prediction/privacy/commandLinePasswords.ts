// Passwords on command lines: options whose meaning depends on the command. `--password` and its like are no matter of the
// command (assignmentForms.ts). Each command is looked for by its name, its options up to the end of the line.
import { formIn, formOf, type MarkedForm } from './markedForms';
import { isValue, looksChosen } from './secretValues';

/** A value: in quotes, or one word. A variable is none. */
const VALUE = '(?:"([^"\\n$`]{3,200})"|\'([^\'\\n]{3,200})\'|([^\\s"\'`$|;&<>()]{3,200}))';

/** Names of commands, separated by blanks, and their options that take a password. */
const OPTIONS: readonly (readonly [commands: string, options: string])[] = [
  // MySQL and its tools: -p without a blank; with one the word is the name of a database.
  ['mysql mysqldump mysqladmin mysqlimport mysqlshow mysqlcheck mysqlsh mysqlbinlog mysqlslap mariadb mariadb-dump mariadb-admin mytop mycli xtrabackup mariabackup innobackupex', '-p(?!assword)'],
  // Logins of registries and clouds: only their subcommand that logs in.
  ['docker podman nerdctl buildah skopeo oras helm crane az oc ibmcloud cf argocd rancher', '(?<=\\b(?:login|auth)\\b.{0,300})-[ps][ =]'],
  ['sshpass cqlsh mongo mongosh mongodump mongorestore mongoexport mongoimport rdesktop mosquitto_pub mosquitto_sub psexec nxc crackmapexec evil-winrm smbmap x11vnc influx sqoop beeline impala-shell', '-p[ =]?'],
  ['sqlcmd osql bcp isql ipmitool snmpget snmpwalk snmpset zip zipcloak unzip freebcp tsql mosquitto_pub mosquitto_sub', '-P[ =]?'],
  ['7z 7za 7zr 7zz unrar rar p7zip', '-h?p'],
  ['redis-cli http https xh', '-a[ =]|--pass[ =]'],
  ['ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami', '-w[ =]?'],
  ['openssl', '-pass(?:in|out|word)?[ =]pass:|-k |-K '],
  ['keytool jarsigner apksigner', '-(?:storepass|keypass|srcstorepass|deststorepass|srckeypass|destkeypass|new) |--(?:ks|key)-pass pass:'],
  ['ssh-keygen', '-[NP] '],
  ['xfreerdp wfreerdp mstsc cmdkey schtasks net runas sc wmic', '/(?:p|pass|password|rp)[: ]'],
  ['gpg gpg2 borg restic duplicity cryptsetup', '--passphrase[ =]'],
  ['wget aria2c lynx axel', '--(?:http-|ftp-|proxy-)?passw(?:or)?d[ =]'],
  ['svn git-svn p4 hg', '--password[ =]|-P[ =]?'],
];

/** Names of commands, and arguments of them that are passwords by their place. */
const ARGUMENTS: readonly (readonly [commands: string, pattern: RegExp])[] = [
  // name:password of commands that fetch; name%password of Samba; name,password of lftp.
  ['curl wget http https xh', /[ \t](?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?["']?[^\s:"'`$]{1,64}:([^\s"'`${}<>]{3,128})/dg],
  ['smbclient rpcclient smbget mount.cifs', /[ \t](?:-U|--user)[ =]?["']?[^\s%"'`$]{1,64}%([^\s"'`${}<>]{3,128})/dg],
  ['lftp', /[ \t]-u[ ]?["']?[^\s,"'`$]{1,64},([^\s"'`${}<>]{3,128})/dg],
  // net use drive \\host\share password; net user name password.
  ['net net.exe', /^net(?:\.exe)?[ \t]+use\b[^\n]{0,40}?[ \t]\\\\[^\s]{1,120}[ \t]+(?!\/)([^\s"'`$]{3,128})/dgi],
  ['net net.exe', /^net(?:\.exe)?[ \t]+user[ \t]+[^\s/]{1,64}[ \t]+(?![/*])([^\s"'`$]{3,128})/dgi],
  // name/password@database of Oracle.
  ['sqlplus sqlldr expdp impdp rman', /[ \t]["']?[\w.-]{1,64}\/([^\s@"'`$]{3,128})@/dg],
  // name:password into chpasswd; a password into a command that reads it.
  ['echo', /^echo[ \t]+(?:-n[ \t]+)?["']?[\w.-]{1,64}:([^\s"'`$|]{3,128})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd\b/dg],
  [
    'echo printf',
    /^\w+[ \t]+(?:-n[ \t]+)?["']?([^\s"'`$|]{3,128}?)(?:\\n)?["']?[ \t]*\|[ \t]*(?:sudo[ \t]+-[A-Za-z]*S|(?:sudo[ \t]+)?passwd\b|(?:docker|podman|helm)[ \w.-]{0,80}--password-stdin|su\b|kinit\b|cryptsetup\b|gpg\b)/dg,
  ],
  ['sudo', /^sudo[ \t]+-S[^\n]{0,80}?<<<[ \t]*["']?([^\s"'`$]{3,128})/dg],
  // Commands that take name and password one after the other.
  ['htpasswd', /^htpasswd(?:[ \t]+-\w{1,8}){0,4}[ \t]+-\w{0,4}b\w{0,4}(?:[ \t]+-\w{1,8}){0,3}[ \t]+(?:[^\s-][^\s]{0,100}[ \t]+)?[^\s]{1,64}[ \t]+["']?([^\s"'`$]{3,128})/dg],
  ['rabbitmqctl', /^rabbitmqctl[ \t]+(?:add_user|change_password|authenticate_user)[ \t]+[^\s]{1,64}[ \t]+["']?([^\s"'`$]{3,128})/dg],
  ['wpa_passphrase', /^wpa_passphrase[ \t]+(?:"[^"\n]{1,64}"|[^\s"]{1,64})[ \t]+["']?([^\s"'`$]{8,128})/dg],
  ['vault', /^vault[ \t]+login[ \t]+(?:-\w+[ \t]+){0,3}([^\s"'`$=-][^\s"'`$=]{15,128})/dg],
];

/** Longer command lines are looked at up to here. */
const LONGEST_LINE = 1_000;

/** End of the line that a command stands on; a backslash or a backtick joins the next. */
function endOfCommand(text: string, from: number): number {
  const most = Math.min(text.length, from + LONGEST_LINE);
  const line = text.slice(from, most);
  for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n', end + 1)) if (!/[\\`^]/.test(line[end - 1] ?? '')) return from + end;
  return most;
}

function isOptionValue(value: string): boolean {
  return isValue(value) && (value.length >= 6 || looksChosen(value)) && !/^[-/\\]/.test(value);
}

function named(commands: string): string[] {
  return commands.split(' ').map((command) => `${command} `);
}

export const commandForms: readonly MarkedForm[] = [
  ...OPTIONS.map(([commands, options]) => formIn(named(commands), endOfCommand, [new RegExp(`(?<=[ \\t])(?:${options})${VALUE}`, 'dg')], isOptionValue)),
  ...ARGUMENTS.map(([commands, pattern]) => formIn(named(commands), endOfCommand, [pattern], isValue)),
];

/** Passwords by their place in settings and statements. */
export const settingForms: readonly MarkedForm[] = [
  // Redis.
  formOf(['requirepass ', 'masterauth '], /\w+[ \t]+["']?([^\s"'`$#]{3,128})/, isValue),
  // SQL and PowerShell.
  formOf(['identified '], /identified[ \t]+(?:with[ \t]+\S{1,40}[ \t]+)?(?:by|as)[ \t]+(?:password[ \t]+)?["']([^"'\n]{3,128})["']/i, isValue),
  formOf(['ConvertTo-SecureString '], /[\w-]+[^\n]{0,60}?["']([^"'\n$]{3,128})["']/i, isValue),
  formOf(['PSCredential'], /\w+[^\n]{0,60}?["'][^"'\n]{1,64}["'][ \t]*,[ \t]*["']([^"'\n$]{3,128})["']/i, isValue),
  // The password file of PostgreSQL: port:database:user:password; and .netrc: login name password value.
  formOf([':5432:', ':5433:', ':3306:'], /:\d{4}:[^:\s]{1,64}:[^:\s]{1,64}:([^\s:]{3,128})/, isValue),
  formOf(['login '], /login[ \t]+[^\s]{1,64}\s{1,20}password[ \t]+([^\s"'`$]{3,128})/, isValue),
  // Keys of wireless networks.
  formOf(['psk='], /psk="?([^\s"#]{8,64})"?/, isValue),
  formOf(['wep_key'], /wep_key\d[ \t]{0,4}=[ \t]{0,4}"?([^\s"#]{5,64})"?/, isValue),
];
