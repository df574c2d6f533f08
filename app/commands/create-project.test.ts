import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Desk, newDesk } from './testing/callosum.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await newDesk(inject('cluster'));
  await writeFile(desk.path('answers.json'), JSON.stringify({ phi: 'no', safety: 'no', interfaces: 0 }));
  await writeFile(desk.path('wrong.json'), JSON.stringify({ phi: ['no'] }));
  await writeFile(desk.path('broken.json'), 'phi: no');
});
afterAll(() => desk.remove());

const create = (key: string, ...more: string[]) => ['project', 'create', '--key', key, ...more];
const answer = z.looseObject({
  project: z.string(),
  created: z.number(),
  goLive: z.string(),
  gates: z.array(z.object({ key: z.string(), title: z.string(), date: z.string() })),
});

describe('project create', { timeout: 90_000 }, () => {
  test('makes a project out of a template and its answers, with gates that readiness shows', async () => {
    const options = ['--template', 'small-app', '--go-live', '2029-01-08', '--answers', 'answers.json'];
    const made = answer.parse(await desk.json(0, ...create('WARD', ...options)));
    expect(made).toMatchObject({ project: 'WARD', goLive: '2029-01-08' });
    expect(made.created).toBeGreaterThan(20);
    const shown = await desk.json(0, 'readiness', '--project', 'WARD');
    expect(shown).toMatchObject({ gates: made.gates.map(({ key, date }) => ({ key, date })) });
    const again = await desk.callosum(...create('WARD', ...options));
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('WARD is taken')]);
  });

  test('says for people what was made, and in a rehearsal what would be', async () => {
    const { status, stdout } = await desk.callosum(
      ...create('TRY', '--template', 'interface', '--go-live', '2029-01-08', '--title', 'Results', '--dry-run'),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^TRY Results\n\d+ records would be created: \d+ tasks, /);
    expect(stdout).toContain('2029-01-01  Go/no-go');
    expect((await desk.callosum('readiness', '--project', 'TRY')).status).toBe(2);
  });

  test.each([
    [['--template', 'large-app'], 'no template called “large-app”'],
    [['--template', 'small-app', '--go-live', 'soon'], '--go-live: '],
    [['--template', 'small-app', '--answers', 'wrong.json'], '--answers (phi): '],
    [['--template', 'small-app', '--answers', 'broken.json'], 'broken.json is not JSON'],
    [['--template', 'small-app', '--answers', 'missing.json'], 'missing.json cannot be read'],
  ])('refuses %j in one line', async (options, line) => {
    const { status, stdout, stderr } = await desk.callosum(...create('NONE', ...options), '--json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
