import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');

/** Rooms that show their inner folders; of the others the front door is enough. */
const OPEN_ROOMS = new Set(['kernel', 'engines', 'disciplines', 'server', 'app', 'docs']);

function drawn(): string[] {
  const picture = page.split('## Rooms')[1]?.split('```')[1] ?? '';
  const folders: string[] = [];
  let room = '';
  for (const line of picture.split('\n')) {
    const name = /^( *)([a-z0-9-]+)\/ /.exec(line);
    if (!name) continue;
    if (name[1] === '') room = name[2] ?? '';
    folders.push(name[1] === '' ? room : `${room}/${name[2]}`);
  }
  return folders.toSorted();
}

function standing(): string[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const folders = new Set<string>();
  for (const file of files.split('\n')) {
    const [room, inner, ...rest] = file.split('/');
    if (!room || !inner || room.startsWith('.')) continue;
    folders.add(room);
    if (OPEN_ROOMS.has(room) && rest.length > 0) folders.add(`${room}/${inner}`);
  }
  return [...folders].toSorted();
}

test('the picture of the house shows exactly the rooms that are there', () => {
  expect(drawn()).toEqual(standing());
});
