import { screenOf, type Views } from '@callosum/web/views';
import {
  IconBriefcase,
  IconChartDots,
  IconGavel,
  IconMicrophone,
  IconRoute,
  IconScale,
  IconStairsUp,
} from '@tabler/icons-react';
import { lazy } from 'react';
import { benefits, decisionQueue, meetingMode, portfolio, scopeChange, trace, vendorSelection } from '../index.ts';
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
      meetingMode,
      IconMicrophone,
      lazy(() => import('./meeting.tsx')),
    ),
    screenOf(
      trace,
      IconRoute,
      lazy(() => import('./trace.tsx')),
    ),
    screenOf(
      portfolio,
      IconBriefcase,
      lazy(() => import('./portfolio.tsx')),
    ),
    screenOf(
      benefits,
      IconChartDots,
      lazy(() => import('./benefits.tsx')),
    ),
    screenOf(
      scopeChange,
      IconStairsUp,
      lazy(() => import('./scope-change.tsx')),
    ),
    screenOf(
      vendorSelection,
      IconScale,
      lazy(() => import('./vendor-selection.tsx')),
    ),
  ],
  messages: { foundation: messages },
};
