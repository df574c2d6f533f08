import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { StrictMode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ActionRegistry } from './actions/registry.tsx';
import type { Api } from './api/client.ts';
import { ApiContext } from './composition.ts';
import { Announcements } from './kit/announce.tsx';
import { Language } from './messages/language.tsx';
import { resolver, theme } from './look/theme.ts';
import type { AppRouter } from './routes.tsx';

export function App(props: {
  readonly api: Api;
  readonly messages: i18n;
  readonly nonce: string;
  readonly router: AppRouter;
}) {
  return (
    <StrictMode>
      <I18nextProvider i18n={props.messages}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={resolver}
          defaultColorScheme="auto"
          getStyleNonce={() => props.nonce}
        >
          <ApiContext value={props.api}>
            <Language>
              <QueryClientProvider client={props.router.options.context.queries}>
                <ActionRegistry>
                  <Announcements>
                    <RouterProvider router={props.router} />
                  </Announcements>
                </ActionRegistry>
              </QueryClientProvider>
            </Language>
          </ApiContext>
        </MantineProvider>
      </I18nextProvider>
    </StrictMode>
  );
}
