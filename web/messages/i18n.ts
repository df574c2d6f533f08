import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './en/index.ts';
import { accentAll, type Catalogue } from './pseudo.ts';

/** The conventional tag of a pseudo-locale made from English. */
export const PSEUDO = 'en-XA';

/** The message catalogue in one language; another language is one more folder of files like `en`. */
export function createMessages(language: string): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      en: { translation: english },
      ...(language === PSEUDO ? { [PSEUDO]: { translation: accentAll(english) } } : {}),
    },
  });
  return instance;
}

/** Words that came after the first download. */
export function addMessages(instance: i18n, words: Catalogue): void {
  instance.addResourceBundle('en', 'translation', words, true, true);
  if (instance.language === PSEUDO) instance.addResourceBundle(PSEUDO, 'translation', accentAll(words), true, true);
}

/** The language asked for in the address; English until there are more. */
export function languageOf(search: string): string {
  return new URLSearchParams(search).get('lang') === 'pseudo' ? PSEUDO : 'en';
}
