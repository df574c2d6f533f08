import { addDays } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { crowded } from './crowd.ts';
import { riverbend } from './riverbend/index.ts';
import { type Played, play } from './testing/play.ts';

// What the bench measures is a project that the write path would let in, and that so many hospitals could have.

test('a crowded demonstration is of so many hospitals, each with all of its own but what they share', async () => {
  const day = addDays(riverbend.begins, 395);
  const once = await play(riverbend);
  const twice = await play(crowded(riverbend, 2));
  once.to(day);
  twice.to(day);
  for (const kind of ['need', 'requirement', 'committee', 'stakeholder', 'unit', 'person', 'trainingSession']) {
    expect([kind, twice.count(kind)]).toEqual([kind, 2 * once.count(kind)]);
    expect([kind, once.count(kind)]).not.toEqual([kind, 0]);
  }
  // One project, in which roles are everybody’s, and a course is for a role.
  for (const kind of ['gate', 'criterion', 'jobRole', 'shift', 'course']) {
    expect([kind, twice.count(kind)]).toEqual([kind, once.count(kind)]);
    expect([kind, once.count(kind)]).not.toEqual([kind, 0]);
  }
  const links = ({ graph }: Played, type: string): number => [...graph.edges(type)].length;
  // What a course teaches is a step of every hospital’s workflow.
  for (const type of ['requirement.meets', 'course.teaches'])
    expect([type, links(twice, type)]).toEqual([type, 2 * links(once, type)]);
  // What people of one place have to do with each other does not grow: there are more places, and not more to a place.
  const most = ({ graph }: Played, kind: string, link: string): number =>
    Math.max(...[...graph.rows(kind)].map(({ id }) => graph.in(id, link).length));
  for (const [kind, link] of [
    ['unit', 'person.worksIn'],
    ['unit', 'superUser.covers'],
    ['jobRole', 'course.requiredFor'],
  ] as const) {
    expect([kind, link, most(twice, kind, link)]).toEqual([kind, link, most(once, kind, link)]);
    expect([kind, link, most(once, kind, link)]).not.toEqual([kind, link, 0]);
  }
}, 60_000);
