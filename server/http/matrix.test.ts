import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '../store/new-id.ts';
import { buildMatrix, describeMatrix, type Matrix } from '../testing/matrix/index.ts';
import { rightsRegistry } from '../testing/rights-kinds.ts';

/** The lead is the safety officer for as long as a panel says so. */
async function buildRights(): Promise<Matrix & { readonly appointment: string }> {
  const matrix = await buildMatrix(inject('cluster'), rightsRegistry);
  const appointment = newId();
  const owner = matrix.clients.get('lead')?.account.id ?? '';
  await matrix.make([{ action: 'create', kind: 'panel', id: appointment, fields: { title: 'safetyOfficer', owner } }]);
  return { ...matrix, appointment };
}

describe('every role, kind, action and channel', () => {
  // The places of a redaction have a shape of their own, which no example is made for.
  describeMatrix(buildRights, ['redaction']);
});

describe('an appointment', () => {
  let matrix: Awaited<ReturnType<typeof buildRights>>;
  beforeAll(async () => {
    matrix = await buildRights();
  });
  afterAll(() => matrix.server.close());

  test('opens what it is asked for, to whoever holds it and has a role that allows it, until it ends', async () => {
    const { key } = matrix;
    const sign = async (role: 'owner' | 'lead'): Promise<number | undefined> =>
      (await matrix.clients.get(role)?.attempt(key, 'hazard.sign', {}))?.status;
    const hazard = { kind: 'hazard', fields: { title: 'x' } };
    const create = async (role: 'owner' | 'lead'): Promise<number | undefined> =>
      (await matrix.clients.get(role)?.attempt(key, 'record.create', hazard))?.status;
    expect([await sign('lead'), await sign('owner'), await create('lead'), await create('owner')]).toEqual([
      200, 403, 200, 403,
    ]);
    await matrix.make([{ action: 'update', id: matrix.appointment, fields: {}, state: 'closed' }]);
    expect([await sign('lead'), await create('lead')]).toEqual([403, 403]);
  });

  test('opens no field that is not seen: a guess at its value is refused, right or wrong', async () => {
    const row = [...matrix.graph.rows('dossier')].find(({ fields }) => typeof fields.cost === 'number');
    const cost = Number(row?.fields.cost);
    for (const guess of [cost, cost + 1]) {
      const { status } = (await matrix.clients.get('lead')?.attempt(matrix.key, 'record.update', {
        id: row?.id,
        fields: { cost: guess },
      })) ?? { status: 0 };
      expect(status).toBe(403);
    }
  });
});
