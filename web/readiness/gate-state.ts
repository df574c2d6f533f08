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

const DECIDED: readonly GateState[] = ['passed', 'conditional'];

/** The next gate that is not behind us: the first that is not passed. */
export function nextGate(gates: readonly Gate[]): Gate | undefined {
  return gates.find((gate) => !DECIDED.includes(gate.state));
}

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
