import { describe, expect, test } from 'vitest';
import { chooseLanguage, nameOfLanguage } from './choose-language.ts';
import { LANGUAGES, PSEUDO } from './i18n.ts';

const THREE = ['en', 'de', 'pt-BR'];
const nobody = { asked: null, chosen: null, browser: [] };

describe('the language of a page', () => {
  test('is what the person or the organisation has chosen, before what the browser says', () => {
    expect(chooseLanguage({ ...nobody, chosen: 'de', browser: ['pt-BR'] }, THREE)).toBe('de');
    expect(chooseLanguage({ ...nobody, chosen: 'en', browser: ['de'] }, THREE)).toBe('en');
  });

  test('is the first of the browser’s that there is, a variety by its language', () => {
    expect(chooseLanguage({ ...nobody, browser: ['fr', 'de-AT', 'en'] }, THREE)).toBe('de');
    expect(chooseLanguage({ ...nobody, browser: ['pt-br'] }, THREE)).toBe('pt-BR');
    expect(chooseLanguage({ ...nobody, browser: ['pt', 'en-GB', 'de'] }, THREE)).toBe('en');
    expect(chooseLanguage({ ...nobody, browser: ['fr'] }, THREE)).toBe('en');
  });

  test('is that of the address for whoever asks there, the pseudo-language too', () => {
    expect(chooseLanguage({ asked: 'de', chosen: 'en', browser: ['en'] }, THREE)).toBe('de');
    expect(chooseLanguage({ asked: 'pseudo', chosen: 'de', browser: [] }, THREE)).toBe(PSEUDO);
  });

  test('falls back where what was chosen has no translation any more, or what stands in the page is none', () => {
    expect(chooseLanguage({ ...nobody, chosen: 'fr', browser: ['de'] }, THREE)).toBe('de');
    expect(chooseLanguage({ ...nobody, chosen: '__LANGUAGE__', browser: ['de'] }, THREE)).toBe('de');
  });
});

test('English is always there, and languages are called as their speakers call them', () => {
  expect(LANGUAGES[0]).toBe('en');
  expect(nameOfLanguage('de')).toBe('Deutsch');
});
