import type { Criterion, Gate, Readiness } from '../api/shapes.ts';

/** A criterion of a test; whatever matters is given. */
export function criterion(change: Partial<Criterion> = {}): Criterion {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    key: '0001',
    title: '0002',
    fact: 'testing.0003',
    value: 3,
    unit: 'tasks',
    comparison: 'atMost',
    target: 0,
    weight: 1,
    stop: true,
    on: null,
    state: 'unmet',
    total: 12,
    failing: 3,
    waiver: null,
    ...change,
  };
}

export function gate(change: Partial<Gate> = {}): Gate {
  return {
    id: '00000000-0000-7000-8000-00000000000a',
    key: '0-90',
    title: '0-90',
    date: '2026-10-14',
    milestone: null,
    goLive: false,
    state: 'blocked',
    score: 40,
    criteria: [],
    decision: null,
    expired: [],
    ...change,
  };
}

export function readiness(gates: Gate[]): Readiness {
  return {
    project: 'RIV',
    title: '0004',
    at: { instant: '2026-11-22T12:00:00.000Z', today: '2026-11-22' },
    sequence: 7,
    gates,
    forecast: { planned: '2027-01-12', forecast: '2027-01-19', milestone: null, overdue: 3 },
    sinceBoard: null,
  };
}
