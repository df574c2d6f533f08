import type { Views } from '@callosum/web/views';
import { lazy } from 'react';
import { planView, task } from '../index.ts';
import messages from './messages/en.json';

/** The plan's page takes the place of the register of tasks; it is fetched when it is first shown. */
export const planningViews: Views = {
  pages: [{ name: planView.name, of: task.name, Page: lazy(() => import('./plan-page.tsx')) }],
  messages: { planning: messages },
};
