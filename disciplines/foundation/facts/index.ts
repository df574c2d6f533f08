import type { Fact } from '@callosum/kernel';
import { DECISION_FACTS } from './decisions.ts';
import { GOVERNANCE_FACTS } from './governance.ts';
import { SCOPE_FACTS } from './scope.ts';
import { TRACE_FACTS } from './trace.ts';

export const FACTS: readonly Fact[] = [...DECISION_FACTS, ...GOVERNANCE_FACTS, ...SCOPE_FACTS, ...TRACE_FACTS];
