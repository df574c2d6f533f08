import type { Kind } from '@callosum/kernel';
import { addressableDecision } from './addressable-decision.ts';
import { agreement } from './agreement.ts';
import { assessment } from './assessment.ts';
import { dataAsset } from './data-asset.ts';
import { evidence } from './evidence.ts';
import { finding } from './finding.ts';
import { obligation } from './obligation.ts';
import { policy } from './policy.ts';
import { privacyIncident } from './privacy-incident.ts';
import { safeguard } from './safeguard.ts';
import { securityRisk } from './security-risk.ts';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [
  dataAsset,
  obligation,
  safeguard,
  addressableDecision,
  evidence,
  securityRisk,
  agreement,
  assessment,
  finding,
  policy,
  privacyIncident,
];
