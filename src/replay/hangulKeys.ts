// Keys of Hangul on the two-set layout (KS X 5002): one per consonant or vowel on the keyboard, shifted ones too (ㄲ, ㅖ);
// double vowels (ㅘ = ㅗ + ㅏ) and clusters at the end of a syllable (ㄳ = ㄱ + ㅅ) have no key of their own and take two.

const hangul = /\p{Script=Hangul}/u;

/** Jamo that take two keys: as parts of a syllable (NFD), and alone. */
const doubleJamo = /[\u116a-\u116c\u116f-\u1171\u1174\u11aa\u11ac\u11ad\u11b0-\u11b6\u11b9\u3133\u3135\u3136\u313a-\u3140\u3144\u3158-\u315a\u315d-\u315f\u3162]/u;

/** Whether a character is composed by an input method: until the next key it may still become another one. */
export function isHangul(character: string): boolean {
  return hangul.test(character);
}

/** Keys of one character of Hangul. */
export function hangulKeys(character: string): number {
  return [...character.normalize('NFD')].reduce((keys, jamo) => keys + (doubleJamo.test(jamo) ? 2 : 1), 0);
}
