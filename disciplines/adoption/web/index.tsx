import { screenOf, type Views } from '@callosum/web/views';
import { IconChartLine, IconGridDots, IconMessageReport, IconUsersGroup } from '@tabler/icons-react';
import { lazy } from 'react';
import { coverage, reportView, stakeholderMap, surveyTrends } from '../index.ts';
import messages from './messages/en.json';

/** The discipline’s looks across registers; each is fetched when it is first shown. */
export const adoptionViews: Views = {
  screens: [
    screenOf(
      coverage,
      IconGridDots,
      lazy(() => import('./coverage.tsx')),
    ),
    screenOf(
      stakeholderMap,
      IconUsersGroup,
      lazy(() => import('./stakeholder-map.tsx')),
    ),
    screenOf(
      surveyTrends,
      IconChartLine,
      lazy(() => import('./survey-trends.tsx')),
    ),
    screenOf(
      reportView,
      IconMessageReport,
      lazy(() => import('./report.tsx')),
    ),
  ],
  messages: { adoption: messages },
};
