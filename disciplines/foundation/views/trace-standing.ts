import { type Held, heldOf, type Row, type ViewContext } from '@callosum/kernel';

/** How something on the way from need to proof stands, the worst first. */
export const STANDINGS = ['failing', 'missing', 'suspect', 'open', 'met', 'none'] as const;
export type Standing = (typeof STANDINGS)[number];

const BADNESS: Readonly<Record<Standing, number>> = { none: 0, met: 1, open: 2, suspect: 3, missing: 4, failing: 5 };

/** The worst of several; `none` of nothing. */
export function worstOf(standings: Iterable<Standing>): Standing {
  let worst: Standing = 'none';
  for (const one of standings) if (BADNESS[one] > BADNESS[worst]) worst = one;
  return worst;
}

/** States in which a record of a kind has done its part. What is not named here has by being there. */
const DONE: Readonly<Record<string, ReadonlySet<string>>> = {
  goal: new Set(['agreed', 'reached']),
  need: new Set(['agreed']),
  requirement: new Set(['built', 'accepted']),
  specification: new Set(['approved', 'superseded']),
  workflow: new Set(['validated', 'agreed']),
  task: new Set(['done']),
  interface: new Set(['built', 'released', 'live']),
  uatScenario: new Set(['ready', 'accepted']),
};

/** What was never tried is open; what was and does not carry fails. */
const UNTRIED: ReadonlySet<string> = new Set(['planned', 'draft', 'piloted']);

/** Tells how a record stands. */
export type Judge = (row: Row) => Standing;

/** Judges each record once, however many ways lead to it. */
export function createJudge(context: ViewContext): Judge {
  const { graph, at, registry } = context;
  const known = { standing: new Map<string, Standing>(), held: new Map<string, Held | undefined>() };
  const held = (hazard: Row): Held | undefined => {
    if (!known.held.has(hazard.id)) known.held.set(hazard.id, heldOf(context, hazard));
    return known.held.get(hazard.id);
  };
  const ofHazard = (row: Row): Standing => {
    if (registry.kinds.get(row.kind)?.lifecycle.states[row.state]?.closed) return 'met';
    const found = held(row);
    if (found?.stage === 'residual') return 'met';
    return found?.on.some(({ fallen }) => fallen === true) ? 'failing' : 'open';
  };
  const ofControl = (row: Row): Standing => {
    const told = graph
      .out(row.id, 'safetyControl.reduces')
      .flatMap(({ to }) => graph.find(to) ?? [])
      .flatMap((hazard) => held(hazard)?.on.find(({ record }) => record.id === row.id) ?? []);
    if (told.some(({ counts }) => counts)) return 'met';
    return told.some(({ fallen }) => fallen === true) ? 'failing' : 'open';
  };
  const judge = (row: Row): Standing => {
    if (row.kind === 'hazard') return ofHazard(row);
    if (row.kind === 'safetyControl') return ofControl(row);
    const done = DONE[row.kind];
    if (done) return done.has(row.state) ? 'met' : 'open';
    if (registry.kinds.get(row.kind)?.fails?.(row, graph, at) === undefined) return 'met';
    return UNTRIED.has(row.state) ? 'open' : 'failing';
  };
  return (row) => {
    const found = known.standing.get(row.id) ?? judge(row);
    known.standing.set(row.id, found);
    return found;
  };
}
