import { screenOf, type Views } from '@callosum/web/views';
import {
  IconArrowsDiff,
  IconArrowsExchange,
  IconFileSearch,
  IconInbox,
  IconListTree,
  IconPlugConnected,
  IconTestPipe,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { lazy } from 'react';
import {
  gapsView,
  interfaceView,
  inventoryView,
  mappingView,
  messagesView,
  profileView,
  receivedView,
  runsView,
} from '../index.ts';
import map from './messages/en-map.json';
import endpoint from './messages/en-endpoint.json';
import laboratory from './messages/en-laboratory.json';
import suite from './messages/en-suite.json';
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
      interfaceView,
      IconPlugConnected,
      lazy(() => import('./interface.tsx')),
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
    screenOf(
      receivedView,
      IconInbox,
      lazy(() => import('./received.tsx')),
    ),
    screenOf(
      runsView,
      IconTestPipe,
      lazy(() => import('./runs.tsx')),
    ),
  ],
  messages: { interoperability: { ...messages, map, endpoint, suite, laboratory } },
};
