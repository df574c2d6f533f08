import { CONSOLE } from '../identity/access.ts';
import type { Installation } from '../open.ts';
import { newId } from '../store/new-id.ts';
import { organisation } from '../store/scopes.ts';

export interface BuiltProject {
  readonly id: string;
  readonly key: string;
}

let projects = 0;

/** Makes a project with nothing in it but itself. */
export async function buildProject(
  { db, writes }: Pick<Installation, 'db' | 'writes'>,
  overrides: { key?: string; title?: string; zone?: string; type?: 'programme' | 'project'; parent?: string } = {},
): Promise<BuiltProject> {
  projects += 1;
  const id = newId();
  const key = overrides.key ?? `P${projects}`;
  const zone = overrides.zone ?? 'UTC';
  const parent = overrides.parent ?? (await organisation(db)).id;
  await writes.execute({
    scope: id,
    actor: CONSOLE,
    commands: [{ command: 'project.create', input: { id, key, title: overrides.title ?? `Project ${key}`, zone } }],
    create: { parent, type: overrides.type ?? 'project', key, zone },
    internal: true,
  });
  return { id, key };
}
