import { type Actor, type Kind, scopedRegistry, refusal, type Row, say } from '@callosum/kernel';
import { type Cell, fieldCell, type Report } from '@callosum/kernel/report';
import type { registerRequest } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { readFilter } from '../http/read-filter.ts';
import type { Services } from '../http/context.ts';
import { registerThen } from '../readiness/register-then.ts';
import { readLine } from '../store/line.ts';
import { listRecords } from '../store/list.ts';
import { type Scope, todayIn } from '../store/scopes.ts';
import type { Evidence } from './evidence.ts';

export type RegisterRequest = z.infer<typeof registerRequest>;
type Shown = Pick<Row, 'number' | 'state' | 'fields'>;

/** More rows than this are no document that anybody reads. */
const MOST_ROWS = 20_000;

/** A register as somebody sees it: his filter, his order, his columns. */
export async function registerReport(
  services: Pick<Services, 'pool' | 'db' | 'registry'>,
  scope: Scope,
  actor: Actor,
  request: RegisterRequest,
  evidence: Evidence,
): Promise<Report> {
  const kind = scopedRegistry(services.registry, evidence.view.graph).kinds.get(request.kind);
  if (!kind) throw refusal('not-found', say`There is no register called “${request.kind}”.`);
  const columns = request.columns ?? kind.list.columns;
  const unknown = columns.find((name) => !Object.hasOwn(kind.fields, name));
  if (unknown !== undefined) {
    throw refusal('invalid', say`${kind.label.many} have no field “${unknown}”.`, { path: ['columns'] });
  }
  const filter = readFilter(request.filter, kind, actor, scope, request.at);
  const rows =
    request.at === undefined
      ? await rowsNow(services, scope, actor, kind, { ...request, filter })
      : registerThen(evidence.graph, kind, { ...request, filter }, evidence.view.at.today);
  return {
    title: kind.label.many,
    subtitle: evidence.stamp.project.title,
    sections: [
      {
        title: kind.label.many,
        blocks: [
          { type: 'paragraph', text: described(request, rows.length) },
          {
            type: 'table',
            caption: kind.label.many,
            columns: [
              { title: 'Number', share: 2 },
              ...columns.map((name) => ({ title: kind.fields[name]?.label ?? name, share: name === 'title' ? 5 : 2 })),
              { title: 'State', share: 2 },
            ],
            rows: rows.map((row): Cell[] => [
              `${kind.prefix}-${row.number}`,
              ...columns.map((name) => {
                const field = kind.fields[name];
                return field ? fieldCell(field, row.fields[name], evidence.nameOf) : null;
              }),
              kind.lifecycle.states[row.state]?.label ?? row.state,
            ]),
            notShown: evidence.notShown(kind.name),
            whenEmpty: 'Nothing matches.',
          },
        ],
      },
    ],
  };
}

function described({ search, filter }: RegisterRequest, count: number): string {
  const narrowed = [
    search?.trim() ? `search “${search.trim()}”` : '',
    filter === undefined || filter === '' || filter === '[]' ? '' : 'a filter',
  ].filter(Boolean);
  return `${count} ${count === 1 ? 'row' : 'rows'}${narrowed.length > 0 ? `, narrowed by ${narrowed.join(' and ')}` : ''}.`;
}

async function rowsNow(
  { pool, db }: Pick<Services, 'pool' | 'db'>,
  scope: Scope,
  actor: Actor,
  kind: Kind,
  {
    search,
    sort,
    descending,
    group,
    filter,
  }: Omit<RegisterRequest, 'filter'> & { filter: ReturnType<typeof readFilter> },
): Promise<readonly Shown[]> {
  const line = await readLine(pool, scope.id);
  const asked = { scope: scope.id, line, today: todayIn(scope), kind, actor, search, sort, descending, group, filter };
  const { rows, total } = await listRecords(db, { ...asked, offset: 0, limit: MOST_ROWS });
  if (total > MOST_ROWS) {
    throw refusal('too-large', say`${total} rows match; a document may have ${MOST_ROWS}.`, {
      remedy: say`Narrow them with a filter.`,
    });
  }
  return rows;
}
