import type { Views } from '@callosum/web/views';
import { lazy } from 'react';

/** How the discipline's own shapes read; each view is fetched when it is first shown. */
export const foundationViews: Views = {
  fields: { 'gateDecision.snapshot': lazy(() => import('./evidence.tsx')) },
};
