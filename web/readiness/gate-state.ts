import type { Criterion, Gate, GateState } from '../api/shapes.ts';
import type { Tone } from '../kit/state-mark.tsx';

const TONE_OF: Readonly<Record<GateState, Tone>> = {
  passed: 'met',
  ready: 'met',
  conditional: 'waived',
  refused: 'unmet',
  reopened: 'unmet',
  blocked: 'unmet',
  short: 'unknown',
};

/** The shape and hue a gate's state is shown with. */
export const toneOf = (state: GateState): Tone => TONE_OF[state];

const PASSED: ReadonlySet<GateState> = new Set(['passed', 'conditional']);
const isOpen = (gate: Gate): boolean => !PASSED.has(gate.state);

/** The gate that matters now: the first open one from today on, else the first open one at all. */
export function nextGate(gates: readonly Gate[], today: string): Gate | undefined {
  return gates.find((gate) => isOpen(gate) && (gate.date === null || gate.date >= today)) ?? gates.find(isOpen);
}

/** Gates whose day has gone by without a decision that lets the project pass. */
export function openBefore(gates: readonly Gate[], today: string): number {
  return gates.filter((gate) => isOpen(gate) && gate.date !== null && gate.date < today).length;
}

/** What fits over a column: the title when it is short, else the key. */
const SHORT = 11;
export const shortName = ({ title, key }: Gate): string =>
  title.length <= SHORT ? title : key.charAt(0).toUpperCase() + key.slice(1);

export function countStates(criteria: readonly Criterion[]): Record<Tone, number> {
  const counts = { met: 0, unmet: 0, unknown: 0, waived: 0 };
  for (const criterion of criteria) counts[criterion.state] += 1;
  return counts;
}

/** What blocks a gate: stop criteria that are unmet or unknown. */
export function blockers(gate: Gate): readonly Criterion[] {
  return gate.criteria.filter((one) => one.stop && (one.state === 'unmet' || one.state === 'unknown'));
}

const URGENCY: Readonly<Record<Tone, number>> = { unmet: 0, unknown: 2, waived: 4, met: 6 };

/** What needs somebody first: unmet before unknown, stop before score. */
export function byUrgency(criteria: readonly Criterion[]): readonly Criterion[] {
  const rank = (one: Criterion): number => URGENCY[one.state] + (one.stop ? 0 : 1);
  return [...criteria].sort((a, b) => rank(a) - rank(b) || b.weight - a.weight);
}
