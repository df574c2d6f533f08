import type { Fact } from '@callosum/kernel';
import { DEFECT_FACTS } from './defects.ts';
import { ELBOW_FACTS } from './elbow.ts';
import { MEASURE_FACTS } from './measures.ts';
import { PEOPLE_FACTS } from './people.ts';
import { SCENARIO_FACTS } from './scenarios.ts';
import { SUPPORT_FACTS } from './support.ts';
import { SURVEY_FACTS } from './surveys.ts';
import { TRAINING_FACTS } from './training.ts';
import { UAT_FACTS } from './uat.ts';
import { WORKFLOW_FACTS } from './workflows.ts';

export const FACTS: readonly Fact[] = [
  ...PEOPLE_FACTS,
  ...SURVEY_FACTS,
  ...WORKFLOW_FACTS,
  ...UAT_FACTS,
  ...SCENARIO_FACTS,
  ...DEFECT_FACTS,
  ...TRAINING_FACTS,
  ...SUPPORT_FACTS,
  ...ELBOW_FACTS,
  ...MEASURE_FACTS,
];
