// Files that are there to hold secrets, by their names. Neither the server nor a training ever reads them. Names only:
// what stands in other files is masked where it looks like a secret.

/** Endings of keys, key stores, secret variables and recorded states, which hold secrets in plain text. */
const PRIVATE_ENDING = /\.(?:env|pem|key|p8|p12|pfx|pkcs12|jks|keystore|keytab|kdbx?|ppk|gpg|pgp|agekey|ovpn|kubeconfig|tfvars|tfstate|publishsettings|secrets?)$|\.(?:tfstate|tfvars)\.[\w.-]+$/;

/** Whole names; `.env.example` and its kin count too, for real values land in them. */
const PRIVATE_NAME = new RegExp(`^(?:${[
  '\\.env.*', '.*\\.env\\.(?:local|prod|production|dev|development|test|staging|example|sample|bak)', 'id_(?:rsa|dsa|ecdsa|ed25519).*', 'secring\\..*', '\\.[\\w-]*history',
  '[._](?:npmrc|netrc|yarnrc|yarnrc\\.yml|pypirc|pgpass|htpasswd|git-credentials|gitcookies|dockercfg|dockerconfigjson|s3cfg|boto|vault-token|terraformrc|my\\.cnf)',
  'kubeconfig(?:\\.ya?ml|\\.json)?', 'wp-config\\.php', 'local\\.settings\\.json', 'client_secret.*\\.json', '.*service[-_]?account.*\\.json',
].join('|')})$`);

/** `credentials` and `secrets` in a name mean secrets inside where the file is data; `credentials.ts` is code about them. */
const NAMED_AFTER_SECRETS = /(?:^|[._\s-])(?:credentials?|secrets?|passwords?|passwd)(?:[._\s-]|$)/;
const DATA_FILE = /^[^.]*$|\.(?:json|ya?ml|toml|ini|cfg|conf|properties|xml|csv|tsv|txt|plist|enc|db|sqlite|bak|old|credentials?|passwords?|passwd|local|prod|production|dev|development|test|staging|backup)$/;

const PRIVATE_FOLDERS = new Set(['.ssh', '.aws', '.gnupg', '.kube', '.azure', '.gcloud', '.docker', '.password-store']);
const SECRETS_FOLDER = /^\.?secrets?$/;

/** Whether a file looks like a secret by its path; absolute or relative, with slashes or backslashes. */
export function isPrivatePath(path: string): boolean {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.pop()!;
  if (PRIVATE_ENDING.test(name) || PRIVATE_NAME.test(name)) return true;
  if (DATA_FILE.test(name) && (NAMED_AFTER_SECRETS.test(name) || SECRETS_FOLDER.test(parts.at(-1) ?? ''))) return true;
  return parts.some((folder) => PRIVATE_FOLDERS.has(folder));
}
