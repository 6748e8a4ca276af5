// The user's settings as the server uses them. Whatever an editor sends is checked here once: a missing, mistyped or
// absurd value is replaced by its default or the nearest limit, so that no other file has to doubt a setting.
import { EAGERNESS } from '../prediction/eagerness';
import { isLanguageOn } from '../privacy/learnableText';
import type { Settings } from './protocol';

/** The same as in package.json, for editors that send none; a test compares them. */
export const defaultSettings: Settings = {
  enabled: true,
  languages: { '*': true, diff: false, dotenv: false, 'git-rebase': false, log: false, 'search-result': false },
  eagerness: 'balanced',
  maximumWords: 4,
  maximumDocumentCharacters: 500_000,
  trainingSeconds: 120,
  continueWords: 50,
  // A little cooler than the network believes: its rare words are its worst.
  continueTemperature: 0.8,
};

/** Shorter trainings learn nothing; longer ones are a mistake of units, not a wish. */
const SHORTEST_TRAINING_SECONDS = 10;
const LONGEST_TRAINING_SECONDS = 3600;
/** More words than a person reads at once; beyond that it is a mistake. */
const MOST_CONTINUE_WORDS = 10_000;
/** Hotter text is noise. */
const HOTTEST = 2;

/** Settings from what an editor sent; never throws. */
export function readSettings(sent: unknown): Settings {
  const given = isRecord(sent) ? sent : {};
  return {
    enabled: typeof given.enabled === 'boolean' ? given.enabled : defaultSettings.enabled,
    languages: readLanguages(given.languages),
    eagerness: EAGERNESS.find((level) => level === given.eagerness) ?? defaultSettings.eagerness,
    maximumWords: Math.round(limited(given.maximumWords, defaultSettings.maximumWords, 1, 50)),
    maximumDocumentCharacters: limited(given.maximumDocumentCharacters, defaultSettings.maximumDocumentCharacters, 0, 1e8),
    trainingSeconds: limited(given.trainingSeconds, defaultSettings.trainingSeconds, SHORTEST_TRAINING_SECONDS, LONGEST_TRAINING_SECONDS),
    continueWords: Math.round(limited(given.continueWords, defaultSettings.continueWords, 1, MOST_CONTINUE_WORDS)),
    continueTemperature: limited(given.continueTemperature, defaultSettings.continueTemperature, 0, HOTTEST),
  };
}

/** Whether suggestions are switched on for a language. Some editors write identifiers of languages in capitals. */
export function isLanguageEnabled(settings: Settings, languageId: string): boolean {
  return settings.enabled && isLanguageOn(settings.languages, languageId);
}

function readLanguages(sent: unknown): Record<string, boolean> {
  if (!isRecord(sent)) return { ...defaultSettings.languages };
  return Object.fromEntries(Object.entries(sent).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
}

function limited(sent: unknown, fallback: number, least: number, most: number): number {
  return typeof sent === 'number' && Number.isFinite(sent) ? Math.min(most, Math.max(least, sent)) : fallback;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
