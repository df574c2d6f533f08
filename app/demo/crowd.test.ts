import { addDays } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { crowded } from './crowd.ts';
import { riverbend } from './riverbend/index.ts';
import { play } from './testing/play.ts';

// What the bench measures is a project that the write path would let in.

test('a crowded demonstration has everything so many times, and its gates once', async () => {
  const day = addDays(riverbend.begins, 90);
  const once = await play(riverbend);
  const thrice = await play(crowded(riverbend, 3));
  once.to(day);
  thrice.to(day);
  for (const kind of ['need', 'requirement', 'committee', 'stakeholder']) {
    expect([kind, thrice.count(kind)]).toEqual([kind, 3 * once.count(kind)]);
  }
  expect(once.count('committee')).toBeGreaterThan(0);
  expect(thrice.count('gate')).toBe(once.count('gate'));
  expect([...thrice.graph.edges('requirement.meets')]).toHaveLength(
    3 * [...once.graph.edges('requirement.meets')].length,
  );
});
