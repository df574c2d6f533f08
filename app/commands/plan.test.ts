import { mspdi } from '@callosum/schedule/testing';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './testing/callosum.ts';
import { runHere } from './testing/run-here.ts';

let home: string;
beforeAll(async () => {
  home = await newHome();
  await writeFile(join(home, 'plan.xml'), planWith('2026-01-07T08:00:00'));
  await writeFile(join(home, 'wrong.xml'), planWith('2026-01-08T08:00:00'));
  await writeFile(join(home, 'broken.xml'), '<Project');
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Two tasks, the second after the first and stored to start as given. */
function planWith(start: string): string {
  return mspdi({
    settings: { StartDate: '2026-01-05T08:00:00' },
    tasks: [
      { Name: 'Dig', Duration: 'PT16H0M0S', Start: '2026-01-05T08:00:00', Finish: '2026-01-06T17:00:00' },
      {
        Name: 'Fill',
        Duration: 'PT8H0M0S',
        Start: start,
        Finish: start.replace('08:00', '17:00'),
        PredecessorLink: [{ PredecessorUID: 1, Type: 1 }],
      },
    ],
  });
}

async function callosum(...args: string[]): Promise<{ status: number | null; json: unknown; stderr: string }> {
  const { status, stdout, stderr } = await runHere([...args, '--json'], { cwd: home });
  return { status, json: JSON.parse(stdout), stderr };
}

describe('callosum plan schedule', () => {
  test('gives the dates of every task, for each file in its order', async () => {
    const { status, json } = await callosum('plan', 'schedule', 'plan.xml', 'wrong.xml');
    expect(status).toBe(0);
    expect(json).toMatchObject([
      { file: 'plan.xml', finish: '2026-01-07T17:00', warnings: [] },
      { file: 'wrong.xml', finish: '2026-01-07T17:00' },
    ]);
    expect(json).toMatchObject([
      {
        tasks: [
          { uid: 1, name: 'Dig', start: '2026-01-05T08:00', finish: '2026-01-06T17:00', totalFloat: 0, critical: true },
          { uid: 2, name: 'Fill', start: '2026-01-07T08:00', lateFinish: '2026-01-07T17:00', summary: false },
        ],
      },
      {},
    ]);
  });

  test('holds them against the stored ones and says why they differ', async () => {
    expect(await callosum('plan', 'schedule', 'plan.xml', '--compare')).toMatchObject({
      status: 0,
      json: [{ tasks: 2, equal: { start: 2, finish: 2, startAndFinish: 2 }, misses: [] }],
    });
    const { status, json } = await callosum('plan', 'schedule', 'wrong.xml', '--compare');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      {
        equal: { start: 1, startAndFinish: 1 },
        misses: [
          { uid: 2, name: 'Fill', field: 'start', stored: '2026-01-08T08:00', computed: '2026-01-07T08:00' },
          { uid: 2, field: 'finish', cause: 'unexplained' },
        ],
      },
    ]);
  });

  test('tells a file that cannot be read and goes on', async () => {
    const { status, json, stderr } = await callosum('plan', 'schedule', 'broken.xml', 'missing.xml', 'plan.xml');
    expect(status).toBe(1);
    expect(json).toMatchObject([
      { file: 'broken.xml', error: { code: 'truncated', line: 1 } },
      { file: 'missing.xml', error: { code: 'unreadable' } },
      { file: 'plan.xml', finish: '2026-01-07T17:00' },
    ]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  test('explains itself with examples, and refuses to do nothing', async () => {
    const { status, stdout } = await runHere(['plan', 'schedule', '--help'], { cwd: home });
    expect([status, stdout]).toEqual([0, expect.stringContaining('Examples:\n  callosum plan schedule plan.xml')]);
    expect((await runHere(['plan', 'schedule'], { cwd: home })).status).toBe(2);
  });

  test('prints for people what JSON would say', async () => {
    const { stdout } = await runHere(['plan', 'schedule', 'wrong.xml', '--compare'], { cwd: home });
    expect(stdout).toContain('wrong.xml: 1 of 2 tasks start and finish as stored');
    expect(stdout).toContain('2 Fill: start stored 2026-01-08T08:00, computed 2026-01-07T08:00.');
  });
});

describe('callosum plan check', () => {
  test('judges a plan and names the tasks to mend', async () => {
    const { status, json } = await callosum('plan', 'check', 'plan.xml');
    expect(status).toBe(1);
    expect(json).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ id: 'dcma-10-resources', value: 2, limit: 0, pass: false, uids: [1, 2] }),
        expect.objectContaining({ id: 'dcma-01-logic', value: 0, pass: true, uids: [] }),
        expect.objectContaining({ id: 'dcma-14-bei', value: null, pass: null }),
      ]),
    });
    const { stdout } = await runHere(['plan', 'check', 'plan.xml'], { cwd: home });
    expect(stdout).toContain('▲ Tasks without resources: 2 (at most 0): tasks 1, 2');
    expect(stdout).toContain('○ Baseline execution index: nothing to judge by (at least 0.95)');
  });

  test('refuses a file that cannot be read in one line', async () => {
    const { status, stdout, stderr } = await runHere(['plan', 'check', 'broken.xml'], { cwd: home });
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  });
});

describe('callosum plan convert', () => {
  test('leads to JSON and back without losing an element', async () => {
    expect(await callosum('plan', 'convert', 'plan.xml', 'plan.json')).toMatchObject({
      status: 0,
      json: { from: 'mspdi', to: 'json', tasks: 2, links: 1, warnings: [] },
    });
    expect((await callosum('plan', 'convert', 'plan.json', 'again.xml')).status).toBe(0);
    const [before, after] = await Promise.all(
      ['plan.xml', 'again.xml'].map((name) => readFile(join(home, name), 'utf8')),
    );
    expect(after).toBe(before);
  });

  test('leads to P6 XML and back, telling what it has no place for', async () => {
    expect(await callosum('plan', 'convert', 'plan.xml', 'plan.pmxml')).toMatchObject({
      status: 0,
      json: { from: 'mspdi', to: 'pmxml', tasks: 2, links: 1 },
    });
    expect(await callosum('plan', 'schedule', 'plan.pmxml')).toMatchObject({
      json: [{ finish: '2026-01-07T17:00', tasks: [{ name: 'Dig' }, { name: 'Fill', start: '2026-01-07T08:00' }] }],
    });
    expect((await callosum('plan', 'convert', 'plan.pmxml', 'kept.json')).status).toBe(0);
    expect((await callosum('plan', 'convert', 'kept.json', 'again.pmxml')).status).toBe(0);
    const [before, after] = await Promise.all(
      ['plan.pmxml', 'again.pmxml'].map((name) => readFile(join(home, name), 'utf8')),
    );
    expect(after).toBe(before);
    expect(await callosum('plan', 'convert', 'kept.json', 'other.xml')).toMatchObject({
      status: 0,
      json: { to: 'mspdi' },
    });
  });

  test('writes nothing where it cannot, in one line', async () => {
    const before = await readdir(home);
    for (const args of [
      ['plan.xml', 'plan.xer'],
      ['broken.xml', 'other.xml'],
      ['plan.xml', 'nowhere/plan.xml'],
    ]) {
      const { status, stdout, stderr } = await runHere(['plan', 'convert', ...args], { cwd: home });
      expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    }
    expect(await readdir(home)).toEqual(before);
  });
});
