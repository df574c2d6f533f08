import type { ChecklistItem } from '@callosum/kernel';
import content from '../content/meetings.json' with { type: 'json' };
import { roleOf } from '../cast.ts';
import { type Chance, chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import { daysOf, isCancelled, SESSIONS, type Sessions } from './sessions.ts';

/** Something a committee had before it: from when on, and when it was settled; days from go-live. */
export interface Matter {
  readonly id: string;
  readonly title: string;
  readonly committee: string;
  readonly raised: number;
  readonly due: number;
  readonly decided: number;
}

export interface MattersTold {
  readonly decisions: readonly Matter[];
  readonly changes: readonly Matter[];
}

/** Days before a meeting on which its agenda goes out. */
const AGENDA = 3;
/** Gates are on the agenda of the steering committee so long before their board. */
const GATE_DAYS = 21;
const GATES = [
  ['T-120', -119],
  ['T-90', -89],
  ['T-60', -43],
  ['T-30', -29],
  ['go-no-go', -7],
  ['stabilised', 14],
] as const;
const STEERING = 'Executive steering committee';
const AGENDA_LONG = 12;

interface Body {
  readonly sessions: Sessions;
  readonly committee: string;
  readonly chair: string;
  readonly members: readonly [string, ...string[]];
}

/** What the committees met for, from the first month to after go-live: agenda, who was there, minutes, what was promised. */
export function tellMeetings(
  teller: Teller,
  bodies: ReadonlyMap<string, Omit<Body, 'sessions'>>,
  matters: MattersTold,
): void {
  for (const sessions of SESSIONS) {
    const body = bodies.get(sessions.title);
    if (body) tellBody(teller, { sessions, ...body }, matters);
  }
}

function tellBody(teller: Teller, body: Body, matters: MattersTold): void {
  const { title } = body.sessions;
  const luck = chance(`meetings of ${title}`);
  const decisions = matters.decisions.filter(({ committee }) => committee === title);
  const changes = matters.changes.filter(({ committee }) => committee === title);
  let promised = 0;
  for (const [turn, day] of daysOf(body.sessions).entries()) {
    const before = day - AGENDA;
    const isBefore = ({ raised, decided }: Matter): boolean => raised <= before && decided >= day;
    const open = [
      ...decisions.filter((one) => isBefore(one) && one.due <= day + 14).sort((a, b) => a.due - b.due),
      ...changes.filter(isBefore),
    ].slice(0, AGENDA_LONG);
    const meeting = tellMeeting(teller, body, { turn, day, open });
    if (isCancelled(day)) continue;
    for (const { id, decided, raised } of decisions) {
      const isHere = decided >= day && decided < day + body.sessions.every && raised <= before;
      if (isHere) teller.link(teller.t(decided), 'decision.takenAt', id, meeting);
    }
    if (luck.between(1, 100) > body.sessions.often) continue;
    tellPromise(teller, body, { meeting, day, place: promised, luck });
    promised += 1;
  }
}

interface Session {
  readonly turn: number;
  readonly day: number;
  readonly open: readonly Matter[];
}

/** @returns its id. */
function tellMeeting(teller: Teller, { sessions, committee, chair, members }: Body, { turn, day, open }: Session) {
  const { add, set, link, t, id } = teller;
  const { title, every, standing, said } = sessions;
  const meeting = add(
    t(day - 10),
    'meeting',
    `meeting ${title} ${turn}`,
    {
      title: `${title}, ${turn + 1}`,
      at: `${t(day)}T15:00:00.000Z`,
      minutesPlanned: sessions.minutes,
      place: sessions.place,
      owner: chair,
      invited: members,
    },
    { links: [['of', committee]] },
  );
  if (isCancelled(day)) {
    set(t(day - 5), meeting, {}, 'cancelled');
    return meeting;
  }
  const gates = title === STEERING ? GATES.filter(([, board]) => board >= day && board <= day + GATE_DAYS) : [];
  const lines = [
    ...standing,
    ...open.map(({ title: about, due }) => `${about} (${t(due)})`),
    ...gates.map(([key]) => `Gate ${key}`),
  ];
  const agenda = lines.map((text, place): ChecklistItem => ({ id: place + 1, text }));
  set(t(day - AGENDA), meeting, { agenda: agenda.map((item) => ({ ...item })) });
  for (const about of [...open.map((one) => one.id), ...gates.map(([key]) => id(`gate ${key}`))]) {
    link(t(day - AGENDA), 'meeting.treats', meeting, about);
  }
  const taken = open.filter(({ decided }) => decided === day);
  const waiting = open.length - taken.length;
  const minutes = [
    cycle(toPool(said), turn),
    ...taken.map(({ title: about }) => `Decided: ${about}.`),
    ...(waiting > 0 ? [`Not yet ready to be decided: ${waiting}.`] : []),
    ...(turn % 3 === 1 ? [cycle(toPool(said), turn + 1)] : []),
  ].join('\n');
  const done = { by: chair, at: `${t(day)}T16:00:00.000Z` };
  // One member cannot come, each time another.
  const present = members.filter((one, place) => one === chair || place !== turn % members.length);
  set(
    t(day + 1),
    meeting,
    { present, minutes, due: t(day + 7), agenda: agenda.map((item) => ({ ...item, done })) },
    'held',
  );
  set(t(day + Math.max(7, Math.min(every, 21))), meeting, {}, 'approved');
  return meeting;
}

interface Promised {
  readonly meeting: string;
  readonly day: number;
  readonly place: number;
  readonly luck: Chance;
}

function tellPromise({ add, set, t, who }: Teller, { sessions }: Body, { meeting, day, place, luck }: Promised): void {
  const one = cycle(toPool(sessions.actions), place);
  const where = sessions.byPlace ? `: ${cycle(toPool(content.where), Math.floor(place / 2) + place)}` : '';
  const due = day + 8 + 7 * luck.between(0, 2);
  // Three of four are done by their day.
  const finished = due + (luck.between(1, 4) === 1 ? luck.between(2, 24) : -luck.between(0, 5));
  const action = add(
    t(day + 1),
    'action',
    `promise ${sessions.title} ${place}`,
    {
      title: `${one.title}${where}`,
      priority: cycle(['should', 'must', 'should', 'could'], place),
      owner: who(roleOf(one.owner)),
      due: t(due),
    },
    { links: [['from', meeting]] },
  );
  if (finished > due - 4 && place % 2 === 0) set(t(day + 4), action, {}, 'doing');
  set(
    t(finished),
    action,
    { doneOn: t(finished), result: cycle(toPool(content.results), finished > due ? 2 : place) },
    'done',
  );
}

/** @throws Error when there is nothing in it. */
function toPool<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new Error('Nothing to choose from');
  return [first, ...rest];
}
