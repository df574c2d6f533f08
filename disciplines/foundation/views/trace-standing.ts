import type { GraphReader, Held, Moment, Registry, Row } from '@callosum/kernel';

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
export function createJudge(graph: GraphReader, at: Moment, registry: Registry): Judge {
  const known = new Map<string, Standing>();
  const heldOf = new Map<string, Held | undefined>();
  // Reasons name what the reader of this graph sees.
  const mayName = ({ id }: Row): boolean => graph.find(id) !== undefined;
  const held = (hazard: Row): Held | undefined => {
    if (!heldOf.has(hazard.id))
      heldOf.set(hazard.id, registry.kinds.get(hazard.kind)?.holds?.(hazard, graph, at, registry, mayName));
    return heldOf.get(hazard.id);
  };
  const ofHazard = (row: Row): Standing => {
    if (registry.kinds.get(row.kind)?.lifecycle.states[row.state]?.closed) return 'met';
    const found = held(row);
    if (found?.stage === 'residual') return 'met';
    return found?.on.some(({ record, counts }) => !counts && wasVerified(record)) ? 'failing' : 'open';
  };
  const ofControl = (row: Row): Standing => {
    const told = graph
      .out(row.id, 'safetyControl.reduces')
      .flatMap(({ to }) => graph.find(to) ?? [])
      .flatMap((hazard) => held(hazard)?.on.find(({ record }) => record.id === row.id) ?? []);
    if (told.some(({ counts }) => counts)) return 'met';
    return told.length > 0 && wasVerified(row) ? 'failing' : 'open';
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
    const found = known.get(row.id) ?? judge(row);
    known.set(row.id, found);
    return found;
  };
}

/** A control that somebody has verified both ways, whether or not that still counts. */
function wasVerified({ fields }: Pick<Row, 'fields'>): boolean {
  return fields['builtOn'] !== undefined && fields['effectiveOn'] !== undefined;
}
