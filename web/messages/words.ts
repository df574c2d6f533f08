import type { Registry, SentenceForm } from '@callosum/kernel';
import type { TFunction } from 'i18next';
import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DeclarationsContext } from '../composition.ts';
import { createDeclaredWords, type DeclaredWords, type Say } from './declared-words.ts';
import { declaredTexts } from './declared-texts.ts';
import { createFormat } from './format.ts';
import { findSentence, localeOf, PSEUDO } from './i18n.ts';
import { accent } from './pseudo.ts';
import { speak, type Speech } from './sentence.ts';

/** Something told, as it arrives. */
export interface ToldForm {
  readonly message: string;
  readonly sentences?: { readonly message: SentenceForm } | undefined;
}

/** What came of something, with the reason where it failed. */
export interface WhyForm {
  readonly why: string | null;
  readonly sentences?: { readonly why: SentenceForm } | undefined;
}

/** Everything a screen says. */
export interface Words extends DeclaredWords {
  readonly t: TFunction;
  readonly say: Say;
  /** What the server or the kernel says, from its key; the English text stands in. */
  readonly sentence: (form: SentenceForm) => string;
  /** What somebody is told: its sentence, or the English of what was kept before there were any. */
  readonly told: (one: ToldForm) => string;
  /** Why something did not come about. */
  readonly why: (outcome: WhyForm) => string;
}

const WordsContext = createContext<Words | undefined>(undefined);
export const WordsProvider = WordsContext.Provider;

/** Cheap enough for every cell of a list: the words are made once, by the application. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('A screen was rendered outside of the application');
  return words;
}

export function useMakeWords(): Words {
  const { t, i18n } = useTranslation();
  // Before the sign-in nothing declared is spoken of.
  const registry = useContext(DeclarationsContext)?.registry;
  return useMemo(() => {
    const { language } = i18n;
    const say: Say = (key, declared, values = {}) =>
      t(key, { ...values, defaultValue: language === PSEUDO ? accent(declared) : declared });
    const numbers = new Intl.NumberFormat(localeOf(language));
    // Days have no zone.
    const { date } = createFormat(language, 'UTC', (key, options) => t(key, options));
    let names: ReadonlyMap<string, string> | undefined;
    const speech: Speech = {
      language: localeOf(language),
      find: (key) => findSentence(i18n, key),
      number: (value) => numbers.format(value),
      word: (value) => (names ??= registry ? namesIn(registry, say) : new Map()).get(value) ?? value,
      date,
    };
    const sentence = (form: SentenceForm): string => speak(form, speech);
    const told = ({ message, sentences }: ToldForm): string => (sentences ? sentence(sentences.message) : message);
    const why = (one: WhyForm): string => (one.sentences ? sentence(one.sentences.why) : (one.why ?? ''));
    return { t, say, sentence, told, why, ...createDeclaredWords(registry, say) };
  }, [t, i18n, registry]);
}

/** How the language calls what sentences name in English: “tasks”, “Owner”, “Open”. */
function namesIn(registry: Registry, say: Say): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [key, declared] of declaredTexts(registry)) {
    const said = say(key, declared);
    if (!names.has(declared)) names.set(declared, said);
    if (!names.has(declared.toLowerCase())) names.set(declared.toLowerCase(), said.toLowerCase());
  }
  return names;
}
