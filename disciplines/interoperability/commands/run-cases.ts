import { type Change, defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { CASES_NAME, casesOf } from '../cases-of.ts';
import { interfaceTest, WAYS } from '../kinds/interface-test.ts';
import { refuse } from '../refuse.ts';
import { restedOn } from './begin-test.ts';

/**
 * Asks for a run of the cases of a test. The server sees that it is asked for, runs them, and records what came of them as whoever
 * asked. A result of before counts no longer once it is asked for another one.
 */
export const runCases = defineCommand({
  name: 'interfaceTest.runCases',
  label: 'Run its cases',
  allow: 'kinds',
  forms: [
    {
      on: interfaceTest.name,
      help: `The cases of the attached file (its name ends in ${CASES_NAME}) are run by the server, and the result is recorded with the versions of everything it rests on.`,
      states: ['planned', 'passed', 'failed', 'blocked'],
      asks: {
        way: {
          type: 'choice',
          label: 'How',
          help: 'Over MLLP only to test endpoints here, or to addresses that this installation allows.',
          options: WAYS,
          required: true,
        },
      },
    },
  ],
  input: z.strictObject({ id: z.uuid(), way: z.enum(['engine', 'endpoint', 'mllp']) }),
  decide: (graph, { id, way }, { actor, newId }) => {
    const row = graph.get(interfaceTest, id);
    if (!row) return refuse('not-found', say`The test is not there.`);
    if (casesOf(row) === undefined) {
      return refuse('refused', say`The test has no cases.`, say`Attach a file whose name ends in ${CASES_NAME}.`);
    }
    const tested = graph.out(id, 'interfaceTest.tests');
    if (tested.length === 0) {
      return refuse('refused', say`The test tests no interface.`, say`Link it to the interface it is run against.`);
    }
    if (row.fields.asked !== undefined)
      return refuse('refused', say`The cases are being run.`, say`Wait until they are through.`);
    const state = row.state === 'passed' ? { state: 'planned' } : {};
    // It may be older than a profile or a map that its messages are made by today.
    const known = new Set(graph.out(id, 'interfaceTest.restsOn').map(({ to }) => to));
    const missing = new Set(tested.flatMap(({ to }) => restedOn(graph, to)).filter((one) => !known.has(one)));
    return {
      changes: [
        ...[...missing].map((to): Change => ({
          action: 'link',
          id: newId(),
          type: 'interfaceTest.restsOn',
          from: id,
          to,
        })),
        { action: 'update', id, fields: { asked: way, askedBy: actor.account }, ...state },
      ],
    };
  },
});

const count = z.int().min(0);

/**
 * Records a run of the cases of a test, counted by the server itself, with everything it rests on. What it was run with is pinned as it is now, as for a
 * result that people record.
 */
export const casesRan = defineCommand({
  name: 'interfaceTest.casesRan',
  label: 'Cases were run',
  allow: 'kinds',
  internal: true,
  input: z.strictObject({
    id: z.uuid(),
    /** Why they could not be run. */
    blocked: z.string().max(2_000).exactOptional(),
    ran: z
      .strictObject({
        cases: z.string().regex(/^[0-9a-f]{64}$/),
        sent: count,
        correct: count,
        engine: z.string().max(200),
        basis: z.string().max(4_000),
        finding: z.string().max(20_000).nullable(),
      })
      .exactOptional(),
  }),
  decide: (graph, { id, blocked, ran }, { at }) => {
    const row = graph.get(interfaceTest, id);
    if (!row) return refuse('not-found', say`The test is not there.`);
    if (row.fields.asked === undefined) return refuse('refused', say`Nobody asks for a run of the cases.`);
    const through = { asked: null, askedBy: null };
    if (!ran) {
      return {
        changes: [{ action: 'update', id, fields: { ...through, finding: blocked ?? null }, state: 'blocked' }],
      };
    }
    const { cases, ...counted } = ran;
    const fields = {
      ...through,
      ...counted,
      ranCases: cases,
      followed: null,
      heldAgainst: null,
      ranOn: at.today,
      sourceVersion: null,
      targetVersion: null,
    };
    const rests = [...graph.out(id, 'interfaceTest.tests'), ...graph.out(id, 'interfaceTest.restsOn')];
    return {
      changes: [
        { action: 'update', id, fields, state: ran.sent === ran.correct ? 'passed' : 'failed' },
        ...rests.map((link) => ({ action: 'repin' as const, id: link.id })),
      ],
    };
  },
});
