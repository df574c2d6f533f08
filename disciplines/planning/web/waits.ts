import type { ModelOf } from '@callosum/kernel';
import type { teamWaits } from '../index.ts';

export type Waits = ModelOf<typeof teamWaits>;

/** How a hand-over stands, by shape and hue. */
export const TONES = { late: 'unmet', undated: 'unknown', inTime: 'met' } as const;
