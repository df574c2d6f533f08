import { z } from 'zod';
import { isInstant } from '../declare/moment.ts';
import { FORMATS, PAGE_SIZES } from '../report/report.ts';
import { base } from './base.ts';
import { jobView } from './job.ts';
import { calendarDate, scopeKey } from './shapes.ts';
import { rule } from '../declare/say.ts';

const format = z.enum(FORMATS);

/** How far the ledgers were seen, and when. */
const ledgerPosition = z.object({
  sequence: z.number().int().min(1),
  above: z.array(z.object({ scope: z.uuid(), sequence: z.number().int().min(0) })).max(10),
  instant: z.string().refine(isInstant, rule`must be a moment in UTC`),
});

/** A declared document to be produced. */
export const documentRequest = z.object({
  document: z.string().max(64),
  /** The record it is about, where the document is about one. */
  subject: z.uuid().optional(),
  /** As of the end of that day; now when left out. */
  at: calendarDate.optional(),
  /** As of a position of the ledger instead, as a document that was produced tells its own: the same comes out again. */
  position: ledgerPosition.optional(),
  format,
});

/** A register to be put on paper as it is seen. */
export const registerRequest = z.object({
  kind: z.string().max(64),
  columns: z.array(z.string().max(64)).min(1).max(60).optional(),
  search: z.string().max(200).optional(),
  /** JSON: a list of `{field, op, value}`, all of which must hold. */
  filter: z.string().max(8_000).optional(),
  sort: z.string().max(64).optional(),
  descending: z.boolean().optional(),
  group: z.string().max(64).optional(),
  at: calendarDate.optional(),
  format,
});

/** A document that was produced, and the ledger position it speaks of. */
export const producedDocument = z.object({
  job: z.string(),
  document: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  format,
  asOf: z.string(),
  sequence: z.number(),
  head: z.string(),
  /** What to ask for to have the same again; null for what was produced before it was kept. */
  position: ledgerPosition.nullable().default(null),
  sha256: z.string(),
  by: z.string(),
  produced: z.string(),
  file: z.object({ name: z.string(), size: z.number() }),
});

const houseStyle = z.object({
  name: z.string(),
  accent: z.string(),
  font: z.enum(['sans', 'serif']),
  page: z.enum(PAGE_SIZES),
  /** A PNG, base64. */
  logo: z.string().nullable(),
  /** Stands at the foot of each page. */
  footer: z.string().default(''),
});

/** Documents of a project, and how those of the organisation look. */
export const documents = {
  list: base
    .route({ method: 'GET', path: '/projects/{key}/documents', summary: 'Documents produced so far, newest first' })
    .input(z.object({ key: scopeKey }))
    .output(z.array(producedDocument)),
  produce: base
    .route({ method: 'POST', path: '/projects/{key}/documents', summary: 'Produce a document, as a job' })
    .input(documentRequest.extend({ key: scopeKey }))
    .output(jobView),
  register: base
    .route({
      method: 'POST',
      path: '/projects/{key}/registers',
      summary: 'Put a register on paper as it is seen, as a job',
    })
    .input(registerRequest.extend({ key: scopeKey }))
    .output(jobView),
  style: base
    .route({ method: 'GET', path: '/settings/document-style', summary: 'How documents of the organisation look' })
    .output(houseStyle),
  setStyle: base
    .route({ method: 'PUT', path: '/settings/document-style', summary: 'Say how documents of the organisation look' })
    .input(houseStyle)
    .output(houseStyle),
};
