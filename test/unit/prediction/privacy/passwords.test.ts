// Passwords that the words beside them give away: in sentences and notes of many languages, in tables, on command lines.
import assert from 'node:assert/strict';
import { maskSecrets } from '../../../../src/prediction/privacy/secrets';

/** Lines with a secret, by kind; the secret is what must not survive. */
const TOLD: Readonly<Record<string, readonly (readonly [line: string, secret: string])[]>> = {
  'sentences and notes': [
    ['the wifi password is zebra9931', 'zebra9931'], ['The password for the guest wifi is zebra9931.', 'zebra9931'], ['password zebra9931moon', 'zebra9931moon'], ['my pw is zebra9931!', 'zebra9931'],
    ['We changed the password to zebra-9931-moon yesterday', 'zebra-9931-moon'], ['**Password:** zebra9931', 'zebra9931'], ['Password (admin): `zebra9931`', 'zebra9931'], ['- Passphrase – zebra9931moon', 'zebra9931moon'],
    ['The PIN for the safe is 482913', '482913'], ['the passcode to the gym is 48291', '48291'], ['The password of the router at home is zebra9931', 'zebra9931'], ['Die PIN für den Tresor ist 482913', '482913'], ['Le code PIN de la carte est 4829', '4829'],
    ['use the password "open sesame 12"', 'open sesame 12'], ['Passcode: 482193', '482193'], ['PIN 4821', '4821'], ['your PIN is 4821', '4821'], ['the door code is 4821#', '4821'], ['PIN code: 0417', '0417'],
    ['Passwort: Sonne2024!', 'Sonne2024'], ['Das Passwort lautet sonne9931regen.', 'sonne9931regen'], ['Kennwort fürs WLAN ist sonne9931', 'sonne9931'], ['WLAN-Schlüssel: sonne9931regen', 'sonne9931regen'], ['Passwort: sommerregen', 'sommerregen'], ['Geheimzahl 4821', '4821'],
    ['mot de passe : soleil9931', 'soleil9931'], ['Mot de passe\u00a0: soleil9931', 'soleil9931'], ['le mot de passe du wifi est soleil9931', 'soleil9931'], ['mdp: soleil9931', 'soleil9931'], ["Code d'accès : soleil9931", 'soleil9931'],
    ['contraseña: luna9931', 'luna9931'], ['La contraseña es luna9931', 'luna9931'], ['contrasena del wifi: luna9931', 'luna9931'], ['clave: luna9931', 'luna9931'], ['clave de acceso = luna9931', 'luna9931'],
    ['password del wifi: luna9931', 'luna9931'], ["parola d'ordine: luna9931", 'luna9931'], ['la password è luna9931', 'luna9931'], ['chiave di accesso: luna9931', 'luna9931'], ['senha: luna9931', 'luna9931'], ['A senha do wifi é luna9931', 'luna9931'], ['palavra-passe: luna9931', 'luna9931'],
    ['hasło: wiosna9931', 'wiosna9931'], ['Hasło do wifi to wiosna9931', 'wiosna9931'], ['heslo: jaro9931', 'jaro9931'], ['Heslo je jaro9931', 'jaro9931'], ['jelszó: tavasz9931', 'tavasz9931'], ['A jelszavam: tavasz9931', 'tavasz9931'],
    ['şifre: bahar9931', 'bahar9931'], ['Wi-Fi şifresi bahar9931', 'bahar9931'], ['parola: bahar9931', 'bahar9931'], ['wachtwoord: lente9931', 'lente9931'], ['lösenord: vår9931x', 'vår9931x'], ['adgangskode: vaar9931', 'vaar9931'], ['salasana on kevat9931', 'kevat9931'],
    ['пароль: весна9931', 'весна9931'], ['Пароль от вайфая — vesna9931', 'vesna9931'], ['ключ доступа: vesna9931', 'vesna9931'], ['пин-код: 4821', '4821'], ['κωδικός: anoixi9931', 'anoixi9931'], ['mật khẩu là xuan9931', 'xuan9931'], ['kata sandi: semi9931', 'semi9931'],
    ['비밀번호: kimchi7291jjigae', 'kimchi7291jjigae'], ['비밀번호는 kimchi7291입니다', 'kimchi7291'], ['와이파이 비밀번호 kimchi7291', 'kimchi7291'], ['비번은 kimchi7291!!', 'kimchi7291'], ['패스워드：kimchi7291', 'kimchi7291'], ['비밀번호(관리자) = kimchi7291', 'kimchi7291'],
    ['암호를 kimchi7291로 바꿨습니다', 'kimchi7291'], ['API 키: a8f3k2d9q1', 'a8f3k2d9q1'], ['비밀번호: kimchijjigae', 'kimchijjigae'], ['현관 비밀번호는 4821입니다', '4821'], ['핀번호 4821', '4821'],
    ['パスワード：sakura9931', 'sakura9931'], ['パスワードはsakura9931です', 'sakura9931'], ['パスワードは「sakura9931」です。', 'sakura9931'], ['暗証番号は4821です', '4821'], ['アクセスキー: a8f3k2d9q1', 'a8f3k2d9q1'],
    ['密码：chun9931tian', 'chun9931tian'], ['密码是chun9931', 'chun9931'], ['WiFi密码为 chun9931', 'chun9931'], ['密碼: chun9931', 'chun9931'], ['口令：chun9931', 'chun9931'], ['访问密钥：a8f3k2d9q1', 'a8f3k2d9q1'],
  ],
  'several lines': [
    ['Password:\nzebra9931moon\n', 'zebra9931moon'], ['비밀번호:\n  kimchi7291\n', 'kimchi7291'], ['password: |\n  zebra9931moon\n', 'zebra9931moon'], ['Passwort\nsonne9931regen\n', 'sonne9931regen'],
    ['const password =\n  "zebra9931";', 'zebra9931'], ['- name: DB_PASSWORD\n  value: zebra9931', 'zebra9931'], ['variable "db_password" {\n  default = "zebra"\n}', '"zebra"'], ['machine x login bob password zebra9931', 'zebra9931'],
    ['password: zebra9931moon\n\nrun("zebra9931moon")\n', 'zebra9931moon'],
  ],
  tables: [
    ['| password | zebra9931 |', 'zebra9931'], ['| Passwort | `sonne9931` |', 'sonne9931'], ['| 비밀번호 | kimchi7291 |', 'kimchi7291'], ['password\tzebra9931', 'zebra9931'],
    ['| user | password |\n|---|---|\n| bob | zebra9931 |\n| eve | lion4411x |\n', 'lion4411x'], ['user,password\nbob,zebra9931\neve,lion4411x\n', 'lion4411x'], ['이름,비밀번호\n철수,kimchi7291\n', 'kimchi7291'], ['user;Passwort\nbob;sonne9931\n', 'sonne9931'],
    ['| Name | Password |\n|---|---|\n| bob | sunflower |\n', 'sunflower'],
  ],
  'command lines': [
    ['mysql -pzebra9931moon', 'zebra9931moon'], ["mysql -u root -p'zebra moon' app", 'zebra moon'], ['mysqldump -h db -u root -pzebra9931 app > x.sql', 'zebra9931'], ['sshpass -p zebra9931 ssh host', 'zebra9931'], ["sshpass -p'zebra9931' ssh host", 'zebra9931'],
    ['docker login -u bob -p zebra9931 registry', 'zebra9931'], ['az acr login -n x -u bob -p zebra9931', 'zebra9931'], ['tool --password=sunflower --now', 'sunflower'], ['tool --passphrase zebra9931', 'zebra9931'], ['tool --token=zebra9931moon', 'zebra9931moon'],
    ['curl -u bob:zebra9931 https://x.org', 'zebra9931'], ['curl -ubob:zebra9931 https://x.org', 'zebra9931'], ['http -a bob:zebra9931 x.org', 'zebra9931'], ['PGPASSWORD=zebra9931 psql', 'zebra9931'], ['export MYSQL_PWD=sunflower', 'sunflower'],
    ['net use Z: \\\\srv\\share zebra9931 /user:bob', 'zebra9931'], ['net user bob zebra9931 /add', 'zebra9931'], ['cmdkey /add:srv /user:bob /pass:zebra9931', 'zebra9931'], ['redis-cli -h x -a zebra9931', 'zebra9931'], ['sqlcmd -S x -U sa -P zebra9931', 'zebra9931'],
    ['sqlplus bob/zebra9931@db', 'zebra9931'], ['ldapsearch -D cn=x -w zebra9931', 'zebra9931'], ['smbclient //s/x -U bob%zebra9931', 'zebra9931'], ['openssl rsa -in k.pem -passin pass:zebra9931', 'zebra9931'], ['zip -P zebra9931 a.zip b', 'zebra9931'], ['7z x -pzebra9931 a.7z', 'zebra9931'],
    ['echo bob:zebra9931 | chpasswd', 'zebra9931'], ['echo zebra9931 | sudo -S ls', 'zebra9931'], ['echo "zebra9931" | docker login --password-stdin', 'zebra9931'], ['htpasswd -b .htpasswd bob zebra9931', 'zebra9931'], ['rabbitmqctl add_user bob zebra9931', 'zebra9931'],
    ['keytool -storepass zebra9931 -list', 'zebra9931'], ['mongosh -u bob -p zebra9931 x', 'zebra9931'], ['xfreerdp /u:bob /p:zebra9931 /v:x', 'zebra9931'], ['setx DB_PASSWORD zebra9931', 'zebra9931'], ['$env:DB_PASSWORD = "sunflower"', 'sunflower'], ["ssh-keygen -t rsa -N 'zebra9931' -f k", 'zebra9931'],
    ["CREATE USER bob IDENTIFIED BY 'sunflower';", 'sunflower'], ["ALTER USER bob WITH PASSWORD 'sunflower';", 'sunflower'], ['ConvertTo-SecureString "zebra9931" -AsPlainText -Force', 'zebra9931'], ['nmcli dev wifi connect home password zebra9931', 'zebra9931'], ['  psk="zebra9931moon"', 'zebra9931moon'],
    ['requirepass zebra9931', 'zebra9931'], ['localhost:5432:app:bob:zebra9931', 'zebra9931'], ['mysql \\\n  -u root \\\n  -pzebra9931', 'zebra9931'],
  ],
  code: [
    ["define('DB_PASSWORD', 'sunflower');", 'sunflower'], ['props.setProperty("password", "zebra9931");', 'zebra9931'], ['client.setPassword("zebra9931")', 'zebra9931'], ['<add key="Password" value="sunflower" />', 'sunflower'], ['"{\\"password\\": \\"zebra9931\\"}"', 'zebra9931'],
    ['auth: { user: "bob", pass: "zebra9931" }', 'zebra9931'], ['const contraseña = "luna";', '"luna"'], ['passwort = "sonnenschein"', 'sonnenschein'], ['비밀번호 = "김치찌개"', '김치찌개'], ['mount -o username=bob,password=zebra9931 x', 'zebra9931'],
    ['Server=db;Uid=bob;Pwd=sunflower;', 'sunflower'], ['mongodb+srv://bob:p@ss@cluster.x.net/app', 'p@ss'], ['https://8f3kd92mzx7lw1q5@sentry.example.org/4', '8f3kd92mzx7lw1q5'], ['x-api-key: 8f3kd92mzx7lw1q5', '8f3kd92mzx7lw1q5'], ['?sig=8f3kd92mzx7lw1q5xx', '8f3kd92mzx7lw1q5'],
  ],
};

/** Text about passwords without one. */
const HARMLESS = [
  'The password is required and must be at least 8 characters long.', 'Your password is encrypted with SHA256.', 'password hashes are stored as bcrypt', 'The password is sent over TLS1.3 only.', 'a password of 12 characters', 'the password was changed in 2024', 'Passwort vergessen?',
  'Das Passwort ist mindestens 8 Zeichen lang.', 'Le mot de passe est obligatoire.', 'La contraseña es obligatoria.', 'La parola chiave del libro è amicizia', 'Hasło jest wymagane', 'Şifre gerekli', '비밀번호는 필수입니다.', '비밀번호는 8자 이상이어야 합니다', '암호화는 AES256으로 합니다', '암호는 UTF-8로 저장합니다',
  'パスワードは必須です', 'パスワードは8文字以上', '密码是必填项', '密码至少8位', '| password | string | The password |', '| `token` | `string` | yes |', '| Name | Password |\n|---|---|\n| bob | required |', 'GPIO pin 4821 is high', 'pin: 13', 'docker run -p 8080:80 nginx', 'mysql -p app', 'mysql -u root -p',
  'curl -u $USER:$PASSWORD x', 'ssh -p 2222 host', 'password = await hash(password, salt)', 'const password = result.groups?.password;', 'PASSWORD_RESET = "password_reset"', 'export const PASSWORD_TOO_WEAK = "passwordTooWeak";', '"password": "Passwort"', "password: 'Mot de passe',",
  '"비밀번호": "비밀번호를 입력하세요"', 'netstat -p tcp4444', 'import { password } from "./passwords2";', 'see the secret in chapter 12', 'user, password, token = line.split()', 'function login(user, password) {\n  return a1, b2;\n}', 'the passport control', 'compass: north1', 'sudo -u bob ls',
  'echo hello | grep ell', 'the token is of type T1', 'Tokens are separated by blanks', 'key=value1', 'clave primaria: id1', 'mot de passe : ********', 'password: ${DB_PASSWORD}', 'Passwort: {{ vault.password1 }}', '--password <password>', 'password: "<your password>"',
];

describe('masking passwords that words give away', () => {
  for (const [kind, lines] of Object.entries(TOLD)) {
    it(`masks passwords in ${kind}`, () => {
      const missed = lines.filter(([line, secret]) => [line, `text before\n${line}\ntext behind\n`].some((text) => maskSecrets(text).includes(secret)));
      assert.deepEqual(missed.map(([line]) => line), []);
    });
  }

  it('leaves text about passwords', () => {
    assert.deepEqual(HARMLESS.map((text) => maskSecrets(`${text}\n`).trimEnd()), HARMLESS);
  });
});
