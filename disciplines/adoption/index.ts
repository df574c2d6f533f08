import type { Discipline } from '@callosum/kernel';
import { planUat } from './commands/plan-uat.ts';
import { reportFeedback } from './commands/report.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';
import { coverage } from './views/coverage.ts';
import { reportView } from './views/report.ts';
import { stakeholderMap } from './views/stakeholder-map.ts';
import { surveyTrends } from './views/survey-trends.ts';

export { coverage, reportView, stakeholderMap, surveyTrends };

export const adoption: Discipline = {
  name: 'adoption',
  label: 'Adoption',
  kinds: KINDS,
  commands: [planUat, reportFeedback],
  facts: FACTS,
  views: [coverage, stakeholderMap, surveyTrends, reportView],
};
