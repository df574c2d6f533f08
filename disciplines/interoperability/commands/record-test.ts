import { defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';
import { refuse } from '../refuse.ts';

const version = z.string().trim().min(1).max(100);
const count = z.int().min(0);
const { ranOn, sourceVersion, targetVersion, sent, correct, finding } = interfaceTest.fields;
/** What a run leaves of the one before it. */
export const NOT_SAID = {
  sourceVersion: null,
  targetVersion: null,
  sent: null,
  correct: null,
  finding: null,
  engine: null,
  basis: null,
  ranCases: null,
  followed: null,
  heldAgainst: null,
};

/**
 * Records a run of an interface test: what came of it, with which versions, and against what. Everything it rests on is pinned as it
 * is now, so that a passed test counts until one of these changes. What is not said of this run is not left over from the one before.
 */
export const recordTest = defineCommand({
  name: 'interfaceTest.record',
  label: 'Record result',
  allow: 'kinds',
  forms: [
    {
      on: interfaceTest.name,
      help: 'A new run takes the place of the one before. The interface, and the mappings, code maps and profiles it was run with, are pinned as they are now: a passed test counts until one of them changes.',
      states: ['planned', 'passed', 'failed', 'blocked'],
      asks: {
        result: {
          type: 'choice',
          label: 'Result',
          options: { passed: 'Passed', failed: 'Failed', blocked: 'Could not be run' },
          required: true,
        },
        ranOn: { ...ranOn, help: 'Today unless stated.' },
        sent,
        correct,
        sourceVersion,
        targetVersion,
        finding,
      },
    },
  ],
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
    if (!row) return refuse('not-found', say`The test is not there.`);
    const tested = graph.out(id, 'interfaceTest.tests');
    if (tested.length === 0) {
      return refuse('refused', say`The test tests no interface.`, say`Link it to the interface it was run against.`);
    }
    const day = given.ranOn ?? at.today;
    if (day > at.today)
      return refuse('invalid', say`A test that was run was run by today.`, say`Give the day it was run.`);
    const rests = [...tested, ...graph.out(id, 'interfaceTest.restsOn')];
    return {
      changes: [
        { action: 'update', id, fields: { ...NOT_SAID, ...given, ranOn: day }, state: result },
        ...rests.map((link) => ({ action: 'repin' as const, id: link.id })),
      ],
    };
  },
});
