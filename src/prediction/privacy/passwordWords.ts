// Words that mean password, passcode, PIN, secret or key, in the languages that VS Code is translated into and some more.
// A word is found wherever it ends an identifier, a key, or a word of prose. Case and accents do not count, and a blank may
// as well be a dash or an underscore (phraseFinder.ts).
import { PhraseFinder } from './phraseFinder';
import { SECRET } from './standIn';

/** Kind of a word, which says how sure a value beside it is secret. */
export enum WordKind {
  /** Nothing but a secret is called so. */
  Password,
  /** The name of a secret that may also mean something else: the token of a grammar, the Spanish word for a key. */
  Weak,
  /** A secret of digits. */
  Pin,
}

/** English words, which count inside identifiers too, with anything before them: `dbPassword`, `CLIENT_SECRET`. The group is weak. */
const ENGLISH = /pass(?:word|wd|phrase|code)|pwd|secret(?:[_ -]?key)?|(?:api|access|private|signing|encryption|account)[_ -]?key|(credentials?|token|totp)/gi;

/** Whole words of Latin letters, by language. */
const LATIN = [
  // English
  ...keys(['pre shared', 'preshared', 'license', 'licence', 'master', 'deploy', 'recovery', 'webhook', 'wifi', 'network security'], 'key'), 'psk',
  ...keys(['recovery', 'backup', 'access', 'door', 'alarm', 'unlock', 'gate', 'safe'], 'code'),
  // German
  'passwort', 'passworts', 'passwortes', 'kennwort', 'kennworts', 'kennwortes', 'losungswort', 'zugangscode', 'wlan schlussel', ...keys(['zugriffs', 'zugangs', 'geheim', 'api', 'netzwerk'], 'schlussel'),
  // French
  'mot de passe', 'mots de passe', 'mdp', 'code secret', "code d'acces", "code d'entree", 'phrase de passe', 'phrase secrete', "cle d'acces", "cle d'api", 'cle api', 'cle secrete', 'cle privee', 'cle wifi',
  // Spanish, Catalan
  'contrasena', 'contrasenas', 'contrasenya', 'clave de acceso', 'clave de api', 'clave api', 'clave secreta', 'clave privada', 'clave del wifi', 'codigo secreto', 'codigo de acceso', 'palabra de paso',
  // Italian
  "parola d'ordine", 'parola chiave segreta', 'codice segreto', 'codice di accesso', 'chiave di accesso', 'chiave api', 'chiave segreta', 'chiave privata',
  // Portuguese
  'senha', 'senhas', 'palavra passe', 'chave de acesso', 'chave de api', 'chave api', 'chave secreta', 'chave privada', 'codigo de acesso',
  // Polish
  'haslo', 'haslem', 'hasla', 'klucz dostepu', 'klucz api', 'klucz prywatny', 'klucz tajny', 'kod dostepu',
  // Czech, Slovak
  'heslo', 'heslem', 'hesla', 'tajny klic', 'pristupovy klic', 'klic api', 'tajny kluc', 'pristupovy kod',
  // Turkish
  'sifre', 'sifresi', 'sifrem', 'sifreniz', 'sifremiz', 'sifrenin', 'parolasi', 'parolam', 'erisim anahtari', 'gizli anahtar', 'api anahtari',
  // Hungarian
  'jelszo', 'jelszava', 'jelszavam', 'jelszavad', 'jelszavunk', 'titkos kulcs', 'hozzaferesi kulcs', 'api kulcs',
  // Dutch, Swedish, Danish, Norwegian, Finnish
  'wachtwoord', 'wachtwoorden', 'paswoord', 'toegangscode', 'losenord', 'losenordet', 'adgangskode', 'adgangskoden', 'kodeord', 'kodeordet', 'passord', 'passordet', 'salasana', 'salasanani', 'salasanasi', 'salasanamme',
  // Romanian, Croatian, Slovene, Serbian, Estonian, Latvian, Lithuanian
  'parola', 'zaporka', 'zaporku', 'lozinka', 'geslo', 'salasona', 'parool', 'parole', 'slaptazodis',
  // Vietnamese, Indonesian, Filipino
  'mat khau', 'kata sandi', 'sandi',
];
const LATIN_WEAK = ['pass', 'pw', 'passkey', 'creds', 'clave', 'geheimnis', 'login code', 'токен'];
const LATIN_PIN = [
  'пин код', 'пинкод', 'пин',
  'pin', 'pin code', 'pin number', 'pin nummer', 'pin kode', 'pin kod', 'pin kodu', 'pincode', 'code pin', 'codigo pin', 'codice pin', 'geheimzahl', 'kod pin',
  ...keys(['verification', 'security', 'one time', 'login', 'authentication'], 'code'),
];
/** Words of other scripts, which are joined to what stands before and behind them. */
const OTHER_SCRIPTS = [
  // Korean
  '비밀번호', '비밀 번호', '패스워드', '패스프레이즈', '비번', '암호', '접근키', '접속키', '액세스키', '비밀키', '개인키', '인증키', 'API키', '시크릿키', '접근 키', '접속 키', '액세스 키', '비밀 키', '개인 키', '인증 키', 'API 키', '시크릿 키', '시크릿', '비밀문구',
  // Japanese
  'パスワード', 'パスコード', 'パスフレーズ', '合言葉', 'アクセスキー', 'シークレットキー', 'APIキー', '秘密鍵', 'アクセス キー', '暗号キー',
  // Chinese, simplified and traditional
  '密码', '口令', '访问密钥', '私有密钥', 'API密钥', 'API 密钥', '密钥', '私钥', '密碼', '通行碼', '存取金鑰', '私密金鑰', 'API金鑰', 'API 金鑰', '金鑰', '通關密語',
];
/** Words of other scripts that separate words by blanks. */
const SPACED_SCRIPTS = [
  // Russian, Ukrainian, Bulgarian, Serbian
  'пароль', 'пароля', 'паролю', 'паролем', 'секретный ключ', 'секретного ключа', 'ключ доступа', 'ключ api', 'код доступа', 'кодовое слово', 'лозинка', 'парола', 'гасло', 'секретний ключ',
  // Greek, Hebrew, Arabic, Hindi, Thai
  'κωδικος', 'κωδικος προσβασης', 'συνθηματικο', 'סיסמה', 'סיסמא', 'كلمة المرور', 'كلمة السر', 'पासवर्ड', 'รหัสผ่าน',
];
const OTHER_SCRIPTS_WEAK = ['토큰', 'トークン', '令牌', '权杖'];
const OTHER_SCRIPTS_PIN = ['핀번호', '핀 번호', 'PIN번호', 'PIN 번호', '인증번호', '인증 번호', '暗証番号', 'PIN番号', '确认码', '验证码', '驗證碼'];

/** Words that go on differently mean something else: encryption, cryptography, a keyboard. */
const GOES_ON = /^(?:화|학|보드|学|學)/;
const LETTER = /\p{L}/u;

/** What is known of a word. */
export interface WordClass {
  readonly kind: WordKind;
  readonly isJoined: boolean;
}

/** Words of Latin letters that must begin a word, and words of scripts that have no such beginnings. */
export const START_WORDS: readonly (readonly [string, WordClass])[] = [
  ...classed(LATIN, { kind: WordKind.Password, isJoined: false }),
  ...classed(LATIN_WEAK, { kind: WordKind.Weak, isJoined: false }),
  ...classed(LATIN_PIN, { kind: WordKind.Pin, isJoined: false }),
  ...classed(SPACED_SCRIPTS, { kind: WordKind.Password, isJoined: false }),
  ...classed(OTHER_SCRIPTS, { kind: WordKind.Password, isJoined: true }),
  ...classed(OTHER_SCRIPTS_WEAK, { kind: WordKind.Weak, isJoined: true }),
  ...classed(OTHER_SCRIPTS_PIN, { kind: WordKind.Pin, isJoined: true }),
];
const AT_STARTS = new PhraseFinder(START_WORDS);

/** Names of keys and codes: with a blank, a dash or an underscore, and as one word. */
function keys(kinds: readonly string[], what: string): string[] {
  return kinds.flatMap((kind) => [`${kind} ${what}`, kind.replaceAll(' ', '') + what]);
}

function classed(words: readonly string[], known: WordClass): (readonly [string, WordClass])[] {
  return words.map((word) => [word, known] as const);
}

/** A word for a secret at its place in a text. */
export interface PasswordWord {
  readonly begin: number;
  readonly end: number;
  readonly name: string;
  readonly kind: WordKind;
  /** Whether its script joins words without spaces, so that a value may follow directly. */
  readonly isJoined: boolean;
}

/** The word for a secret at a place where one of `START_WORDS` was found, unless it is a part of another word. */
export function wordAt(text: string, begin: number, end: number, { kind, isJoined }: WordClass): PasswordWord | undefined {
  return isWord(text, begin, end, kind, isJoined) ? { begin, end, name: text.slice(begin, end), kind, isJoined } : undefined;
}

/** English words with others in order; of words that overlap the longest counts. */
export function withEnglishWords(text: string, others: readonly PasswordWord[]): PasswordWord[] {
  const found = [...others];
  ENGLISH.lastIndex = 0;
  for (let match = ENGLISH.exec(text); match; match = ENGLISH.exec(text)) {
    const word = wordAt(text, match.index, ENGLISH.lastIndex, { kind: match[1] === undefined ? WordKind.Password : WordKind.Weak, isJoined: false });
    if (word) found.push(word);
  }
  const kept: PasswordWord[] = [];
  for (const word of found.sort((a, b) => a.begin - b.begin || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || word.begin >= last.end) kept.push(word);
    else if (word.end > last.end) kept[kept.length - 1] = { ...word, begin: last.begin, name: text.slice(last.begin, word.end) };
  }
  return kept;
}

/** Whether a text is one word for a secret and nothing else, as in a list of translations. */
export function isSecretWord(text: string): boolean {
  ENGLISH.lastIndex = 0;
  if (ENGLISH.exec(text)?.[0] === text) return true;
  let isWhole = false;
  AT_STARTS.visit(text, (begin, end) => void (isWhole ||= begin === 0 && end === text.length), true);
  return isWhole;
}

/** Whether a text speaks of passwords, keys or tokens in some language. */
export function namesSecret(text: string): boolean {
  ENGLISH.lastIndex = 0;
  if (ENGLISH.test(text)) return true;
  let names = false;
  AT_STARTS.visit(text, (begin, end, { kind }) => void (names ||= kind !== WordKind.Pin && end - begin > 1), true);
  return names;
}

function isWord(text: string, begin: number, end: number, kind: WordKind, isJoined: boolean): boolean {
  if (isJoined) return !GOES_ON.test(text.slice(end, end + 2)) && !(kind === WordKind.Pin && LETTER.test(text[begin - 1] ?? ''));
  if (LETTER.test(text[end] ?? '') && !isOtherScript(text[end])) return false;
  // The word for a needle or a contact of a plug is written small; a stand-in is no name.
  return text.slice(begin, end) !== 'pin' && !(text[begin - 1] === '<' && text.startsWith(SECRET, begin - 1));
}

/** Whether a letter belongs to a script that writes Latin words and its own together. */
function isOtherScript(letter: string): boolean {
  return letter > '\u2e7f';
}
