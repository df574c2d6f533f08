import { screenOf, type Views } from '@callosum/web/views';
import {
  IconArrowsDiff,
  IconArrowsExchange,
  IconFileSearch,
  IconListTree,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { lazy } from 'react';
import { gapsView, inventoryView, mappingView, messagesView, profileView } from '../index.ts';
import map from './messages/en-map.json';
import messages from './messages/en.json';

/** The workbench of interface analysts; each screen is fetched when it is first shown, and the engines with its worker. */
export const interoperabilityViews: Views = {
  screens: [
    screenOf(
      inventoryView,
      IconTopologyStar3,
      lazy(() => import('./inventory.tsx')),
    ),
    screenOf(
      messagesView,
      IconFileSearch,
      lazy(() => import('./messages.tsx')),
    ),
    screenOf(
      profileView,
      IconListTree,
      lazy(() => import('./profile.tsx')),
    ),
    screenOf(
      gapsView,
      IconArrowsDiff,
      lazy(() => import('./gaps.tsx')),
    ),
    screenOf(
      mappingView,
      IconArrowsExchange,
      lazy(() => import('./mapping.tsx')),
    ),
  ],
  messages: { interoperability: { ...messages, map } },
};
