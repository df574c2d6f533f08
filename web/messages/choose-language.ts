import { LANGUAGES, PSEUDO } from './i18n.ts';

/** Who wants which language, the strongest first. */
export interface Wishes {
  /** In the address, as `?lang=de`; `pseudo` is for those who write screens. */
  readonly asked: string | null;
  /** By the person, or else for the whole installation. */
  readonly chosen: string | null | undefined;
  /** What the browser names. */
  readonly browser: readonly string[];
}

/** The language to show: the first that is wanted among those there are; English when there is none. */
export function chooseLanguage({ asked, chosen, browser }: Wishes, languages: readonly string[] = LANGUAGES): string {
  if (asked === 'pseudo') return PSEUDO;
  for (const wish of [asked, chosen, ...browser]) {
    const found = wish ? closest(wish, languages) : undefined;
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The language of that name, or else the one it is a variety of: `de` for `de-AT`. */
function closest(wish: string, languages: readonly string[]): string | undefined {
  const parts = wish.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('-');
    const found = languages.find((language) => language.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What this page and this browser wish for. @param chosen what the server wrote into the page unless given. */
export function wishesHere(chosen = chosenInPage()): Wishes {
  return { asked: new URLSearchParams(window.location.search).get('lang'), chosen, browser: navigator.languages };
}

function chosenInPage(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="language"]')?.content ?? null;
}

/** What a language is called by those who speak it. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
