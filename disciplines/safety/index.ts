import type { Discipline } from '@callosum/kernel';
import { FACTS } from './facts.ts';
import { KINDS } from './kinds/index.ts';
import { topRisks } from './top-risks.ts';

export { riskAppetite } from './facts.ts';
export { RESPONSES, risk } from './kinds/risk.ts';
export { type RiskBand, riskBand, type RiskMatrix, riskMatrix, riskScore } from './matrix.ts';

export const safety: Discipline = {
  name: 'safety',
  label: 'Safety',
  kinds: KINDS,
  commands: [],
  facts: FACTS,
  documentParts: [topRisks],
};
