import { defineView, type GraphReader, type Mention, mentionOf, type Moment } from '@callosum/kernel';
import { z } from 'zod';
import { daysLate, type HandOver, handOversOf, type Standing, standingOf } from '../hand-overs.ts';
import { task } from '../kinds/task.ts';
import { team } from '../kinds/team.ts';
import { type Party, teamsOf, workstreamsOf } from '../parties.ts';
import { isActiveLeaf, isComplete } from '../work.ts';

/** A task that waits, what for, and how that stands. */
export interface Wait {
  readonly task: Mention;
  readonly on: Mention;
  readonly waits: string;
  readonly gives: string;
  readonly needed?: string;
  readonly promised?: string;
  readonly standing: Standing;
  /** Days it comes too late as things stand. */
  readonly late: number;
}

/** One party waits for another. */
export interface WaitCell {
  readonly waits: string;
  readonly gives: string;
  readonly count: number;
  readonly late: number;
  readonly undated: number;
  /** When the first of them is needed. */
  readonly first?: string;
  /** Days by which the worst of them comes too late. */
  readonly worst: number;
}

export interface TeamWaits {
  readonly by: 'team' | 'workstream';
  /** Those that wait or are waited for: by side, then by name. */
  readonly parties: readonly Party[];
  readonly cells: readonly WaitCell[];
  /** What was chosen and is there. */
  readonly chosen: { readonly waits?: string; readonly gives?: string };
  /** Of the chosen cell, row or column, or of all: the latest first, then what is needed first. */
  readonly waits: readonly Wait[];
  /** How many there are where not all are told. */
  readonly of: number;
  /** Open tasks that nobody’s team is known of. */
  readonly withoutTeam: number;
  readonly teams: number;
}

/** As many as are read through of what was asked for; of everything, what is worst. */
const MOST_TOLD = { chosen: 200, all: 20 };
const SIDES = ['clinical', 'administrative', 'technical', 'partner'];

/** Which team waits for which, for how much, from when on, and where that will be late. */
export const teamWaits = defineView({
  name: 'team-waits',
  label: 'Who waits for whom',
  help: 'Clinical, administrative and technical teams, and what each still waits for from the others: tasks by the logic of the plan, decisions, and records that its tasks rest on.',
  home: ['project'],
  reads: [task.name, team.name],
  choices: z.object({
    /** Teams where there are any, else workstreams. */
    by: z.enum(['team', 'workstream']).optional(),
    waits: z.string().optional(),
    gives: z.string().optional(),
  }),
  build: ({ graph, at, registry }, asked): TeamWaits => {
    const teams = [...graph.all(team)].filter(({ state }) => state === 'open').length;
    const by = asked.by ?? (teams > 0 ? 'team' : 'workstream');
    const party = by === 'team' ? teamsOf(graph) : workstreamsOf(graph);
    const open = [...graph.all(task)];
    const found = open.flatMap((row) => handOversOf(row, graph, registry, party));
    const all = found.map((one) => waitOf(one, graph, at)).sort(worstFirst);
    const parties = partiesOf(found);
    const there = (wanted: string | undefined): string | undefined => parties.find(({ key }) => key === wanted)?.key;
    const [waiting, giving] = [there(asked.waits), there(asked.gives)];
    const chosen = {
      ...(waiting === undefined ? {} : { waits: waiting }),
      ...(giving === undefined ? {} : { gives: giving }),
    };
    const shown = all.filter(
      ({ waits, gives }) => waits === (chosen.waits ?? waits) && gives === (chosen.gives ?? gives),
    );
    const isChosen = chosen.waits !== undefined || chosen.gives !== undefined;
    return {
      by,
      parties,
      cells: cellsOf(all),
      chosen,
      waits: shown.slice(0, isChosen ? MOST_TOLD.chosen : MOST_TOLD.all),
      of: shown.length,
      withoutTeam:
        by === 'team' ? open.filter((row) => isActiveLeaf(row) && !isComplete(row) && !party(row)).length : 0,
      teams,
    };
  },
});

function waitOf({ task: row, on, waits, gives, ...days }: HandOver, graph: GraphReader, at: Moment): Wait {
  return {
    task: mentionOf(graph, row),
    on: mentionOf(graph, on),
    waits: waits.key,
    gives: gives.key,
    ...days,
    standing: standingOf(days, at),
    late: daysLate(days, at.today),
  };
}

const ORDER: readonly Standing[] = ['late', 'undated', 'inTime'];

function worstFirst(a: Wait, b: Wait): number {
  return (
    ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
    b.late - a.late ||
    (a.needed ?? '9').localeCompare(b.needed ?? '9') ||
    a.task.number - b.task.number
  );
}

function partiesOf(found: readonly HandOver[]): readonly Party[] {
  const parties = new Map(found.flatMap(({ waits, gives }) => [waits, gives]).map((one) => [one.key, one]));
  const place = ({ side }: Party): number => (side === undefined ? SIDES.length : SIDES.indexOf(side));
  return [...parties.values()].sort((a, b) => place(a) - place(b) || (a.title < b.title ? -1 : 1));
}

function cellsOf(all: readonly Wait[]): readonly WaitCell[] {
  const cells = new Map<string, WaitCell>();
  for (const { waits, gives, standing, late, needed } of all) {
    const key = `${waits} ${gives}`;
    const known = cells.get(key) ?? { waits, gives, count: 0, late: 0, undated: 0, worst: 0 };
    const first = [known.first, needed].filter((day) => day !== undefined).sort()[0];
    cells.set(key, {
      ...known,
      count: known.count + 1,
      late: known.late + Number(standing === 'late'),
      undated: known.undated + Number(standing === 'undated'),
      worst: Math.max(known.worst, late),
      ...(first === undefined ? {} : { first }),
    });
  }
  return [...cells.values()];
}
