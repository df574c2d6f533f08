import { once } from 'node:events';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome, run, start } from './testing/callosum.ts';
import { planFile } from './testing/plans.ts';

let home: string;
beforeAll(async () => {
  home = await newHome();
});
afterAll(() => rm(home, { recursive: true, force: true }));

const COMMANDS = [
  ['serve'],
  ['project', 'import'],
  ['readiness'],
  ['ledger', 'verify'],
  ['ledger', 'prove'],
  ['backup'],
  ['restore'],
];

describe('the command line', () => {
  test.each(COMMANDS)('explains %s %s with examples', async (...command) => {
    const { status, stdout, stderr } = await run([...command, '--help'], { cwd: home });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: callosum ${command.join(' ')}`);
    expect(stdout).toContain(`Examples:\n  callosum ${command.join(' ')}`);
    expect(stdout).toContain('--data <dir>');
  });

  test('lists them all, and says what the exit status means', async () => {
    const { stdout } = await run(['--help'], { cwd: home });
    for (const [name = ''] of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}`, 'm'));
    expect(stdout).toContain('Exit status: 0 done, 1 done and something was found, 2 could not be done.');
  });

  test('gives its version', async () => {
    const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
    const { stdout } = await run(['--version'], { cwd: home });
    expect(manifest).toContain(`"version": "${stdout.trim()}"`);
  });

  test.each([
    [['bakcup', 'x'], "unknown command 'bakcup' (Did you mean backup?) See “callosum --help”.\n"],
    [['project', 'imprt'], "unknown command 'imprt' (Did you mean import?) See “callosum project --help”.\n"],
    [['serve', '--port', 'http'], 'A port is a number up to 65535. See “callosum serve --help”.\n'],
    [['serve', 'now'], 'See “callosum serve --help”.\n'],
    [
      ['ledger', 'prove', '--event', 'RES:1'],
      "required option '--out <file>' not specified. See “callosum ledger prove --help”.\n",
    ],
  ])('refuses %j in one line', async (args, line) => {
    const { status, stdout, stderr } = await run(args, { cwd: home });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.endsWith(line)).toBe(true);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('shows the commands of a group, and that one was missing', async () => {
    const { status, stdout, stderr } = await run(['ledger'], { cwd: home });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('verify');
  });
});

describe('the embedded database', () => {
  test(
    'serves commands beside a running server and after it, from any Node and any directory',
    { timeout: 240_000 },
    async () => {
      // Another program than the packaged Node, so that the launcher has to hand over.
      const node = join(home, 'node');
      await copyFile(process.execPath, node);
      await writeFile(join(home, 'plan.xml'), planFile());
      const callosum = (...args: string[]) => run(args, { cwd: home, node });

      const server = start(['serve', '--port', '0'], { cwd: home, node });
      const said = new Promise<string>((resolve) => {
        server.stdout?.setEncoding('utf8').once('data', resolve);
      });
      const [, address = ''] = /Open (http:\/\/127\.0\.0\.1:\d+)\/join\//.exec(await said) ?? [];
      expect((await fetch(`${address}/api/v1/projects`)).status).toBe(401);

      expect(await callosum('project', 'import', 'plan.xml', '--key', 'RES')).toMatchObject({
        status: 0,
        stderr: expect.not.stringContaining('Creating'),
      });
      expect(await callosum('ledger', 'verify')).toMatchObject({ status: 0 });
      expect(await callosum('ledger', 'prove', '--event', 'RES:1', '--out', 'proof.json')).toMatchObject({ status: 0 });
      expect(await callosum('backup', 'beside.tgz')).toMatchObject({ status: 0, stderr: '' });
      const busy = await callosum('restore', 'beside.tgz');
      expect(busy).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^Another Callosum server .* Stop it first.*\n$/),
      });

      server.kill('SIGTERM');
      expect(await once(server, 'exit')).toEqual([0, null]);
      await expect(fetch(address)).rejects.toThrow();

      expect(await callosum('readiness', '--project', 'RES')).toMatchObject({ status: 0, stderr: '' });
      expect(await callosum('restore', 'beside.tgz', '--data', 'elsewhere')).toMatchObject({ status: 0 });
      const both = await Promise.all(['data', 'elsewhere'].map((data) => callosum('ledger', 'verify', '--data', data)));
      expect(both[1]).toEqual(both[0]);
    },
  );

  test('is not left running by a command that is asked to stop', { timeout: 120_000 }, async () => {
    const node = join(home, 'node');
    const child = start(['ledger', 'verify', '--data', 'stopped'], { cwd: home, node });
    let stderr = '';
    await new Promise<void>((resolve) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
        if (stderr.includes('Creating')) resolve();
      });
    });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    const next = await run(['ledger', 'verify', '--data', 'stopped', '--json'], { cwd: home, node });
    // The organisation's own record is the first event there is.
    expect(JSON.parse(next.stdout)).toEqual({ projects: 0, events: 1, ok: true, firstFault: null });
  });
});
