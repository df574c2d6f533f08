import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { disciplines, registry } from '../composition.ts';

// Whatever can be done can be done in the browser: each command is offered by a form that it brings, as the way to remove a link,
// or by a screen that names it.

/** Commands that a screen runs through a route of the server, and what the screen names instead. */
const THROUGH: Readonly<Record<string, string>> = {
  'table.import': 'tables.run',
  'table.undo': 'importRuns.undo',
  'import.undo': 'importRuns.undo',
  'record.attach': 'attachmentsPath',
  'demonstration.tell': 'demonstrations.load',
  'project.create': 'scopes.create',
  'project.fill': 'scopes.create',
  'programme.create': 'scopes.create',
  'project.move': 'scopes.move',
  'template.keep': 'templates.keep',
};

/** Commands that no screen runs, each with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  'queue.observe': 'a test endpoint counts by itself for the queue that it is linked to',
  'messageProfile.batchChecked':
    'the server records what it found in messages that “messageProfile.checkBatch” asked about',
  'testEndpoint.count': 'a test endpoint counts by itself what came in',
  'interfaceTest.casesRan': 'the server records what came of cases that “interfaceTest.runCases” asked for',
  'redaction.replay': 'a backup that is restored carries out again what was redacted since; nobody runs it by himself',
  'organisation.create': 'the server makes the organisation when it starts for the first time',
  'record.update': 'screens change records by “record.edit”, which changes several and their states at once',
};

/** The sources of all screens, tests left out. */
async function screens(): Promise<string> {
  const root = new URL('../../', import.meta.url);
  const rooms = ['web', ...disciplines.map(({ name }) => `disciplines/${name}/web`)];
  const texts = rooms.map(async (room) => {
    const found = await readdir(new URL(`${room}/`, root), { recursive: true }).catch(() => []);
    const sources = found.filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)(testing|node_modules|dist)\//.test(name),
    );
    return Promise.all(sources.map((name) => readFile(fileURLToPath(new URL(`${room}/${name}`, root)), 'utf8')));
  });
  return (await Promise.all(texts)).flat().join('\n');
}

test('every command is offered somewhere in the browser, or is left out for a reason', async () => {
  const text = await screens();
  const removing = new Set([...registry.links.values()].flatMap(({ removedBy }) => removedBy?.command ?? []));
  const isNamed = (name: string): boolean => text.includes(`'${name}'`) || text.includes(`"${name}"`);
  const hasFace = ({ name, forms }: { name: string; forms: readonly unknown[] }): boolean => {
    const through = THROUGH[name];
    return forms.length > 0 || removing.has(name) || isNamed(name) || (through !== undefined && text.includes(through));
  };
  const commands = [...registry.commands.values()];
  const faceless = commands.filter((command) => !hasFace(command)).map(({ name }) => name);
  expect(faceless.sort()).toEqual(Object.keys(WITHOUT).sort());
  // Nobody keeps a list of what is named by itself.
  expect(Object.keys(THROUGH).filter((name) => !registry.commands.has(name) || isNamed(name))).toEqual([]);
});

test('a form that a command brings asks in words', () => {
  const forms = [...registry.commands.values()].flatMap(({ name, forms }) => forms.map((form) => ({ name, form })));
  expect(forms.length).toBeGreaterThan(5);
  expect(forms.filter(({ form }) => !/^[A-Z].{15,}\.$/s.test(form.help)).map(({ name }) => name)).toEqual([]);
});
