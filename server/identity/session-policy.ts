import { type SessionPolicy, sessionPolicy } from '@callosum/kernel/contract';
import type { Setting } from './settings.ts';

/** How long somebody stays signed in: without touching anything, and at most. */
export const SESSION_POLICY: Setting<SessionPolicy> = {
  name: 'session',
  schema: sessionPolicy,
  standard: { idleMinutes: 15, absoluteHours: 12, secondFactor: 'optional' },
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** When a session ends by itself, and when it does if nobody touches anything from now on. */
export function endsOf(
  policy: SessionPolicy,
  { created, active }: { created: Date; active: Date | null },
): { ends: Date; idleEnds: Date } {
  const ends = new Date(created.getTime() + policy.absoluteHours * HOUR_MS);
  const idleEnds = new Date((active ?? created).getTime() + policy.idleMinutes * MINUTE_MS);
  return { ends, idleEnds: idleEnds < ends ? idleEnds : ends };
}
