import type { Fact } from '@callosum/kernel';
import { OBLIGATION_FACTS } from './obligations.ts';
import { RISK_FACTS } from './risks.ts';

export const FACTS: readonly Fact[] = [...OBLIGATION_FACTS, ...RISK_FACTS];
