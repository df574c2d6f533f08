import { screenOf, type Views } from '@callosum/web/views';
import { IconArrowsExchange } from '@tabler/icons-react';
import { lazy } from 'react';
import { planView, task, teamWaits } from '../index.ts';
import messages from './messages/en.json';

/** The plan's page takes the place of the register of tasks; like the look across teams it is fetched when it is first shown. */
export const planningViews: Views = {
  pages: [{ name: planView.name, of: task.name, Page: lazy(() => import('./plan-page.tsx')) }],
  screens: [
    screenOf(
      teamWaits,
      IconArrowsExchange,
      lazy(() => import('./team-waits.tsx')),
    ),
  ],
  messages: { planning: messages },
};
