import { screenOf, type Views } from '@callosum/web/views';
import { IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { lazy } from 'react';
import { riskMovement } from '../index.ts';
import messages from './messages/en.json';

/** The discipline’s looks across registers; each is fetched when it is first shown. */
export const safetyViews: Views = {
  screens: [
    screenOf(
      riskMovement,
      IconArrowsDiagonalMinimize2,
      lazy(() => import('./risk-movement.tsx')),
    ),
  ],
  messages: { safety: messages },
};
