import type { Discipline } from '@callosum/kernel';
import { releaseControl } from './commands/release.ts';
import { verifyControl } from './commands/verify.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';
import { topRisks } from './top-risks.ts';
import { riskMovement } from './views/risk-movement.ts';

export { riskMovement } from './views/risk-movement.ts';
export { riskAppetite } from './facts/risks.ts';
export { RESPONSES, risk } from './kinds/risk.ts';
export { hfmea } from './tables/hfmea.ts';
export { clinicalRisk } from './tables/nhs.ts';
export { type RiskBand, riskBand, type RiskMatrix, riskMatrix, riskScore } from './matrix.ts';

export const safety: Discipline = {
  name: 'safety',
  label: 'Safety',
  kinds: KINDS,
  commands: [verifyControl, releaseControl],
  facts: FACTS,
  views: [riskMovement],
  documentParts: topRisks,
};
