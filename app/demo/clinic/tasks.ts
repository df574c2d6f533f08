import content from '../content/clinic.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { cycle } from '../random.ts';
import { tellStaffing } from '../staffing.ts';
import type { Teller } from '../teller.ts';

/** 120 tasks in six packages of a summary and nineteen steps. */
export function tellClinicTasks(teller: Teller): void {
  for (const [place, name] of content.packages.entries()) tellPackage(teller, place, name);
  tellStaffing(
    teller,
    -145,
    SHARED.map(({ title, email, units, of }) => ({
      title,
      email,
      units,
      tasks: Array.from({ length: 9 }, (_, step) => `task ${of} ${2 * step}`),
    })),
  );
}

/** People of the hospital who work for the clinic as well. */
const SHARED = [
  { title: 'Integration lead', email: 'integration@riverbend.example', units: 60, of: 'Interfaces' },
  { title: 'Training lead', email: 'training@riverbend.example', units: 40, of: 'Training' },
] as const;

function tellPackage(teller: Teller, place: number, name: string): void {
  const { add, set, link, t, who } = teller;
  const ends = Array.from({ length: 19 }, (_, step) => {
    return workday(teller, -145 + place * 26 + 2 + Math.floor(step * 1.5));
  });
  // One in each is late by a fortnight.
  const late = (step: number): number => (step === 7 ? 14 : 0);
  let finish = Math.max(...ends);
  const summary = add(t(-146), 'task', `package ${name}`, {
    title: name,
    position: place * 20 + 1,
    outlineLevel: 1,
    wbs: String(place + 1),
    summary: true,
    milestone: false,
    active: true,
    storedStart: `${t(dayBefore(teller, Math.min(...ends)))}T08:00`,
    storedFinish: `${t(finish)}T17:00`,
  });
  let before: { readonly id: string; readonly end: number } | undefined;
  for (const [step, end] of ends.entries()) {
    const begin = dayBefore(teller, end);
    const start = `${t(begin)}T08:00`;
    const id = add(
      t(-146),
      'task',
      `task ${name} ${step}`,
      {
        title: `${cycle(STEPS, step)} (${name.toLowerCase()}, ${step + 1})`,
        position: place * 20 + step + 2,
        outlineLevel: 2,
        wbs: `${place + 1}.${step + 1}`,
        milestone: step === 18,
        summary: false,
        active: true,
        owner: who(cycle(['pm', 'informatics', 'integration', 'training'], step)),
        percentComplete: 0,
        duration: hours(16),
        constraint: 'snet',
        constraintDate: start,
        storedStart: start,
        storedFinish: `${t(end)}T17:00`,
      },
      { links: [['partOf', summary]] },
    );
    if (before) link(t(-146), 'task.dependsOn', id, before.id, { type: before.end < begin ? 'FS' : 'FF' });
    before = { id, end };
    const done = end + late(step);
    const actualFinish = `${t(done)}T17:00`;
    const moved = done > end ? { storedFinish: actualFinish } : {};
    set(t(done), id, { percentComplete: 100, actualStart: start, actualFinish, ...moved }, 'done');
    if (done > finish) set(t((finish = done)), summary, { storedFinish: actualFinish });
  }
}

/** That day, or the Friday before where it falls on a weekend. */
function workday({ t }: Teller, day: number): number {
  const name = new Date(`${t(day)}T00:00:00Z`).getUTCDay();
  return name === 6 ? day - 1 : name === 0 ? day - 2 : day;
}

const dayBefore = (teller: Teller, day: number): number => workday(teller, day - 1);

const STEPS = [
  'Talk to those who do the work',
  'Write down what is wanted',
  'Try it with two cases',
  'Set it up',
  'Look at it together',
  'Correct it',
  'Show it at the Monday meeting',
] as const;
