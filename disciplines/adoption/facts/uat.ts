import {
  defineDerived,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  isSuspect,
  type Judgement,
  type Moment,
  type Row,
} from '@callosum/kernel';
import { person, unit } from '@callosum/organisation';
import { cadence } from '../defaults.ts';
import { uatExecution } from '../kinds/uat-execution.ts';
import { uatScenario } from '../kinds/uat-scenario.ts';
import { coursesNeeded, endsOf, shiftsOf, some, startsOf, titleOf, usersIn, worksHere } from '../people.ts';
import { cellName, cellsOf, liesOn, placeKey, placeOf } from '../place.ts';

type ExecutionRow = Row<FieldsOf<typeof uatExecution>>;
type ScenarioRow = Row<FieldsOf<typeof uatScenario>>;

/** Whether it was run by then, whatever came of it. */
export function wasRun({ state, fields: { ranOn } }: ExecutionRow, at: Moment): boolean {
  return (state === 'passed' || state === 'failed') && ranOn !== undefined && hasCome(ranOn, at);
}

/** Passed, and no defect that is in the way was found. */
export function stands(row: ExecutionRow, graph: GraphReader, at: Moment): boolean {
  return wasRun(row, at) && uatExecution.fails?.(row, graph, at) === undefined;
}

/** Executions of a scenario that were not called off, the first attempt first, each with what its place is known by. */
const attemptsAt = defineDerived('adoption.attempts-at-scenario', (graph, scenario): readonly Attempt[] =>
  graph
    .in(scenario, 'uatExecution.of')
    .flatMap(({ from }) => graph.get(uatExecution, from) ?? [])
    .filter(({ state }) => state !== 'cancelled')
    .sort((a, b) => a.fields.attempt - b.fields.attempt || a.number - b.number)
    .map(({ id }) => ({ id, place: placeKey(placeOf(graph, id, 'uatExecution.by')) })),
);

type Attempt = { readonly id: string; readonly place: string };

function executionsOf(graph: GraphReader, scenario: string): readonly ExecutionRow[] {
  return attemptsAt(graph, scenario).flatMap(({ id }) => graph.get(uatExecution, id) ?? []);
}

/** Attempts at the same scenario in the same place, the first one first; one of no scenario stands by itself. */
function attemptsLike(graph: GraphReader, row: ExecutionRow): readonly ExecutionRow[] {
  const [scenario] = endsOf(graph, row.id, 'uatExecution.of');
  if (!scenario) return [row];
  const attempts = attemptsAt(graph, scenario.id);
  const here = attempts.find(({ id }) => id === row.id)?.place;
  return attempts.filter(({ place }) => place === here).flatMap(({ id }) => graph.get(uatExecution, id) ?? []);
}

/** The last attempt of each cell for which `counts` holds: each cell is judged once, by that row. */
function lastOf(row: ExecutionRow, graph: GraphReader, counts: (other: ExecutionRow) => boolean): boolean {
  return row.state !== 'cancelled' && attemptsLike(graph, row).findLast(counts)?.id === row.id;
}

const cellsRun = defineFact({
  name: 'adoption.uat-cells-run',
  label: 'UAT cells run',
  help: 'Of the cells with an execution planned (a scenario, tried by a role in a unit on a shift), those in which one has been run, whatever came of it. Each cell counts once.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { run: 'Run {{times}} times', waiting: 'Not run yet; planned on {{due}}' },
  select: uatExecution,
  judge: (row, graph, at) => {
    if (!lastOf(row, graph, () => true)) return undefined;
    const times = attemptsLike(graph, row).filter((one) => wasRun(one, at)).length;
    if (times > 0) return { ok: true, reason: 'run', details: { times } };
    return { ok: false, reason: 'waiting', details: { due: row.fields.due ?? '–' } };
  },
});

const cellsPassed = defineFact({
  name: 'adoption.uat-cells-passed',
  label: 'UAT cells passed',
  help: 'Of the cells that were run, those whose last attempt passed without an open defect that may harm or stops the work.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    passed: 'Passed at attempt {{attempt}}',
    failed: 'Failed at attempt {{attempt}}',
    defect: 'Passed at attempt {{attempt}}, with a grave defect open',
  },
  select: uatExecution,
  judge: (row, graph, at) => {
    if (!lastOf(row, graph, (one) => wasRun(one, at))) return undefined;
    const ok = stands(row, graph, at);
    const reason = ok ? 'passed' : row.state === 'failed' ? 'failed' : 'defect';
    return { ok, reason, details: { attempt: row.fields.attempt } };
  },
});

/** Cells a scenario is planned for whose last attempt that was run is not as wanted. */
function cellsWithout(
  row: ScenarioRow,
  graph: GraphReader,
  at: Moment,
  wanted: (last: ExecutionRow) => boolean,
): { readonly planned: number; readonly open: readonly string[] } {
  const cells = cellsOf(placeOf(graph, row.id, 'uatScenario.plannedFor'));
  const runs = executionsOf(graph, row.id)
    .filter((one) => wasRun(one, at))
    .map((one) => ({ one, place: placeOf(graph, one.id, 'uatExecution.by') }));
  const open = cells.filter((cell) => {
    const last = runs.findLast(({ place }) => liesOn(place, cell));
    return !last || !wanted(last.one);
  });
  return { planned: cells.length, open: open.map(cellName) };
}

type Wanted = (graph: GraphReader, at: Moment) => (last: ExecutionRow) => boolean;

function byCells(wanted: Wanted, asked: (row: ScenarioRow) => boolean = () => true) {
  return (row: ScenarioRow, graph: GraphReader, at: Moment): Judgement | undefined => {
    if (row.state === 'retired' || !asked(row)) return undefined;
    const { planned, open } = cellsWithout(row, graph, at, wanted(graph, at));
    // Planned for nobody: there is one thing to be done, and that is to plan it.
    if (planned === 0) return { ok: false, value: 1, reason: 'unplanned' };
    if (open.length === 0) return { ok: true, value: 0, reason: 'covered', details: { planned } };
    return {
      ok: false,
      value: open.length,
      reason: 'open',
      details: { open: open.length, planned, cells: some(open) },
    };
  };
}

const CELL_REASONS = {
  covered: 'All {{planned}} cells',
  open: '{{open}} of {{planned}} cells: {{cells}}',
  unplanned: 'Planned for no role, unit or shift',
};
const hasPassed: Wanted = (graph, at) => (last) => stands(last, graph, at);

const cellsUncovered = defineFact({
  name: 'adoption.uat-cells-uncovered',
  label: 'UAT cells not passed',
  help: 'Every role, unit and shift a scenario is planned for makes a cell; those whose last attempt has not passed, or was never made, are counted. A scenario planned for nobody counts as one.',
  unit: 'cells',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: CELL_REASONS,
  select: uatScenario,
  judge: byCells(hasPassed),
});

const cellsUnexecuted = defineFact({
  name: 'adoption.uat-cells-not-run',
  label: 'UAT cells not run',
  help: 'As UAT cells not passed, but counting only cells in which nothing has been run at all.',
  unit: 'cells',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: CELL_REASONS,
  select: uatScenario,
  judge: byCells(() => () => true),
});

const safetyScenarios = defineFact({
  name: 'adoption.uat-safety-scenarios-passed',
  label: 'Safety scenarios passed',
  help: 'Of the scenarios that test a safety control, those passed in every cell they are planned for.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: CELL_REASONS,
  select: uatScenario,
  judge: byCells(hasPassed, ({ fields }) => fields.safetyCritical === true),
});

const scenariosFailing = defineFact({
  name: 'adoption.uat-scenarios-failing',
  label: 'UAT scenarios failing',
  help: 'Scenarios with a place where the last attempt failed, or passed with a grave defect still open.',
  unit: 'scenarios',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { failing: 'Failing in {{count}} places', fine: 'Fails nowhere' },
  select: uatScenario,
  judge: (row, graph, at) => {
    if (row.state === 'retired') return undefined;
    const last = new Map<string, ExecutionRow>();
    for (const one of executionsOf(graph, row.id))
      if (wasRun(one, at)) last.set(placeKey(placeOf(graph, one.id, 'uatExecution.by')), one);
    const count = [...last.values()].filter((one) => !stands(one, graph, at)).length;
    return count > 0 ? { ok: false, reason: 'failing', details: { count } } : { ok: true, reason: 'fine' };
  },
});

const scenariosUntested = defineFact({
  name: 'adoption.uat-scenarios-untested',
  label: 'UAT scenarios never run',
  help: 'Scenarios, drafts among them, that nobody has run anywhere.',
  unit: 'scenarios',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { never: 'Never run', run: 'Run {{times}} times' },
  select: uatScenario,
  judge: (row, graph, at) => {
    if (row.state === 'retired') return undefined;
    const times = executionsOf(graph, row.id).filter((one) => wasRun(one, at)).length;
    return { ok: times > 0, reason: times > 0 ? 'run' : 'never', details: { times } };
  },
});

const outdated = defineFact({
  name: 'adoption.uat-passes-outdated',
  label: 'UAT passes of an older script',
  help: 'Last passes of a cell whose scenario has changed since: what was tried is no longer what is asked.',
  unit: 'executions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { changed: 'The scenario has changed since', same: 'The scenario is the same', none: 'Tries no scenario' },
  select: uatExecution,
  judge: (row, graph, at, registry) => {
    if (row.state !== 'passed' || !lastOf(row, graph, (one) => wasRun(one, at))) return undefined;
    const [edge] = graph.out(row.id, 'uatExecution.of');
    if (!edge) return { ok: false, reason: 'none' };
    const changed = isSuspect(edge, graph, registry);
    return { ok: !changed, reason: changed ? 'changed' : 'same' };
  },
});

const representativeness = defineFact({
  name: 'adoption.uat-representativeness',
  label: 'Roster represented in UAT',
  help: 'Of the people who will use what the project brings (their role needs a course), those whose role was tried in their unit on one of their shifts. It tells how far those who tried it stand for those who will work with it.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    represented: 'Tried by the same role, in the same unit and shift',
    unitOnly: 'Tried by the same role in the same unit, on another shift',
    missing: 'Never tried by this role in this unit',
    nowhere: 'Works in no unit, so nobody can stand for him',
  },
  select: person,
  judge: (row, graph, at) => {
    if (!worksHere(row) || coursesNeeded(graph, row.id).length === 0) return undefined;
    const units = graph.out(row.id, 'person.worksIn').map(({ to }) => to);
    if (units.length === 0) return { ok: false, reason: 'nowhere' };
    const roles = new Set(graph.out(row.id, 'person.does').map(({ to }) => to));
    const shifts = graph.out(row.id, 'person.on').map(({ to }) => to);
    // By unit, as a unit has far fewer executions than a role.
    const alike = units
      .flatMap((one) => startsOf(graph, one, 'uatExecution.by'))
      .flatMap(({ id }) => graph.get(uatExecution, id) ?? [])
      .filter((one) => wasRun(one, at))
      .map(({ id }) => placeOf(graph, id, 'uatExecution.by'))
      .filter(({ jobRole }) => jobRole.some(({ id }) => roles.has(id)));
    if (alike.length === 0) return { ok: false, reason: 'missing' };
    const ok = shifts.length === 0 || alike.some(({ shift }) => shift.some(({ id }) => shifts.includes(id)));
    return { ok, reason: ok ? 'represented' : 'unitOnly' };
  },
});

const thinStrata = defineFact({
  name: 'adoption.uat-strata-thin',
  label: 'Roles with too few testers',
  help: `Role and unit together make a stratum. Those with users and fewer than ${cadence.testersPerStratum} different testers are counted.`,
  unit: 'strata',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { thin: 'Too few testers: {{roles}}', enough: 'Enough testers of every role' },
  select: unit,
  judge: (row, graph, at) => {
    const users = usersIn(graph, row.id);
    if (users.length === 0) return undefined;
    const roles = [...new Set(users.flatMap((user) => user.roles))].flatMap((role) => graph.find(role) ?? []);
    const testers = new Map<string, Set<string>>();
    for (const { id } of startsOf(graph, row.id, 'uatExecution.by')) {
      const run = graph.get(uatExecution, id);
      if (!run || !wasRun(run, at)) continue;
      const who = endsOf(graph, id, 'uatExecution.tester')[0]?.id ?? run.fields.owner;
      if (who === undefined) continue;
      for (const { id: role } of placeOf(graph, id, 'uatExecution.by').jobRole)
        testers.set(role, new Set([...(testers.get(role) ?? []), who]));
    }
    const thin = roles.filter(({ id }) => (testers.get(id)?.size ?? 0) < cadence.testersPerStratum);
    if (thin.length === 0) return { ok: true, value: 0, reason: 'enough' };
    return { ok: false, value: thin.length, reason: 'thin', details: { roles: some(thin.map(titleOf).sort()) } };
  },
});

const shiftsUntried = defineFact({
  name: 'adoption.uat-shifts-untried',
  label: 'Shifts nobody tried',
  help: 'Unit and shift together with users on the roster and no execution run there: nights and weekends are forgotten first.',
  unit: 'unit shifts',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: 'Nothing run on: {{shifts}}', tried: 'Tried on every shift' },
  select: unit,
  judge: (row, graph, at) => {
    const shifts = shiftsOf(graph, usersIn(graph, row.id));
    if (shifts.length === 0) return undefined;
    const tried = new Set(
      startsOf(graph, row.id, 'uatExecution.by')
        .flatMap(({ id }) => graph.get(uatExecution, id) ?? [])
        .filter((one) => wasRun(one, at))
        .flatMap(({ id }) => placeOf(graph, id, 'uatExecution.by').shift.map((shift) => shift.id)),
    );
    const open = shifts.filter(({ id }) => !tried.has(id));
    if (open.length === 0) return { ok: true, value: 0, reason: 'tried' };
    return { ok: false, value: open.length, reason: 'open', details: { shifts: some(open.map(titleOf)) } };
  },
});

export const UAT_FACTS: readonly Fact[] = [
  cellsRun,
  cellsPassed,
  cellsUncovered,
  cellsUnexecuted,
  safetyScenarios,
  scenariosFailing,
  scenariosUntested,
  outdated,
  representativeness,
  thinStrata,
  shiftsUntried,
];
