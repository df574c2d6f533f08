import { type GraphReader, isSuspect, type Registry, type Row } from '@callosum/kernel';
import { BOUND, isMade, requirementsOf, testsOf, triesOf } from '../trace.ts';
import { type Judge, type Standing, worstOf } from './trace-standing.ts';

/** The stations from why to proof, in the order in which one follows from the other. */
export const COLUMNS = [
  'goal',
  'need',
  'requirement',
  'specification',
  'build',
  'interface',
  'test',
  'result',
  'step',
  'training',
  'hazard',
  'control',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What may be missing or broken on the way. */
export const HOLES = [
  'goal',
  'requirement',
  'need',
  'specification',
  'build',
  'interface',
  'test',
  'untried',
  'failing',
  'training',
  'hazard',
  'uncontrolled',
  'decayed',
  'suspect',
] as const;
export type Hole = (typeof HOLES)[number];

export interface Traced {
  readonly cells: Readonly<Partial<Record<Column, Standing>>>;
  readonly holes: ReadonlySet<Hole>;
}

interface Linked {
  readonly rows: readonly Row[];
  readonly suspect: boolean;
}

const NOTHING: Linked = { rows: [], suspect: false };

/** What hazards, and what is done about them, say of whatever they arise from. */
interface Endangered {
  readonly hazard: Standing;
  readonly control: Standing;
  /** Whether an open hazard has no control at all. */
  readonly bare: boolean;
  readonly suspect: boolean;
}

/** Follows each record once from need to proof; what many requirements share is judged once. */
export function createTracer(graph: GraphReader, registry: Registry, judge: Judge) {
  // Only where tasks are linked to what they build does a requirement without one lack something.
  const plansBuilds = !graph.edges('task.implements')[Symbol.iterator]().next().done;

  /** Records at the far end of links of some types, and whether a link to them is to be looked at again. */
  const linked = (from: readonly string[], direction: 'in' | 'out', type: string): Linked => {
    const edges =
      from.length === 1 && from[0] !== undefined
        ? graph[direction](from[0], type)
        : from.flatMap((id) => graph[direction](id, type));
    if (edges.length === 0) return NOTHING;
    let suspect = false;
    const rows = edges.flatMap((edge): readonly Row[] => {
      const row = graph.find(direction === 'out' ? edge.to : edge.from);
      const stands = row !== undefined && !row.withdrawn;
      // What a link rests on may be gone; what rests on it and is gone asks for nothing.
      if (stands || direction === 'out') suspect ||= isSuspect(edge, graph, registry);
      return stands ? [row] : [];
    });
    return { rows, suspect };
  };

  const cellOf = ({ rows, suspect }: Linked, asked = false): Standing => {
    if (rows.length === 0) return asked ? 'missing' : 'none';
    const worst = worstOf(rows.map(judge));
    return suspect ? worstOf([worst, 'suspect']) : worst;
  };

  const endangered = ({ rows, suspect }: Linked): Endangered => {
    const controls = linked(ids(rows), 'in', 'safetyControl.reduces');
    const bare = rows.some((one) => isOpen(registry, one) && graph.in(one.id, 'safetyControl.reduces').length === 0);
    return {
      hazard: cellOf({ rows, suspect }),
      control: bare ? worstOf([cellOf(controls), 'missing']) : cellOf(controls),
      bare,
      suspect,
    };
  };

  /** What is taught about a step of the work, and what may go wrong there. */
  const atStep = once((step: string) => {
    // A course that teaches a workflow teaches its steps.
    const workflows = ids(linked([step], 'out', 'workflowStep.partOf').rows);
    const courses = linked([step, ...workflows], 'in', 'course.teaches');
    const hazards = endangered(linked([step], 'in', 'hazard.arisesAt'));
    return { training: cellOf(courses), ...hazards, suspect: courses.suspect || hazards.suspect };
  });

  const requirement = once((id: string): Traced => {
    const row = graph.find(id);
    if (!row) return { cells: {}, holes: new Set() };
    const bound = BOUND.has(row.state);
    const made = bound && isMade(row);
    const own = [id];
    const needs = linked(own, 'out', 'requirement.meets');
    const refined = linked(own, 'out', 'requirement.refines');
    const details = linked(own, 'in', 'specification.details');
    const built = [id, ...ids(details.rows)];
    const tasks = linked(built, 'in', 'task.implements');
    const interfaces = linked(built, 'in', 'interface.implements');
    const scenarios = linked(own, 'in', 'uatScenario.tests');
    const tests = testsOf(graph, id);
    const tries = triesOf(graph, tests);
    const steps = linked(ids(scenarios.rows), 'out', 'uatScenario.walks');
    const around = steps.rows.map((step) => atStep(step.id));
    const sources = endangered(linked([id, ...ids(interfaces.rows)], 'in', 'hazard.from'));
    const dangers: readonly Endangered[] = [...around, sources];
    const hazard = worstOf(dangers.map((one) => one.hazard));
    const training = worstOf(around.map((one) => one.training));
    const cells = {
      need: cellOf(needs, bound),
      specification: cellOf(details, made),
      build: cellOf(tasks, made && plansBuilds),
      interface: cellOf(interfaces, bound && row.fields['type'] === 'interface'),
      test: testCell(tests, scenarios, bound),
      result: cellOf({ rows: tries, suspect: false }, bound && tests.length > 0),
      step: cellOf(steps),
      training: training === 'none' && bound && around.length > 0 ? 'missing' : training,
      hazard: hazard === 'none' && bound && row.fields['type'] === 'safety' ? 'missing' : hazard,
      control: worstOf(dangers.map((one) => one.control)),
    } as const;
    const holes = new Set<Hole>();
    for (const column of ['need', 'specification', 'build', 'interface', 'test', 'training', 'hazard'] as const)
      if (cells[column] === 'missing') holes.add(column);
    if (cells.result === 'missing') holes.add('untried');
    if (bound && tries.some((one) => judge(one) !== 'met')) holes.add('failing');
    if (dangers.some(({ bare }) => bare)) holes.add('uncontrolled');
    if (cells.control === 'failing') holes.add('decayed');
    const all = [needs, refined, details, tasks, interfaces, scenarios, steps, ...dangers];
    if (all.some(({ suspect }) => suspect)) holes.add('suspect');
    return { cells, holes };
  });

  /** Scenarios have to be ready; a test of an interface is there when it is. */
  const testCell = (tests: readonly Row[], scenarios: Linked, asked: boolean): Standing => {
    if (tests.length === 0) return asked ? 'missing' : 'none';
    return scenarios.rows.length === 0 ? 'met' : cellOf(scenarios);
  };

  /** A need stands as its requirements do, each column as the worst of them. */
  const need = (row: Row): Traced => {
    const agreed = row.state === 'agreed';
    const goals = linked([row.id], 'out', 'need.serves');
    const met = requirementsOf(graph, row.id);
    const parts = met.map(({ id }) => requirement(id));
    const cells: Partial<Record<Column, Standing>> = {
      goal: cellOf(goals, agreed),
      requirement: met.length === 0 ? (agreed ? 'missing' : 'none') : worstOf(met.map(judge)),
    };
    for (const column of COLUMNS)
      if (column !== 'goal' && column !== 'need' && column !== 'requirement')
        cells[column] = worstOf(parts.map((part) => part.cells[column] ?? 'none'));
    const holes = new Set(parts.flatMap((part) => [...part.holes]));
    if (cells.goal === 'missing') holes.add('goal');
    if (cells.requirement === 'missing') holes.add('requirement');
    if (goals.suspect) holes.add('suspect');
    return { cells, holes };
  };

  return { requirement: (row: Row): Traced => requirement(row.id), need };
}

function ids(rows: readonly Row[]): readonly string[] {
  return rows.map(({ id }) => id);
}

/** Asks for each id once. */
function once<Told>(ask: (id: string) => Told): (id: string) => Told {
  const known = new Map<string, Told>();
  return (id) => {
    const found = known.get(id) ?? ask(id);
    known.set(id, found);
    return found;
  };
}

function isOpen(registry: Registry, { kind, state }: Row): boolean {
  return registry.kinds.get(kind)?.lifecycle.states[state]?.closed !== true;
}
