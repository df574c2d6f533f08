import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './en/index.ts';
import { accent, accentAll, type Catalogue } from './pseudo.ts';
import type { Translated } from './sentence.ts';

/** The conventional tag of a pseudo-locale made from English. */
export const PSEUDO = 'en-XA';

/** A language, as one file of `translations` holds it. */
export interface Translation {
  /** Like the files of `en`, and what the declarations say; what is missing stays English. */
  readonly messages?: Catalogue;
  /** By the English sentence. */
  readonly sentences?: Readonly<Record<string, Translated>>;
}

/** Under which name i18next keeps the sentences; their keys are texts with dots in them. */
const SENTENCES = 'sentences';

/** The message catalogue in one language. */
export function createMessages(language: string, { messages = {}, sentences = {} }: Translation = {}): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      en: { translation: english },
      ...(language === 'en'
        ? {}
        : { [language]: { translation: language === PSEUDO ? accentAll(english) : messages, [SENTENCES]: sentences } }),
    },
  });
  return instance;
}

/** Words that came after the first download. */
export function addMessages(instance: i18n, words: Catalogue): void {
  instance.addResourceBundle('en', 'translation', words, true, true);
  if (instance.language === PSEUDO) instance.addResourceBundle(PSEUDO, 'translation', accentAll(words), true, true);
}

/** The language as browsers know it: the pseudo-language has its numbers and plural forms from English. */
export function localeOf(language: string): string {
  return language === PSEUDO ? 'en' : language;
}

/** What the language of an instance has for a sentence. */
export function findSentence(instance: i18n, key: string): Translated | undefined {
  return instance.getResource(instance.language, SENTENCES, key, { keySeparator: false });
}

/** Another language than English, fetched when somebody reads in it; a translation is one file. */
export async function loadTranslation(language: string): Promise<Translation> {
  if (language === PSEUDO) {
    const { default: sentences } = await import('./en/sentences.json');
    return { sentences: Object.fromEntries(Object.keys(sentences).map((key) => [key, accent(key)])) };
  }
  return (await TRANSLATIONS[fileOf(language)]?.()) ?? {};
}

const TRANSLATIONS = import.meta.glob<Translation>('./translations/*.json', { import: 'default' });
const fileOf = (language: string): string => `./translations/${language}.json`;
const nameOf = (file: string): string => file.slice('./translations/'.length, -'.json'.length);

/** The languages one can read in: English, and every one that has a file. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(TRANSLATIONS).map((file) => nameOf(file))];
