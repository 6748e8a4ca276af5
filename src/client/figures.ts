// Numbers as people read them, in the user's language. Pure.
import type { Translate } from './translate';

/** Beyond this many, digits say nothing that "1.2 million" does not. */
const COMPACT_FROM = 100_000;
/** From here on nobody counts seconds. */
const SHORT_MINUTES = 120;

/** Largest perplexity that is shown as a number: beyond it nothing more can be read from it. */
const LARGEST_SHOWN_PERPLEXITY = 1e7;

/** Below this, zeros are all that is read. */
const LEAST_PROBABILITY = 1e-5;

export class Figures {
  private readonly significant: Intl.NumberFormat;
  private readonly compact: Intl.NumberFormat;
  private readonly whole: Intl.NumberFormat;
  private readonly percentage: Intl.NumberFormat;
  private readonly date: Intl.DateTimeFormat;
  private readonly dateAndTime: Intl.DateTimeFormat;
  private readonly digits: Intl.NumberFormat;

  /** @param language tag of the editor's language; an unknown one counts as English. */
  constructor(
    language: string,
    private readonly translate: Translate,
  ) {
    const locale = knownLocale(language);
    this.significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
    this.compact = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, notation: 'compact' });
    this.whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2, style: 'percent' });
    this.percentage = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, style: 'percent' });
    this.dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  }

  /** A measured figure, three digits of it: perplexities, bits. */
  measure(value: number): string {
    return (value < COMPACT_FROM ? this.significant : this.compact).format(value);
  }

  /** A perplexity; one above `largest`, which may be infinite, as more than that. */
  perplexity(value: number, largest = LARGEST_SHOWN_PERPLEXITY): string {
    return value <= largest ? this.measure(value) : `> ${this.measure(largest)}`;
  }

  count(value: number): string {
    return this.whole.format(value);
  }

  /** @param share 0 to 1 */
  percent(share: number): string {
    return this.percentage.format(share);
  }

  /** A probability, two digits of it down to a thousandth of a percent. */
  probability(value: number): string {
    return value < LEAST_PROBABILITY ? `< ${this.digits.format(LEAST_PROBABILITY)}` : this.digits.format(value);
  }

  /** Size of text; kB and MB of 1 000 and 1 000 000 bytes. */
  size(bytes: number): string {
    return bytes < 1e6 ? `${this.count(Math.ceil(bytes / 1e3))} kB` : `${this.significant.format(bytes / 1e6)} MB`;
  }

  /** @param number of the day, since 1970-01-01 */
  day(number: number): string {
    return this.date.format(number * 86_400_000);
  }

  /** A date with its time of day, here. @param iso ISO 8601; other text comes back unchanged. */
  moment(iso: string): string {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : this.dateAndTime.format(date);
  }

  duration(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    const minutes = Math.floor(whole / 60);
    if (minutes >= SHORT_MINUTES) return this.translate('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
    if (minutes === 0) return this.translate('{0} s', whole);
    return whole % 60 === 0 ? this.translate('{0} min', minutes) : this.translate('{0} min {1} s', minutes, whole % 60);
  }
}

function knownLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
