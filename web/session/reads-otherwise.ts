import type { Api } from '../api/client.ts';
import { chooseLanguage, wishesHere } from '../messages/choose-language.ts';
import { LANGUAGES } from '../messages/i18n.ts';

/** Whether the person who has come in reads in another language than the page is in. */
export async function readsOtherwise(api: Api, shown: string): Promise<boolean> {
  if (LANGUAGES.length === 1) return false;
  // Somebody who is in is not kept out by a choice that does not come.
  const chosen = await api.identity.language.call().catch(() => undefined);
  return chosen !== undefined && chooseLanguage(wishesHere(chosen.own ?? chosen.installation)) !== shown;
}
