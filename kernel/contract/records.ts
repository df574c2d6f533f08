import { z } from 'zod';
import { base, paging } from './base.ts';
import { historyEntry } from './history.ts';
import { impact } from './impact.ts';
import { matrix } from './matrix.ts';
import * as shape from './shapes.ts';

const key = shape.scopeKey;
const at = shape.calendarDate.optional();

const selection = {
  search: z.string().max(200).optional(),
  /** JSON: a list of `{field, op, value}`, all of which must hold. */
  filter: z.string().max(8_000).optional(),
};

/** Registers, and the records in them. */
export const records = {
  list: base
    .route({ method: 'GET', path: '/projects/{key}/records/{kind}', summary: 'A page of a register' })
    .input(
      z.object({
        key,
        kind: z.string().max(64),
        ...paging,
        sort: z.string().max(64).optional(),
        descending: z.stringbool().or(z.boolean()).optional(),
        ...selection,
        /** Records of one value stand together. */
        group: z.string().max(64).optional(),
        at,
      }),
    )
    .output(shape.recordPage),
  groups: base
    .route({
      method: 'GET',
      path: '/projects/{key}/records/{kind}/groups',
      summary: 'How many records of a register have each value of a field',
    })
    .input(z.object({ key, kind: z.string().max(64), ...selection, group: z.string().max(64), at }))
    .output(shape.recordGroups),
  matrix: base
    .route({
      method: 'GET',
      path: '/projects/{key}/records/{kind}/matrix',
      summary: 'Where the records of a register stand in the matrix they are rated by, before and today',
    })
    .input(z.object({ key, kind: z.string().max(64), ...selection, at }))
    .output(matrix),
  get: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}', summary: 'One record with its links' })
    .input(z.object({ key, id: z.uuid(), at }))
    .output(shape.recordView),
  impact: base
    .route({
      method: 'GET',
      path: '/projects/{key}/record/{id}/impact',
      summary: 'What rests on a record, directly and through others',
    })
    .input(z.object({ key, id: z.uuid() }))
    .output(impact),
  results: base
    .route({ method: 'GET', path: '/projects/{key}/results/{kind}', summary: 'What anonymous answers come to' })
    .input(z.object({ key, kind: z.string().max(64), by: z.string().max(64).optional() }))
    .output(shape.groupResults),
  history: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}/history', summary: 'What happened to a record' })
    .input(z.object({ key, id: z.uuid(), ...paging }))
    .output(z.object({ total: z.number(), events: z.array(historyEntry) })),
};
