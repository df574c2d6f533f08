import { bigMspdi, mspdi } from '@callosum/schedule/testing';
import { addDays } from '@callosum/kernel';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A plan file as a file chooser takes it. */
export interface PlanFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function asFile(name: string, text: string): PlanFile {
  return { name, mimeType: 'application/xml', buffer: Buffer.from(text) };
}

const DAY = { seconds: 8 * 3_600 };

/** A clinic's small plan around today: something done, something late, milestones ahead. */
export function clinicPlan(today = new Date().toISOString().slice(0, 10)): PlanFile {
  const task = (name: string, from: number, to: number, more: Record<string, string | number> = {}) => ({
    Name: name,
    Start: `${addDays(today, from)}T08:00:00`,
    Finish: `${addDays(today, to)}T17:00:00`,
    Duration: `PT${((to - from + 1) * DAY.seconds) / 3_600}H0M0S`,
    DurationFormat: 7,
    ...more,
  });
  const milestone = (name: string, on: number) => task(name, on, on, { Milestone: 1, Duration: 'PT0H0M0S' });
  const text = mspdi({
    settings: {
      Name: 'Clinic',
      Title: 'Clinic intake',
      StartDate: `${addDays(today, -60)}T08:00:00`,
      FinishDate: `${addDays(today, 120)}T17:00:00`,
    },
    tasks: [
      { ...task('Prepare', -60, -20), Summary: 1 },
      { ...task('Agree the scope', -60, -40, { PercentComplete: 100 }), OutlineLevel: 2 },
      { ...task('Map the intake workflow', -39, -20, { PercentComplete: 40 }), OutlineLevel: 2 },
      { ...task('Build', -19, 60), Summary: 1 },
      { ...task('Configure intake forms', -19, 20), OutlineLevel: 2 },
      { ...task('Connect the laboratory', 0, 60), OutlineLevel: 2 },
      milestone('Build complete', 60),
      milestone('Go-live', 120),
    ],
    resources: [{ UID: 1, ID: 1, Name: 'Analyst', Type: 1 }],
    assignments: [{ UID: 1, TaskUID: 5, ResourceUID: 1, Units: 1 }],
  });
  return asFile('clinic.xml', text);
}

/** A plan of a thousand tasks. */
export function thousandTasks(): PlanFile {
  return asFile('thousand.xml', [...bigMspdi(1_000)].join(''));
}

/** A plan that Microsoft Project users know, when the public corpora are at hand. */
export async function residentialConstruction(): Promise<PlanFile | undefined> {
  const corpora = process.env.CALLOSUM_CORPORA;
  if (!corpora) return undefined;
  const name = 'aspose__Residential_Construction.xml';
  return { name, mimeType: 'application/xml', buffer: await readFile(join(corpora, 'plan/mspdi', name)) };
}
