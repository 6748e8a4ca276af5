// Check digits of numbers that identify a person, an account or a card. All functions take digits without separators.

/** Sum of the digits times their weights. */
function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

/** Luhn: every second digit from the right is doubled; the sum ends in 0. Payment cards, Canadian SIN, Greek AMKA. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Remainder of a long decimal number. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus;
  return rest;
}

/** ISO 13616: country and check digits go to the end, letters become 10 to 35, and the number leaves 1 modulo 97. */
export function isIban(iban: string): boolean {
  const moved = iban.slice(4) + iban.slice(0, 4);
  return remainder(moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)), 97) === 1;
}

const VERHOEFF_PERMUTATION = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

/** Verhoeff: products in the dihedral group of order ten. Indian Aadhaar. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) check = dihedral(check, Number(VERHOEFF_PERMUTATION[i % 8][Number(digits[digits.length - 1 - i])]));
  return check === 0;
}

function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 10) % 5;
}

/** ISO 7064 MOD 11,10. German tax identification number. */
export function isMod11Mod10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Check digit of the Korean resident registration number, as issued until October 2020. */
export function isKoreanResident(digits: string): boolean {
  return (11 - (weightedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(digits[12]);
}

/** The same for residents from abroad. */
export function isKoreanForeigner(digits: string): boolean {
  return (13 - (weightedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(digits[12]);
}

/** Korean business registration number. */
export function isKoreanBusiness(digits: string): boolean {
  const sum = weightedSum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((5 * Number(digits[8])) / 10);
  return (10 - (sum % 10)) % 10 === Number(digits[9]);
}

/** Chinese resident identity number: 17 digits and a check character, which may be X. */
export function isChineseResident(id: string): boolean {
  return '10X98765432'[weightedSum(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === id[17].toUpperCase();
}

/** Japanese My Number. */
export function isMyNumber(digits: string): boolean {
  const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(digits[11]);
}

/** Polish PESEL. */
export function isPesel(digits: string): boolean {
  return (10 - (weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
}

/** Dutch citizen service number: the eleven test. */
export function isBsn(digits: string): boolean {
  return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** UK National Health Service number. */
export function isNhs(digits: string): boolean {
  return (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(digits[9]);
}

/** Australian tax file number. */
export function isTfn(digits: string): boolean {
  return weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
}

/** Turkish identity number. */
export function isTurkish(digits: string): boolean {
  const odd = weightedSum(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weightedSum(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((7 * odd - even) % 10) + 10) % 10;
  return digits[0] !== '0' && tenth === Number(digits[9]) && (odd + even + tenth) % 10 === Number(digits[10]);
}

/** Brazilian CPF: two check digits. */
export function isCpf(digits: string): boolean {
  return areBrazilianChecks(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** Brazilian CNPJ: two check digits. */
export function isCnpj(digits: string): boolean {
  return areBrazilianChecks(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
}

function areBrazilianChecks(digits: string, first: readonly number[], second: readonly number[]): boolean {
  const check = (weights: readonly number[]) => {
    const rest = weightedSum(digits, weights) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check(first) === Number(digits[first.length]) && check(second) === Number(digits[second.length]);
}

/** Spanish DNI and NIE: a letter that follows from the number modulo 23. X, Y and Z stand for 0, 1 and 2. */
export function isSpanish(id: string): boolean {
  const digits = id.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === id.at(-1);
}

/** French social security number: 13 characters and a key of 97 minus their remainder; Corsica counts as 19 and 18. */
export function isFrenchNir(id: string): boolean {
  const body = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - remainder(body, 97) === Number(id.slice(13));
}

const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italian tax code: a letter that follows from the other fifteen characters. */
export function isCodiceFiscale(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = id.charCodeAt(i);
    const value = code < 65 ? code - 48 : code - 65;
    sum += i % 2 === 0 ? ITALIAN_ODD[value] : value;
  }
  return id.charCodeAt(15) - 65 === sum % 26;
}

/** Whether two digits each make a month and a day of it. */
export function isDate(month: string, day: string): boolean {
  const m = Number(month);
  const d = Number(day);
  return m >= 1 && m <= 12 && d >= 1 && d <= (m === 2 ? 29 : [4, 6, 9, 11].includes(m) ? 30 : 31);
}
