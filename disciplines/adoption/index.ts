import type { Discipline } from '@callosum/kernel';
import { planUat } from './commands/plan-uat.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';
import { coverage } from './views/coverage.ts';
import { stakeholderMap } from './views/stakeholder-map.ts';
import { surveyTrends } from './views/survey-trends.ts';

export { coverage, stakeholderMap, surveyTrends };

export const adoption: Discipline = {
  name: 'adoption',
  label: 'Adoption',
  kinds: KINDS,
  commands: [planUat],
  facts: FACTS,
  views: [coverage, stakeholderMap, surveyTrends],
};
