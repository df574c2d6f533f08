import { createSight, type Graph, type Registry, type Row, type Sight } from '@callosum/kernel';
import type { Access } from '../identity/access.ts';
import type { Presence, Present } from './presence.ts';

interface Parts {
  readonly registry: Registry;
  readonly access: Access;
  readonly presence: Presence;
}

/**
 * Who else is at a record, each once, as far as the reader may know: nobody who does not see the record (any more), and no
 * field that is not there for the reader.
 */
export async function companyAt(
  { registry, access, presence }: Parts,
  graph: Graph,
  row: Row,
  reader: { readonly account: string; readonly sight: Sight },
): Promise<Pick<Present, 'account' | 'editing' | 'field'>[]> {
  const found = new Map<string, Present>();
  for (const one of presence.at(row.id)) {
    if (one.account === reader.account) continue;
    // With several windows, the one he edits in says most.
    if (!found.get(one.account)?.editing) found.set(one.account, one);
  }
  const hidden = reader.sight.hidden(row);
  const company = [];
  for (const { account, editing, field } of found.values()) {
    const actor = await access.actorIn({ id: account }, graph.scope.id);
    if (!createSight(registry, graph, actor).row(row.id)) continue;
    company.push({ account, editing, field: field !== null && hidden.has(field) ? null : field });
  }
  return company.sort((a, b) => (a.account < b.account ? -1 : 1));
}
