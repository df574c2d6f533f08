import { type Decision, defineCommand } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';

const version = z.string().trim().min(1).max(100);
const count = z.int().min(0);

/**
 * Records a run of an interface test: what came of it, with which versions, and against what. Everything it rests on is pinned as it
 * is now, so that a passed test counts until one of these changes.
 */
export const recordTest = defineCommand({
  name: 'interfaceTest.record',
  label: 'Record result',
  allow: 'kinds',
  input: z.strictObject({
    id: z.uuid(),
    result: z.enum(['passed', 'failed', 'blocked']),
    ranOn: z.iso.date().exactOptional(),
    sourceVersion: version.exactOptional(),
    targetVersion: version.exactOptional(),
    sent: count.exactOptional(),
    correct: count.exactOptional(),
    finding: z.string().trim().min(1).max(20_000).exactOptional(),
  }),
  decide: (graph, { id, result, ...given }, { at }) => {
    const row = graph.get(interfaceTest, id);
    if (!row) return refuse('not-found', 'The test is not there.');
    const tested = graph.out(id, 'interfaceTest.tests');
    if (tested.length === 0) {
      return refuse('refused', 'The test tests no interface.', 'Link it to the interface it was run against.');
    }
    const ranOn = given.ranOn ?? at.today;
    if (ranOn > at.today) return refuse('invalid', 'A test that was run was run by today.', 'Give the day it was run.');
    const rests = [...tested, ...graph.out(id, 'interfaceTest.restsOn')];
    return {
      changes: [
        { action: 'update', id, fields: { ...given, ranOn }, state: result },
        ...rests.map((link) => ({ action: 'repin' as const, id: link.id })),
      ],
    };
  },
});

function refuse(code: 'not-found' | 'refused' | 'invalid', message: string, remedy?: string): Decision {
  return { problems: [{ severity: 'error', code, message, ...(remedy === undefined ? {} : { remedy }) }] };
}
