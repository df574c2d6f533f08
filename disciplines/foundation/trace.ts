import { ends, type GraphReader, type Row } from '@callosum/kernel';

// From need to proof, as facts and the view of it tell alike. Tests belong to other disciplines and are known by the names of
// their links.

/** A requirement that somebody has promised: from here on it needs a need, a test and the like. */
export const BOUND: ReadonlySet<string> = new Set(['agreed', 'built']);

/** Requirements that meet a need, those that were dropped left out. */
export function requirementsOf(graph: GraphReader, need: string): readonly Row[] {
  return ends(graph, need, 'requirement.meets', 'in').filter(({ state }) => state !== 'dropped');
}

/** Whether a requirement is met only by something that has to be configured or built, and so to be written down. */
export function isMade({ fields: { fit } }: Pick<Row, 'fields'>): boolean {
  return fit === 'configured' || fit === 'built';
}

/** Tests of a requirement: scenarios of it, and tests of interfaces that implement it. */
export function testsOf(graph: GraphReader, requirement: string): readonly Row[] {
  const interfaces = ends(graph, requirement, 'interface.implements', 'in');
  return [
    ...ends(graph, requirement, 'uatScenario.tests', 'in'),
    ...interfaces.flatMap((one) => ends(graph, one.id, 'interfaceTest.tests', 'in')),
  ];
}

/** The newest try of each test, as far as it was tried: what is only planned neither proves nor disproves anything. */
export function triesOf(graph: GraphReader, tests: readonly Row[]): readonly Row[] {
  const series = new Map<string, Row>();
  for (const test of tests) {
    const one = newestTry(graph, test);
    if (!one) continue;
    const name = seriesOf(graph, test);
    const known = series.get(name);
    if (!known || isLater(one, known)) series.set(name, one);
  }
  return [...series.values()];
}

const UNTRIED: ReadonlySet<string> = new Set(['planned', 'cancelled', 'dropped']);

/** The last execution of a scenario that was run; a test of an interface is a try by itself. */
export function newestTry(graph: GraphReader, test: Row): Row | undefined {
  const tries = test.kind === 'uatScenario' ? ends(graph, test.id, 'uatExecution.of', 'in') : [test];
  let newest: Row | undefined;
  for (const one of tries) if (!UNTRIED.has(one.state) && (!newest || isLater(one, newest))) newest = one;
  return newest;
}

/** A test of an interface that was run again is another record; both tell of the same trigger at the same level. */
function seriesOf(graph: GraphReader, { id, kind, fields }: Row): string {
  if (kind !== 'interfaceTest') return id;
  const [of] = graph.out(id, 'interfaceTest.tests');
  const { trigger, level } = fields;
  // One that names no trigger tells of nothing but itself.
  if (typeof trigger !== 'string' || typeof level !== 'string' || !of) return id;
  return `${of.to} ${level} ${trigger.trim().toUpperCase()}`;
}

function isLater(a: Row, b: Row): boolean {
  const [dayA, dayB] = [ranOn(a), ranOn(b)];
  return dayA === dayB ? a.number > b.number : dayA > dayB;
}

function ranOn({ fields }: Row): string {
  return typeof fields['ranOn'] === 'string' ? fields['ranOn'] : '';
}
