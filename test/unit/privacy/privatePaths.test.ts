import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPrivatePath } from '../../../src/privacy/privatePaths';

const PRIVATE = [
  '.env', '.env.local', '.envrc', '.env.example', 'prod.env', 'app.env.production', 'config/.ENV', 'C:\\work\\.env', '/srv/app/.env.test',
  'server.pem', 'tls.key', 'store.p12', 'store.jks', 'login.kdbx', 'id_rsa', 'id_ed25519.pub', '.ssh/config', '/home/me/.aws/config', '.kube/config',
  '.npmrc', '.netrc', '_netrc', '.pypirc', '.pgpass', '.htpasswd', '.git-credentials', '.bash_history', '.yarnrc.yml',
  'credentials', 'credentials.json', 'aws-credentials.csv', 'credentials.prod.yml', 'secrets.yaml', 'my-secrets.toml', 'My Passwords.txt', 'secrets/db.json',
  'kubeconfig', 'kubeconfig.yaml', 'terraform.tfstate', 'terraform.tfstate.backup', 'prod.tfvars', 'client_secret_1.json', 'my-service-account.json', 'wp-config.php',
];
const PUBLIC = [
  'src/index.ts', 'environment.ts', 'env.ts', 'credentials.ts', 'CredentialsForm.tsx', 'secret_sharing.py', 'docs/secrets.md', 'keys.ts', 'keyboard.json', 'monkey.txt',
  'kubeconfig.go', 'passwordField.vue', 'tokenizer.json', 'history.md', 'secrets/readme.md', 'package.json', 'docker/compose.yml', 'README', 'Makefile', '편지.md', '',
];

describe('private paths', () => {
  for (const path of PRIVATE) it(`hides ${path}`, () => assert.equal(isPrivatePath(path), true));
  for (const path of PUBLIC) it(`shows ${path || 'a name without letters'}`, () => assert.equal(isPrivatePath(path), false));

  it('judges a path by its last part and its folders, wherever it lies', () => {
    fc.assert(fc.property(fc.constantFrom(...PRIVATE), fc.stringMatching(/^[a-z]{1,8}$/), (path, folder) => isPrivatePath(`/${folder}/${path}`)));
  });

  it('answers at once for the longest names', () => {
    for (const part of ['secret-a', '.env', 'credentials_', '-', 'service-account']) isPrivatePath(`${part.repeat(2000)}!`);
  });
});
