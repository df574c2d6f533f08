import { MantineProvider } from '@mantine/core';
import { type Discipline, defineKind, OPEN_CLOSED, TEAM_WRITES, type RatingTable } from '@callosum/kernel';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ActionRegistry } from '../actions/registry.tsx';
import { createApi } from '../api/client.ts';
import { ApiContext, DeclarationsContext } from '../composition.ts';
import { declare } from '../declare.ts';
import { Announcements } from '../kit/announce.tsx';
import { theme } from '../look/theme.ts';
import { addMessages, createMessages, type Translation } from '../messages/i18n.ts';
import { Language } from '../messages/language.tsx';
import { openProject, ProjectProvider } from '../shell/project.ts';
import type { ProjectView } from '../api/shapes.ts';
import type { Views } from '../view/views.ts';

const severityTable: RatingTable = {
  id: 'severity',
  version: '1.0',
  title: 'Severity',
  source: 'for tests',
  axes: [
    {
      key: 'harm',
      label: 'Harm',
      points: [
        { key: '1', label: 'Minor' },
        { key: '2', label: 'Major' },
      ],
    },
    {
      key: 'spread',
      label: 'Spread',
      points: [
        { key: 'one', label: 'One patient' },
        { key: 'many', label: 'Many patients' },
      ],
    },
  ],
  levels: [
    { key: 'low', label: 'Low' },
    { key: 'high', label: 'High' },
  ],
  cells: { '1/one': 'low', '1/many': 'low', '2/one': 'low', '2/many': 'high' },
};

/** A kind with a field of every type, for tests of whatever is made from declarations. */
export const specimen = defineKind({
  name: 'specimen',
  discipline: 'testing',
  prefix: 'SPC',
  label: { one: 'Specimen', many: 'Specimens' },
  help: 'Has a field of every type.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    notes: { type: 'text', label: 'Notes', multiline: true },
    story: { type: 'richText', label: 'Story' },
    amount: { type: 'number', label: 'Amount', min: 0, max: 50 },
    urgent: { type: 'flag', label: 'Urgent' },
    due: { type: 'date', label: 'Due' },
    starts: { type: 'localTime', label: 'Starts' },
    size: { type: 'choice', label: 'Size', options: { small: 'Small', large: 'Large' } },
    owner: { type: 'person', label: 'Owner' },
    effort: { type: 'duration', label: 'Effort' },
    calledAt: { type: 'dateTime', label: 'Called at' },
    price: { type: 'money', label: 'Price', currencies: ['EUR', 'USD'] },
    sites: { type: 'choices', label: 'Sites', options: { north: 'North', south: 'South' } },
    team: { type: 'people', label: 'Team' },
    steps: { type: 'checklist', label: 'Steps' },
    severity: { type: 'rating', label: 'Severity', table: severityTable },
    about: { type: 'kindName', label: 'About' },
    total: {
      type: 'formula',
      label: 'Twice',
      result: { type: 'number', label: 'Twice' },
      of: ({ amount }) => (typeof amount === 'number' ? 2 * amount : undefined),
    },
  },
  lifecycle: OPEN_CLOSED,
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'amount', 'due'], sort: 'title' },
  form: [
    {
      title: 'All of it',
      fields: ['title', 'notes', 'story', 'amount', 'urgent', 'due', 'starts', 'size', 'owner', 'effort'],
    },
    { title: 'Shaped', fields: ['calledAt', 'price', 'sites', 'team', 'steps', 'severity', 'about', 'total'] },
  ],
});

const testing: Discipline = {
  name: 'testing',
  label: 'Testing',
  kinds: [specimen],
  commands: [],
  facts: [],
};

/** happy-dom knows neither media queries nor sizes nor fonts. */
function prepareBrowser(): void {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

/** Renders a screen inside of everything the application gives it, and of a project where it is one of a project’s. */
export async function renderScreen(
  screen: ReactNode,
  language = 'en',
  translation: Translation = {},
  { views = [], project }: { readonly views?: readonly Views[]; readonly project?: ProjectView } = {},
) {
  prepareBrowser();
  const declared = declare([testing], views);
  const messages = createMessages(language, translation);
  addMessages(messages, declared.messages);
  const shown = project ? (
    <ProjectProvider value={openProject(project, '1', declared.registry)}>{screen}</ProjectProvider>
  ) : (
    screen
  );
  const router = createRouter({
    routeTree: createRootRoute({ component: () => shown }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  await router.load();
  return render(
    <I18nextProvider i18n={messages}>
      <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
        <ApiContext value={createApi('http://nowhere.invalid')}>
          <DeclarationsContext value={declared}>
            <Language>
              <QueryClientProvider client={new QueryClient()}>
                <ActionRegistry>
                  <Announcements>
                    <RouterProvider router={router} />
                  </Announcements>
                </ActionRegistry>
              </QueryClientProvider>
            </Language>
          </DeclarationsContext>
        </ApiContext>
      </MantineProvider>
    </I18nextProvider>,
  );
}
