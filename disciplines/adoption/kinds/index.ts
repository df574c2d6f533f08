import type { Kind } from '@callosum/kernel';
import { communication } from './communication.ts';
import { course } from './course.ts';
import { defect } from './defect.ts';
import { engagement } from './engagement.ts';
import { feedback } from './feedback.ts';
import { improvement } from './improvement.ts';
import { measure } from './measure.ts';
import { measurement } from './measurement.ts';
import { proficiencyResult } from './proficiency-result.ts';
import { stakeholder } from './stakeholder.ts';
import { superUser } from './super-user.ts';
import { supportShift } from './support-shift.ts';
import { surveyAnswer } from './survey-answer.ts';
import { survey } from './survey.ts';
import { trainingSession } from './training-session.ts';
import { uatExecution } from './uat-execution.ts';
import { uatScenario } from './uat-scenario.ts';
import { workflowStep } from './workflow-step.ts';
import { workflow } from './workflow.ts';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [
  stakeholder,
  engagement,
  communication,
  survey,
  surveyAnswer,
  workflow,
  workflowStep,
  uatScenario,
  uatExecution,
  defect,
  course,
  trainingSession,
  proficiencyResult,
  superUser,
  supportShift,
  feedback,
  improvement,
  measure,
  measurement,
];
