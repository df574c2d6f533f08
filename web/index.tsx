import './look/mantine.css';
import '@fontsource-variable/inter/wght.css';
import './look/base.css';
import type { Discipline } from '@callosum/kernel';
import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/client.ts';
import { App } from './app.tsx';
import { createMessages, languageOf } from './messages/i18n.ts';
import { createAppRouter } from './routes.tsx';
import type { Views } from './views.ts';

/** Puts the application into the page, made of what the disciplines declare. */
export function mount(element: HTMLElement, disciplines: readonly Discipline[], views: readonly Views[]): void {
  // Styles that libraries write at run time carry the nonce the server put into this very response.
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  setNonce(nonce);
  const composition = {
    registry: createRegistry(disciplines, RECORD_COMMANDS),
    api: createApi(window.location.origin),
    views: { fields: Object.assign({}, ...views.map(({ fields }) => fields)) },
  };
  const messages = createMessages(languageOf(window.location.search));
  createRoot(element).render(
    <App composition={composition} messages={messages} nonce={nonce} router={createAppRouter(composition.api)} />,
  );
}
