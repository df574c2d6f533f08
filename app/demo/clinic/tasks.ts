import content from '../content/clinic.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { cycle } from '../random.ts';
import { tellStaffing } from '../staffing.ts';
import type { Teller } from '../teller.ts';

/** 120 tasks in six packages of a summary and nineteen steps. */
export function tellClinicTasks(teller: Teller): void {
  const { add, set, link, t, who } = teller;
  for (const [place, name] of content.packages.entries()) {
    const from = -145 + place * 26;
    const summary = add(t(-146), 'task', `package ${name}`, {
      title: name,
      position: place * 20 + 1,
      outlineLevel: 1,
      wbs: String(place + 1),
      summary: true,
      milestone: false,
      active: true,
      storedStart: `${t(from)}T08:00`,
      storedFinish: `${t(from + 30)}T17:00`,
    });
    let before: string | undefined;
    for (let step = 0; step < 19; step += 1) {
      const end = from + 2 + Math.floor(step * 1.5);
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
          duration: hours(8),
          storedStart: `${t(end - 1)}T08:00`,
          storedFinish: `${t(end)}T17:00`,
        },
        { links: [['partOf', summary]] },
      );
      if (before !== undefined) link(t(-146), 'task.dependsOn', id, before, { type: 'FS' });
      before = id;
      // A few are late by a fortnight.
      const done = end + (step % 11 === 7 ? 14 : 0);
      set(
        t(done),
        id,
        { percentComplete: 100, actualStart: `${t(end - 1)}T08:00`, actualFinish: `${t(done)}T16:00` },
        'done',
      );
    }
  }
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

const STEPS = [
  'Talk to those who do the work',
  'Write down what is wanted',
  'Try it with two cases',
  'Set it up',
  'Look at it together',
  'Correct it',
  'Show it at the Monday meeting',
] as const;
