import type { Teller } from './teller.ts';

/** Somebody a plan counts on, and the tasks that ask for a share of his time. */
export interface Counted {
  readonly title: string;
  /** By which plans of several projects know that they count on the same person. */
  readonly email: string;
  /** Of his time, in hundredths. */
  readonly units: number;
  /** Names the tasks have in the story. */
  readonly tasks: readonly string[];
}

/** Who the plan counts on: people of the hospital, some of whom the clinic counts on as well. */
export function tellStaffing({ add, t, id }: Teller, day: number, people: readonly Counted[]): void {
  for (const { title, email, units, tasks } of people) {
    const resource = add(t(day), 'resource', `resource ${email}`, {
      title,
      email,
      resourceType: 'work',
      maxUnits: 100,
    });
    for (const task of tasks) {
      add(
        t(day),
        'assignment',
        `assignment ${email} ${task}`,
        { title: `${title}: ${task}`, units },
        {
          links: [
            ['of', id(task)],
            ['by', resource],
          ],
        },
      );
    }
  }
}
