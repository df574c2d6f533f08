import { defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { organisation } from '../kinds/organisation.ts';
import { programme } from '../kinds/programme.ts';
import { refuse } from '../refuse.ts';

const input = z.strictObject({
  id: z.uuid(),
  key: z.string().min(2).max(16),
  title: z.string().trim().min(1).max(300),
  zone: z.string().min(1).max(64),
  parent: z.string().optional(),
});

/** The organisation's own record, made once; asked again, it changes nothing. */
export const createOrganisation = defineCommand({
  name: 'organisation.create',
  label: 'Create organisation',
  allow: ['owner', 'manager'],
  internal: true,
  input,
  decide: (graph, { id, key, title, zone }) => {
    if (graph.count(organisation.name) > 0) return { changes: [], result: { id } };
    return {
      changes: [{ action: 'create', kind: organisation.name, id, fields: { key, title, zone } }],
      result: { id },
    };
  },
});

export const createProgramme = defineCommand({
  name: 'programme.create',
  label: 'Create programme',
  allow: ['owner', 'manager'],
  internal: true,
  input,
  decide: (graph, { id, parent, ...fields }) => {
    if (graph.count(programme.name) > 0) return refuse('conflict', say`This scope has its programme already.`);
    const placed = parent === undefined ? fields : { ...fields, parent };
    return { changes: [{ action: 'create', kind: programme.name, id, fields: placed }], result: { id } };
  },
});
