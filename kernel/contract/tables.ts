import { z } from 'zod';
import { tableMapping } from '../import/table.ts';
import { base } from './base.ts';
import { sentenceShape } from './problem.ts';
import { scopeKey } from './shapes.ts';

const json = z.json();
const count = z.int().nonnegative();
const header = z.array(z.string().max(1_000)).min(1).max(200);

/** An uploaded file, and which of its sheets. */
const source = z.object({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(255),
  sheet: z.string().max(255).optional(),
});

/** What an import of a table has changed, or would. */
export const tableDiff = z.object({
  created: count,
  updated: count,
  restored: count,
  unchanged: count,
  linked: count,
  unlinked: count,
  /** Rows that were left out or would be, and why. */
  faulty: count,
  faults: z.array(z.object({ line: count, column: z.string(), message: z.string(), sentence: sentenceShape })),
  rows: z.array(
    z.object({
      line: count,
      title: z.string(),
      action: z.enum(['create', 'update', 'restore']),
      fields: z.array(z.object({ name: z.string(), before: json, after: json })),
    }),
  ),
});

const request = source.extend({ key: scopeKey, mapping: tableMapping });

export const tables = {
  read: base
    .route({
      method: 'POST',
      path: '/projects/{key}/tables/read',
      summary: 'Sheets, headings and first rows of an uploaded table',
    })
    .input(source.extend({ key: scopeKey }))
    .output(
      z.object({
        sheets: z.array(z.string()),
        sheet: z.string(),
        header: z.array(z.string()),
        total: count,
        sample: z.array(z.array(z.string())),
      }),
    ),
  remembered: base
    .route({ method: 'POST', path: '/projects/{key}/tables/remembered', summary: 'How such a table was mapped before' })
    .input(z.object({ key: scopeKey, kind: z.string().max(64), header }))
    .output(z.object({ mapping: tableMapping.nullable() })),
  preview: base
    .route({
      method: 'POST',
      path: '/projects/{key}/tables/preview',
      summary: 'What an import of a table would change',
    })
    .input(request)
    .output(tableDiff),
  run: base
    .route({ method: 'POST', path: '/projects/{key}/tables/import', summary: 'Import an uploaded table' })
    .input(request.extend({ skipFaulty: z.boolean().default(false) }))
    .output(tableDiff.extend({ /** To take it back by; null when nothing was changed. */ run: z.string().nullable() })),
};
