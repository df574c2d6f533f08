import './look/mantine.css';
import '@fontsource-variable/inter/wght.css';
import './look/base.css';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/client.ts';
import { App } from './app.tsx';
import type { Declarations } from './composition.ts';
import { chooseLanguage, wishesHere } from './messages/choose-language.ts';
import { addMessages, createMessages, loadTranslation } from './messages/i18n.ts';
import { createAppRouter } from './routes.tsx';

/**
 * Puts the application into the page.
 * @param load fetches what the disciplines declare: what is shown before somebody has signed in does not wait for it.
 */
export async function mount(element: HTMLElement, load: () => Promise<Declarations>): Promise<void> {
  // Styles that libraries write at run time carry the nonce the server put into this very response.
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  setNonce(nonce);
  const api = createApi(window.location.origin);
  const loading = load();
  // Whoever needs them hears of a failure; until then nobody listens.
  loading.catch(() => undefined);
  const language = chooseLanguage(wishesHere());
  document.documentElement.lang = language;
  // English comes with the application.
  const messages = createMessages(language, language === 'en' ? {} : await loadTranslation(language).catch(() => ({})));
  const declarations = loading.then((declared) => {
    addMessages(messages, declared.messages);
    return declared;
  });
  declarations.catch(() => undefined);
  createRoot(element).render(
    <App api={api} messages={messages} nonce={nonce} router={createAppRouter(api, declarations)} />,
  );
}
