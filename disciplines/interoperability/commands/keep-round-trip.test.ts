import { deidentify } from '@callosum/deid';
import { testMoment } from '@callosum/kernel/testing';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';
import { ROUND_TRIP_NAME } from '../laboratory/round-trip-name.ts';
import { writeRoundTrip } from '../laboratory/round-trip.ts';
import { interfaceScope } from '../testing/scope.ts';

const ORDER = [
  'MSH|^~\\&|EHR|EAST|LAB|WEST|2026||OML^O21^OML_O21|1|P|2.5.1',
  'PID|1||7',
  'ORC|NW|P1',
  'OBR|1|P1||GLU^Glucose^L',
].join('\r');
const RESULT = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|2026||ORU^R01^ORU_R01|1|P|2.5.1',
  'PID|1||7^^^A^MR||Doe^Jane',
  'OBR|1|P1|F1|GLU^Glucose^L|||20260102|||||||||||||||202601021200|||F',
  'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F||||||||||||West Laboratory|1 Main St^^Omaha^NE',
  'SPM|1|||SER^Serum',
].join('\r');
const YEAR = 2027;
const freed = (message: string): string => deidentify(`${message}\r`, { mode: 'safe-harbor', asOf: YEAR }).text;
const trip = {
  code: 'GLU',
  catalogue: 'GLU,Glucose\nNA,Sodium',
  chart: '2345-7, 95, mg/dL',
  order: freed(ORDER),
  result: freed(RESULT),
};

let scope: ReturnType<typeof interfaceScope>;
let about = '';
let id = '';
beforeEach(() => {
  scope = interfaceScope();
  about = scope.create('interface', { title: 'Results' });
  const { result } = scope.run('interfaceTest.begin', { interface: about, title: 'Round trip', level: 'endToEnd' });
  ({ id } = z.object({ id: z.string() }).parse(result));
});

/** Attaches what was followed, and keeps it. */
async function keep(text: string, isAttached = true) {
  const file = createHash('sha256').update(text).digest('hex');
  const attachments = [{ hash: file, name: `GLU${ROUND_TRIP_NAME}`, size: text.length, type: 'application/json' }];
  if (isAttached) scope.apply([{ action: 'update', id, fields: { attachments } }]);
  await scope.runWithFiles('interfaceTest.keepRoundTrip', { id, file, year: YEAR }, new Map([[file, text]]));
  return scope.graph.get(interfaceTest, id) ?? expect.fail('no test');
}
const fallen = () => {
  const row = scope.graph.get(interfaceTest, id) ?? expect.fail('no test');
  return interfaceTest.fails?.(row, scope.graph, testMoment('2027-03-01'))?.text;
};

describe('a laboratory round trip that is kept', () => {
  test('is a test from end to end that the server has followed itself', async () => {
    const { state, fields } = await keep(writeRoundTrip(trip));
    expect([state, fields.finding, fields.ranOn]).toEqual(['passed', undefined, '2027-03-01']);
    expect(fields.basis).toMatch(/^Way: .*\nRound trip: [0-9a-f]{64}\nWhat a report must say: /);
    expect(fields.followed).toMatch(/^[0-9a-f]{64}$/);
    expect(fallen()).toBeUndefined();
  });

  test('fails with what was seen instead, station by station', async () => {
    const { state, fields } = await keep(writeRoundTrip({ ...trip, catalogue: 'NA', chart: '2345-7, 59, mg/dL' }));
    expect(state).toBe('failed');
    expect(fields.finding).toMatch(/^Catalogue: GLU is in no catalogue\nChart: .*59/);
  });

  test('counts no more when another engine judges', async () => {
    await keep(writeRoundTrip(trip));
    scope.apply([{ action: 'update', id, fields: { engine: 'another one' } }]);
    expect(fallen()).toMatch(/was judged by another one/);
  });

  test('counts no more when a report must say other things, or the file is gone that it was followed through', async () => {
    const { fields } = await keep(writeRoundTrip(trip));
    scope.apply([{ action: 'update', id, fields: { heldAgainst: 'What a report must say, 0' } }]);
    expect(fallen()).toMatch(/was held against “What a report must say, 0”/);
    scope.apply([{ action: 'update', id, fields: { heldAgainst: fields.heldAgainst ?? null } }]);
    expect(fallen()).toBeUndefined();
    scope.apply([{ action: 'update', id, fields: { attachments: null } }]);
    expect(fallen()).toMatch(/has no longer the file/);
  });

  test('leaves nothing behind when the test is run another way', async () => {
    await keep(writeRoundTrip(trip));
    scope.run('interfaceTest.record', { id, result: 'passed' });
    const { fields } = scope.graph.get(interfaceTest, id) ?? expect.fail('no test');
    expect([fields.followed, fields.heldAgainst, fields.basis]).toEqual([undefined, undefined, undefined]);
    expect(fallen()).toBeUndefined();
  });

  test('is not kept with a person in it, from a file that is none, or that is not attached', async () => {
    await expect(keep(writeRoundTrip({ ...trip, result: `${RESULT}\r` }))).rejects.toThrow(/identifier of a person/);
    await expect(keep('{"format":"something"}')).rejects.toThrow(/holds no round trip/);
    await expect(keep('not JSON')).rejects.toThrow(/holds no round trip/);
    await expect(keep(writeRoundTrip(trip), false)).rejects.toThrow(/not attached/);
    expect(scope.graph.get(interfaceTest, id)?.state).toBe('planned');
  });
});
