import { defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';
import { refuse } from '../refuse.ts';

/**
 * Takes away what a test is run against or with. A result rested on it, so the test is planned again: otherwise a profile that has
 * changed could be unlinked and linked anew, and the test would look as if it had been run with it.
 */
export const releaseTested = defineCommand({
  name: 'interfaceTest.release',
  label: 'Unlink from test',
  allow: 'kinds',
  input: z.strictObject({ test: z.uuid(), end: z.uuid() }),
  decide: (graph, { test, end }) => {
    const row = graph.get(interfaceTest, test);
    const link = ['interfaceTest.tests', 'interfaceTest.restsOn']
      .flatMap((type) => graph.out(test, type))
      .find(({ to }) => to === end);
    if (!row || !link) return refuse('not-found', say`The test does not rest on this.`);
    const again = row.state === 'passed' ? [{ action: 'update' as const, id: test, fields: {}, state: 'planned' }] : [];
    return { changes: [{ action: 'unlink', id: link.id }, ...again] };
  },
});
