import { strFromU8, unzipSync } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Desk, newDesk } from './testing/callosum.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await newDesk(inject('cluster'));
  await writeFile(desk.path('interfaces.csv'), 'Title,Triggers\nAdmissions,ADT^A01\n');
  await desk.json(0, 'project', 'create', '--key', 'RES', '--template', 'interface');
  await desk.json(0, 'project', 'import', 'interfaces.csv', '--key', 'RES', '--as', 'interface');
});
afterAll(() => desk.remove());

test('callosum interface pack writes the zip and tells what is in it', async () => {
  const told = await desk.json(0, 'interface', 'pack', '--project', 'RES', '--interface', 'INT-1', '--out', 'out.zip');
  expect(told).toMatchObject({
    out: 'out.zip',
    entries: ['README.txt', 'differences.csv', 'results.csv', 'specification.md'],
    leftOut: [],
  });
  const files = unzipSync(await readFile(desk.path('out.zip')));
  expect(strFromU8(files['specification.md'] ?? new Uint8Array())).toContain('INT-1');
});

test('refuses what is no interface of the project, and writes nothing', async () => {
  const gone = await desk.callosum('interface', 'pack', '--project', 'RES', '--interface', 'INT-99', '--out', 'no.zip');
  expect(gone).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no interface INT-99 in RES.') });
  await expect(readFile(desk.path('no.zip'))).rejects.toThrow('ENOENT');
});
