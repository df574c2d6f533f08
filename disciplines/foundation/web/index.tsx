import { screenOf, type Views } from '@callosum/web/views';
import { IconGavel, IconRoute } from '@tabler/icons-react';
import { lazy } from 'react';
import { decisionQueue, trace } from '../index.ts';
import messages from './messages/en.json';

/** How the discipline's own shapes read, and its looks across registers; each is fetched when it is first shown. */
export const foundationViews: Views = {
  fields: { 'gateDecision.snapshot': lazy(() => import('./evidence.tsx')) },
  screens: [
    screenOf(
      decisionQueue,
      IconGavel,
      lazy(() => import('./decision-queue.tsx')),
    ),
    screenOf(
      trace,
      IconRoute,
      lazy(() => import('./trace.tsx')),
    ),
  ],
  messages: { foundation: messages },
};
