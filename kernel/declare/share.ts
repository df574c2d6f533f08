import { say } from './say.ts';
import { Problem } from './problem.ts';
import { z } from 'zod';
import { type BoundCommand, defineCommand } from './command.ts';
import { defineKind, NO_LIFECYCLE } from './kind.ts';
import { rulesFor } from './presets.ts';
import { SCOPE_TYPES } from './scope.ts';

const SHARERS = ['owner', 'manager', 'lead'] as const;

/** A record was shown to somebody by name: this is how people from outside see anything. Part of every registry. */
export const share = defineKind({
  name: 'share',
  discipline: 'sharing',
  prefix: 'SHARE',
  home: SCOPE_TYPES,
  label: { one: 'Share', many: 'Shares' },
  help: 'Whom a record was shown to by name. Withdrawn, it is not shown to him any more.',
  hidden: true,
  fields: {
    title: { type: 'text', label: 'Title', required: true, computed: true },
    person: { type: 'person', label: 'Shared with', required: true, computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: { of: { to: 'every', label: 'shows', inverse: 'is shared by', most: 1 } },
  permissions: {
    read: [
      ...rulesFor(['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'reader']),
      { role: 'partner', where: { field: 'person', isMe: true } },
    ],
  },
  list: { columns: ['title', 'person'], sort: 'title' },
  form: [{ title: 'Share', fields: ['title', 'person'] }],
});

const input = z.strictObject({ id: z.uuid(), person: z.uuid() });

const shareRecord = defineCommand({
  name: 'record.share',
  label: 'Share',
  allow: SHARERS,
  input,
  decide: (graph, { id, person }, { newId, registry }) => {
    const row = graph.find(id);
    const kind = row && registry.kinds.get(row.kind);
    if (!row || !kind || row.withdrawn || kind === share) {
      return { problems: [new Problem({ code: 'not-found', message: say`There is no such record to share.` })] };
    }
    if (sharesOf(graph, id, person).length > 0) return { changes: [] };
    const made = newId();
    const title = `${kind.prefix}-${row.number}`;
    return {
      changes: [
        { action: 'create', kind: share.name, id: made, fields: { title, person: person.toLowerCase() } },
        { action: 'link', id: newId(), type: 'share.of', from: made, to: id },
      ],
      result: { id: made },
    };
  },
});

const unshareRecord = defineCommand({
  name: 'record.unshare',
  label: 'Stop sharing',
  allow: SHARERS,
  input,
  decide: (graph, { id, person }) => ({
    changes: sharesOf(graph, id, person).map((found) => ({ action: 'withdraw', id: found })),
  }),
});

/** Ids of the shares that show a record to a person. */
function sharesOf(graph: Parameters<typeof shareRecord.run>[0], id: string, person: string): string[] {
  return graph
    .in(id, 'share.of')
    .map(({ from }) => from)
    .filter((from) => graph.get(share, from)?.fields.person === person.toLowerCase());
}

export const SHARING: readonly BoundCommand[] = [shareRecord, unshareRecord];
