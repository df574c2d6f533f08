import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Result } from '../errors.ts';
import { jsonWords } from '../json-words.ts';
import { parsePath } from '../syntax/path.ts';
import type { Path } from '../syntax/path.ts';
import { asIssue, issueWords } from '../schema-words.ts';
import { say, type Said } from '../say.ts';
import { CODES_FORMAT, MAPPING_FORMAT, MAX_CODE_CHARACTERS, MAX_CODE_TEXT, MAX_CODES, MAX_ROWS } from './model.ts';
import type { CodeMapping, FieldMapping, MapRow } from './model.ts';
import { formFault } from './moment.ts';

const said = z.string().trim().min(1).max(2_000);
const place = z.string().superRefine((text, context) => {
  const fault = placeFault(text);
  if (fault) context.addIssue(asIssue(fault));
});
const form = z
  .string()
  .max(60)
  .superRefine((text, context) => {
    if (formFault(text) === undefined) return;
    context.addIssue(
      asIssue(say`“${text}” is no form of a moment: write HL7, or YYYY, MM, DD, HH, mm, ss without a gap`),
    );
  });

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('copy') }),
  z.strictObject({ kind: z.literal('constant'), value: z.string().min(1).max(1_000) }),
  z.strictObject({ kind: z.literal('join'), separator: z.string().max(20) }),
  z.strictObject({ kind: z.literal('split'), separator: z.string().min(1).max(20), part: z.int().min(1).max(1_000) }),
  z.strictObject({
    kind: z.literal('codes'),
    map: z.string().min(1).max(100),
    otherwise: z.enum(['keep', 'empty', 'hold']),
  }),
  z.strictObject({ kind: z.literal('date'), read: form, write: form }),
  z.strictObject({ kind: z.literal('drop'), reason: said }),
  z.strictObject({ kind: z.literal('ask'), question: said }),
]);

const row = z
  .strictObject({
    to: place,
    from: z.array(place).max(20),
    rule,
    status: z.enum(['proposed', 'agreed']),
    owner: z.string().min(1).max(100).exactOptional(),
    note: said.exactOptional(),
  })
  .superRefine(({ from, rule: { kind } }, context) => {
    const [least, most] = SOURCES[kind];
    if (from.length >= least && from.length <= most) return;
    context.addIssue(
      asIssue(
        most === 0
          ? say`“${kind}” is made from no place of the source`
          : least === most
            ? say`“${kind}” is made from one place of the source`
            : say`“${kind}” is made from ${least} to ${most} places of the source`,
        ['from'],
      ),
    );
  });

const SOURCES = {
  copy: [1, 1],
  constant: [0, 0],
  join: [2, 20],
  split: [1, 1],
  codes: [1, 1],
  date: [1, 1],
  drop: [0, 0],
  ask: [0, 20],
} as const;

const mapping = z
  .strictObject({ format: z.literal(MAPPING_FORMAT), rows: z.array(row).max(MAX_ROWS) })
  .superRefine(({ rows }, context) => {
    const met = meeting(rows);
    if (!met) return;
    const [one, other] = met;
    const [to, over, row] = [rows[other]?.to ?? '', rows[one]?.to ?? '', String(one + 1)];
    context.addIssue(asIssue(say`${to} lies in or over ${over}, which row ${row} sets`, ['rows', other, 'to']));
  });

const code = z.string().min(1).max(MAX_CODE_CHARACTERS);
const codeText = z.string().max(MAX_CODE_TEXT);

const codes = z
  .strictObject({
    format: z.literal(CODES_FORMAT),
    entries: z
      .array(
        z.strictObject({
          from: code,
          text: codeText.exactOptional(),
          to: code.exactOptional(),
          toText: codeText.exactOptional(),
          critical: z.boolean().exactOptional(),
        }),
      )
      .max(MAX_CODES),
    seen: z
      .array(z.strictObject({ value: code, text: codeText, count: z.int().min(1) }))
      .max(MAX_CODES)
      .exactOptional(),
    noneCritical: z.literal(true).exactOptional(),
  })
  .superRefine(({ entries, seen = [], noneCritical }, context) => {
    const [twice, again] = [repeated(entries, ({ from }) => from), repeated(seen, ({ value }) => value)];
    const tell = (path: (string | number)[], said: Said): void => context.addIssue(asIssue(said, path));
    for (const [list, key, found] of [
      ['entries', 'from', twice],
      ['seen', 'value', again],
    ] as const) {
      if (!found) continue;
      const from = found.name;
      tell([list, found.at, key], say`“${from}” is there twice`);
    }
    const critical = noneCritical ? entries.findIndex((entry) => entry.critical) : -1;
    const name = entries[critical]?.from;
    if (name !== undefined)
      tell(['entries', critical, 'critical'], say`“${name}” is critical, and the map says that no code is`);
  });

/** The first of a list that has the name of one before it. */
function repeated<T>(list: readonly T[], nameOf: (one: T) => string) {
  const known = new Set<string>();
  for (const [at, one] of list.entries()) {
    const name = nameOf(one);
    if (known.has(name)) return { at, name };
    known.add(name);
  }
  return undefined;
}

/** Why a text is no place that a row can name; undefined when it is one. */
function placeFault(text: string): Said | undefined {
  const path = parsePath(text);
  if (!path.ok) return say`“${text}” is no path such as PID-3 or OBX[2]-5.1`;
  const { segment, field } = path.value;
  if (field === undefined) return say`“${text}” names a segment; rows are of fields and their parts`;
  return field <= 2 && ['MSH', 'FHS', 'BHS'].includes(segment)
    ? say`“${text}” says how the message is read`
    : undefined;
}

/** Two rows that set the same place, or one within the other: what came out would depend on their order. */
function meeting(rows: readonly MapRow[]): readonly [number, number] | undefined {
  const known = new Map<string, { readonly at: number; readonly path: Path }[]>();
  for (const [at, { to }] of rows.entries()) {
    const path = parsePath(to);
    if (!path.ok) continue;
    const key = `${path.value.segment}-${path.value.field ?? 0}`;
    const others = known.get(key) ?? [];
    const met = others.find((other) => meets(other.path, path.value));
    if (met) return [met.at, at];
    known.set(key, [...others, { at, path: path.value }]);
  }
  return undefined;
}

function meets(one: Path, other: Path): boolean {
  const can = (a: number | undefined, b: number | undefined): boolean => a === undefined || b === undefined || a === b;
  return (
    can(one.occurrence, other.occurrence) &&
    can(one.repetition, other.repetition) &&
    can(one.component, other.component) &&
    can(one.subcomponent, other.subcomponent)
  );
}

/** Reads a mapping that {@link writeMapping} wrote. */
export function readMapping(text: string): Result<FieldMapping> {
  return read(text, (data) => mapping.safeParse(data));
}

/** Reads a code map that {@link writeCodes} wrote. */
export function readCodes(text: string): Result<CodeMapping> {
  return read(text, (data) => codes.safeParse(data));
}

function read<T>(text: string, parse: (data: unknown) => z.ZodSafeParseResult<T>): Result<T> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refuse('mapping-malformed', jsonWords(text));
  }
  const result = parse(data);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  return refuse('mapping-malformed', issue && issueWords(issue));
}

/** A mapping as text, to be kept and read again. */
export function writeMapping(of: FieldMapping): string {
  return `${JSON.stringify(of, null, 2)}\n`;
}

/** A code map as text, to be kept and read again. */
export function writeCodes(of: CodeMapping): string {
  return `${JSON.stringify(of, null, 2)}\n`;
}
