import { connectTo } from '@callosum/server/testing';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Desk, newDesk } from './testing/callosum.ts';
import { planFile } from './testing/plans.ts';

const gatesOf = z.object({ gates: z.array(z.object({ key: z.string(), date: z.string().nullable() })) });

const XER = [
  'ERMHDR\t20.12\t2027-01-05',
  '%T\tPROJECT',
  '%F\tproj_id\tproj_short_name\tplan_start_date\tlast_recalc_date',
  '%R\t9\tLAB\t2027-01-04 08:00\t2027-01-04 08:00',
  '%T\tPROJWBS',
  '%F\twbs_id\tproj_id\twbs_name\tproj_node_flag',
  '%R\t1\t9\tLaboratory\tY',
  '%T\tTASK',
  '%F\ttask_id\tproj_id\twbs_id\ttask_type\tstatus_code\ttask_name\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\tearly_start_date\tearly_end_date',
  '%R\t10\t9\t1\tTT_Task\tTK_NotStart\tBuild\t40\t40\t2027-01-04 08:00\t2027-01-08 17:00',
  '%R\t11\t9\t1\tTT_FinMile\tTK_NotStart\tReady\t0\t0\t2027-01-08 17:00\t2027-01-08 17:00',
  '%T\tTASKPRED',
  '%F\ttask_pred_id\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt',
  '%R\t1\t11\t10\tPR_FS\t0',
  '%E',
].join('\n');

let desk: Desk;
beforeAll(async () => {
  desk = await newDesk(inject('cluster'));
  await writeFile(desk.path('plan.xml'), planFile());
});
afterAll(() => desk.remove());

const rowsOf = async (): Promise<Record<string, number> | undefined> => {
  const client = await connectTo(desk.database.url);
  const tables = ['scope', 'record', 'link', 'event', 'file'];
  const sql = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  const { rows } = await client.query<Record<string, number>>(`select ${sql}`);
  await client.end();
  return rows[0];
};

describe('project import', { timeout: 90_000 }, () => {
  test('rehearsed, says what it would do and leaves nothing behind', async () => {
    const answer = await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'DRY', '--dry-run');
    expect(answer).toMatchObject({ project: 'DRY', created: expect.any(Number), links: expect.any(Number) });
    // The organisation has a record of its own from the start.
    expect(await rowsOf()).toEqual({ scope: 1, record: 1, link: 0, event: 1, file: 0 });
  });

  test('of a new key creates the project, and answers with one object of counts and warnings', async () => {
    const extra = planFile([{ Name: 'Odd', Start: 'soon', Finish: '2027-02-01T17:00:00', Duration: 'PT8H0M0S' }]);
    await writeFile(desk.path('odd.xml'), extra);
    const answer = await desk.json(0, 'project', 'import', 'odd.xml', '--key', 'ODD');
    expect(Object.keys(Object(answer))).toEqual(['project', 'created', 'updated', 'links', 'warnings']);
    expect(answer).toMatchObject({ project: 'ODD', updated: 0, links: expect.any(Number) });
    // Where the task begins.
    const line = extra.split('\n').indexOf('<Task><UID>4</UID>') + 1;
    expect(answer).toMatchObject({
      warnings: expect.arrayContaining([
        { code: expect.any(String), file: 'odd.xml', line, message: expect.stringContaining('soon') },
      ]),
    });
  });

  test('of the same file changes nothing, and of a later one what differs', async () => {
    const first = await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES');
    expect(first).toMatchObject({ project: 'RES', updated: 0 });
    const before = await rowsOf();
    const again = await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES');
    expect(again).toMatchObject({ project: 'RES', created: 0, updated: 0, links: 0 });
    expect(await rowsOf()).toEqual(before);
    const later = planFile([{ Name: 'Train', Duration: 'PT8H0M0S' }], { Name: 'Build interface' });
    await writeFile(desk.path('later.xml'), later);
    expect(await desk.json(0, 'project', 'import', 'later.xml', '--key', 'RES')).toMatchObject({
      created: 1,
      updated: 1,
    });
  });

  test.each([
    ['2027-05-03', '2027-05-03'],
    ['3', '2027-06-30'],
  ])('takes go-live as %s', async (given, day) => {
    const key = `T${given.replaceAll('-', '')}`;
    const { stdout } = await desk.callosum('project', 'import', 'plan.xml', '--key', key, '--go-live', given);
    expect(stdout).toContain(`Go-live: ${day}.`);
  });

  test('says for people what was done, with its warnings on standard error', async () => {
    const options = ['--key', 'ODD2', '--title', 'The odd one', '--zone', 'America/Chicago'];
    const { status, stdout, stderr } = await desk.callosum('project', 'import', 'odd.xml', ...options);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ODD2 The odd one\n\d+ records created, 0 updated,/);
    expect(stderr).toMatch(/^odd\.xml:\d+: .*soon/m);
  });

  test('of a new key begins with a template as well, its gates on the milestones of the plan', async () => {
    const options = ['--key', 'TEMPL', '--template', 'small-app'];
    const answer = await desk.json(0, 'project', 'import', 'plan.xml', ...options);
    expect(answer).toMatchObject({ project: 'TEMPL', updated: 0 });
    const { gates } = gatesOf.parse(await desk.json(0, 'readiness', '--project', 'TEMPL'));
    expect(gates.map(({ key }) => key).sort()).toEqual(['charter', 'go-no-go', 'stabilised']);
    expect(gates.find(({ key }) => key === 'go-no-go')).toMatchObject({ date: '2027-06-30' });
    const again = await desk.callosum('project', 'import', 'plan.xml', ...options);
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('a template is for a new project') });
  });

  test('reads Primavera XER as it reads Microsoft Project', async () => {
    await writeFile(desk.path('plan.xer'), XER);
    const answer = await desk.json(0, 'project', 'import', 'plan.xer', '--key', 'PSIX');
    expect(answer).toMatchObject({ project: 'PSIX', created: expect.any(Number) });
    const again = await desk.json(0, 'project', 'import', 'plan.xer', '--key', 'PSIX');
    expect(again).toMatchObject({ created: 0, updated: 0, links: 0 });
  });

  test('of a table makes its rows records of a kind, in a project that is there or made for them', async () => {
    await writeFile(desk.path('risks.csv'), 'Title,Likelihood\nLaboratory is late,3 – Possible\nNobody answers,\n');
    const options = ['risks.csv', '--as', 'risk', '--key', 'TABLE'];
    const tried = await desk.json(0, 'project', 'import', ...options, '--dry-run');
    expect(tried).toEqual({ project: 'TABLE', created: 2, updated: 0, links: 0, warnings: [] });
    expect(await desk.json(0, 'project', 'import', ...options)).toMatchObject({ created: 2 });
    await writeFile(desk.path('odd.csv'), 'Title,Likelihood\nOne,9\n');
    const refused = await desk.callosum('project', 'import', 'odd.csv', '--as', 'risk', '--key', 'TABLE');
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/odd\.csv|Likelihood/) });
    const nameless = await desk.callosum('project', 'import', 'odd.csv', '--as', 'nothing', '--key', 'TABLE');
    expect(nameless).toMatchObject({ status: 2, stderr: expect.stringContaining('no register called “nothing”') });
  });

  test('of a plan that is a table makes tasks, and the same table again changes nothing', async () => {
    await writeFile(desk.path('plan.csv'), 'Title,Duration\nBuild,5d\nTry,2d\n');
    expect(await desk.json(0, 'project', 'import', 'plan.csv', '--key', 'SHEET')).toMatchObject({ created: 2 });
    expect(await desk.json(0, 'project', 'import', 'plan.csv', '--key', 'SHEET')).toMatchObject({
      created: 0,
      updated: 0,
    });
    await writeFile(desk.path('odd-plan.csv'), 'Title,Duration\nBuild,soon\n');
    const refused = await desk.callosum('project', 'import', 'odd-plan.csv', '--key', 'SHEET');
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/odd-plan\.csv|Duration/) });
  });

  test('withdraws what a later version no longer holds and names it, or keeps it when asked to', async () => {
    const plan = planFile();
    const tasks = [...plan.matchAll(/<Task>[\s\S]*?<\/Task>/g)];
    const [last] = tasks.at(-1) ?? [];
    if (last === undefined) throw new Error('The plan has tasks.');
    const name = /<Name>([^<]*)</.exec(last)?.[1] ?? '';
    await writeFile(desk.path('later.xml'), plan.replace(last, ''));
    await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'LEAVES');
    const run = (...more: string[]) => desk.callosum('project', 'import', 'later.xml', '--key', 'LEAVES', ...more);
    expect((await run('--dry-run')).stdout).toContain(`No longer in the file, would be withdrawn: ${name}`);
    expect((await run('--keep-gone')).stdout).toContain('1 record no longer in the file, kept.');
    expect((await run()).stdout).toContain(`No longer in the file, withdrawn: ${name}`);
    expect((await run()).stdout).not.toContain('No longer in the file');
  });

  test('never changes its input', async () => {
    expect(await readFile(desk.path('plan.xml'), 'utf8')).toBe(planFile());
  });

  test.each([
    [['plan.xml', 'odd.xml'], 'NEW', 'A project has one plan'],
    [['missing.xml'], 'NEW', 'missing.xml cannot be read (no such file or directory).'],
    [['.'], 'NEW', '. is not a file.'],
    [['plan.xml'], 'new', '--key: must be 2 to 16 capital letters'],
    [['plan.xml', '--zone', 'Mars/Olympus'], 'NEW', 'There is no time zone “Mars/Olympus”'],
    [['plan.xml', '--go-live', 'soon'], 'NEW', 'Write a date such as 2027-05-03'],
    [['plan.xml', '--go-live', '2027-02-31'], 'NEW', '--go-live: '],
    [['broken.xml'], 'NEW', 'broken.xml (line 2'],
    [['text.xml'], 'NEW', 'text.xml'],
  ])('refuses %j for %s in one line: %s', async (args, key, line) => {
    await writeFile(desk.path('broken.xml'), `${planFile().split('\n')[0]}\n<Project><Tasks></Project>`);
    await writeFile(desk.path('text.xml'), 'no plan at all');
    const before = await rowsOf();
    const { status, stdout, stderr } = await desk.callosum('project', 'import', ...args, '--key', key, '--json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(await rowsOf()).toEqual(before);
  });
});
