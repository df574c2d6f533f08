import {
  type Change,
  type Decision,
  defineCommand,
  type GraphReader,
  Problem,
  say,
  type Sentence,
} from '@callosum/kernel';
import { z } from 'zod';
import { uatExecution } from '../kinds/uat-execution.ts';
import { uatScenario } from '../kinds/uat-scenario.ts';
import { type Cell, cellName, cellsOf, liesOn, type Place, placeOf } from '../place.ts';

const MOST_TITLE = 300;

/**
 * Plans the executions of a scenario: one for each role, unit and shift it is planned for, where none stands yet. Run again it plans
 * what has come since, and nothing twice; asked to, it plans the next attempt where the last one failed.
 */
export const planUat = defineCommand({
  name: 'uat.plan',
  label: 'Plan executions',
  allow: 'kinds',
  forms: [
    {
      on: uatScenario.name,
      help: 'Makes one execution for each role in each unit on each shift the scenario is planned for, where there is none yet. Run it again when roles, units or shifts were added: nothing is planned twice.',
      states: ['draft', 'ready'],
      asks: {
        due: { type: 'date', label: 'Planned on', help: 'The scenario’s own day unless stated.' },
        retry: { type: 'flag', label: 'Plan the next attempt where the last one failed' },
      },
      previews: true,
    },
  ],
  input: z.strictObject({ id: z.uuid(), due: z.iso.date().exactOptional(), retry: z.boolean().exactOptional() }),
  decide: (graph, { id, due, retry = false }, { newId }) => {
    const scenario = graph.get(uatScenario, id);
    if (!scenario) return refuse('not-found', say`The scenario is not there.`, say`Choose another.`);
    if (scenario.state !== 'draft' && scenario.state !== 'ready')
      return refuse(
        'refused',
        say`A scenario that is accepted or retired is not tried any more.`,
        say`Revise it first.`,
      );
    const cells = cellsOf(placeOf(graph, id, 'uatScenario.plannedFor'));
    if (cells.length === 0) {
      const remedy = say`Link the roles, units and shifts it is planned for.`;
      return refuse('refused', say`The scenario is planned for nobody.`, remedy);
    }
    const day = due ?? scenario.fields.due;
    const tried = attemptsOf(graph, id);
    const planned = cells.flatMap((cell) => {
      const attempt = nextAttempt(tried, cell, retry);
      return attempt === undefined ? [] : [{ cell, attempt }];
    });
    return {
      changes: planned.flatMap(({ cell, attempt }): Change[] => {
        const execution = newId();
        const title = `${scenario.fields.title}: ${cellName(cell)}`.slice(0, MOST_TITLE);
        return [
          {
            action: 'create',
            kind: uatExecution.name,
            id: execution,
            fields: { title, attempt, ...(day === undefined ? {} : { due: day }) },
          },
          { action: 'link', id: newId(), type: 'uatExecution.of', from: execution, to: id },
          ...cell.map((part): Change => ({
            action: 'link',
            id: newId(),
            type: 'uatExecution.by',
            from: execution,
            to: part.id,
          })),
        ];
      }),
      result: { planned: planned.length, cells: cells.length },
    };
  },
});

interface Attempt {
  readonly attempt: number;
  readonly number: number;
  readonly state: string;
  readonly place: Place;
}

/** Executions of a scenario that were not cancelled, the last one last. */
function attemptsOf(graph: GraphReader, scenario: string): readonly Attempt[] {
  return graph
    .in(scenario, 'uatExecution.of')
    .flatMap(({ from }) => graph.get(uatExecution, from) ?? [])
    .filter(({ state }) => state !== 'cancelled')
    .map(({ id, number, state, fields }) => ({
      attempt: fields.attempt,
      number,
      state,
      place: placeOf(graph, id, 'uatExecution.by'),
    }))
    .sort((a, b) => a.attempt - b.attempt || a.number - b.number);
}

/** Which attempt is to be planned on a cell; undefined when one stands there. */
function nextAttempt(tried: readonly Attempt[], cell: Cell, retry: boolean): number | undefined {
  const last = tried.findLast(({ place }) => liesOn(place, cell));
  if (!last) return 1;
  return retry && last.state === 'failed' ? last.attempt + 1 : undefined;
}

function refuse(code: 'not-found' | 'refused', message: Sentence, remedy: Sentence): Decision {
  return { problems: [new Problem({ code, message, remedy })] };
}
