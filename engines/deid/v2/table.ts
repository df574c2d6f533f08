import type { IdentifierClass } from '../classes.ts';
import { IDENTIFIER_CLASSES } from '../classes.ts';
import type { Treatment } from '../finding.ts';
import fields from './fields.json' with { type: 'json' };
import types from './types.json' with { type: 'json' };

/** What a field holds: a data type, with the class of an identifier where the type leaves it open. */
export interface FieldSpec {
  readonly type: string;
  readonly class: IdentifierClass | undefined;
  /** A date of birth. */
  readonly birth: boolean;
}

/** What a component holds; `person`, `class`, `phone`, `check` and `text` are worked out where they stand. */
export interface PartSpec {
  readonly class: IdentifierClass | 'class' | 'person' | 'phone' | 'check' | 'text';
  readonly treatment: Treatment | 'text';
}

const SEGMENTS: Readonly<Record<string, Readonly<Record<string, string | number>>>> = fields.segments;
const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = types.types;
const TREATMENTS: Readonly<Record<string, Treatment | 'text'>> = {
  name: 'name',
  code: 'code',
  date: 'date',
  place: 'place',
  zip: 'zip',
  phone: 'phone',
  email: 'email',
  url: 'url',
  blob: 'blob',
  check: 'check',
  text: 'text',
};
const OPEN = ['class', 'person', 'phone', 'check', 'text'] as const;

const isClass = (name: string): name is IdentifierClass => name in IDENTIFIER_CLASSES;

/**
 * What a field of a segment holds by the standard; 'code' for a field of the standard that holds no identifier, 'unknown' for what the standard
 * does not know: Z segments and fields beyond the last.
 * @param version as MSH-12 states it; one that cannot be read counts as the newest
 */
export function fieldSpec(segment: string, field: number, version: string): FieldSpec | 'code' | 'unknown' {
  const known = SEGMENTS[segment];
  if (known === undefined || segment.startsWith('Z')) return 'unknown';
  const written = known[String(field)];
  if (typeof written !== 'string') return Number(known['fields'] ?? 0) >= field ? 'code' : 'unknown';
  const [type = '', detail = ''] = forVersion(written, version).split(' ');
  return { type, class: isClass(detail) ? detail : undefined, birth: detail === 'birth' };
}

function forVersion(written: string, version: string): string {
  if (!written.includes(':')) return written;
  const runs = written.split(';').map((run) => /^([\d.]*)-([\d.]*):(.*)$/.exec(run));
  const at = order(version);
  const fits = runs.find((run) => run !== null && order(run[1] ?? '') <= at && at <= order(run[2] || '9'));
  return fits?.[3] ?? runs.at(-1)?.[3] ?? '';
}

/** Versions in their order: 2.3 before 2.3.1 before 2.4; what is no version comes last. */
function order(version: string): number {
  const [, major, minor = '0', patch = '0'] = /^(\d)(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?/.exec(version) ?? [];
  return major === undefined ? 90_000 : Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
}

/** What the components of a data type hold; undefined for a type that holds no identifier. Keys are `1` or `1.2`. */
export function partsOf(type: string): ReadonlyMap<string, PartSpec> | undefined {
  return PARTS.get(type);
}

const PARTS: ReadonlyMap<string, ReadonlyMap<string, PartSpec>> = new Map(
  Object.entries(TYPES).map(([type, parts]) => [
    type,
    new Map(
      Object.entries(parts).flatMap(([key, written]) => {
        const [kind = '', how = ''] = written.split(' ');
        const treatment = TREATMENTS[how];
        const open = OPEN.find((one) => one === kind);
        const known = open ?? (isClass(kind) ? kind : undefined);
        return known && treatment ? [[key, { class: known, treatment }] as const] : [];
      }),
    ),
  ]),
);

/** Classes by the type of an identifier (HL7 table 0203; CC0 by terminology.hl7.org). */
export const BY_IDENTIFIER_TYPE: Readonly<Record<string, IdentifierClass>> = {
  MR: 'mrn',
  MRT: 'mrn',
  PI: 'mrn',
  PT: 'mrn',
  PE: 'mrn',
  PN: 'mrn',
  U: 'mrn',
  MRN: 'mrn',
  EPI: 'mrn',
  AN: 'account',
  ANON: 'account',
  ANC: 'account',
  BA: 'account',
  BC: 'account',
  BR: 'account',
  GN: 'account',
  AC: 'account',
  CC: 'account',
  SS: 'ssn',
  SSN: 'ssn',
  SIN: 'ssn',
  DL: 'licence',
  DLN: 'licence',
  LN: 'licence',
  MD: 'licence',
  NPI: 'licence',
  DEA: 'licence',
  PPN: 'licence',
  RN: 'licence',
  NP: 'licence',
  UPIN: 'licence',
  DN: 'licence',
  PA: 'licence',
  SL: 'licence',
  TN: 'licence',
  BCT: 'licence',
  DR: 'licence',
  PC: 'licence',
  VS: 'licence',
  MA: 'health-plan',
  MC: 'health-plan',
  MB: 'health-plan',
  SN: 'health-plan',
  MS: 'health-plan',
  HC: 'health-plan',
  JHN: 'health-plan',
  NI: 'health-plan',
  PHE: 'health-plan',
  MCN: 'health-plan',
  WC: 'health-plan',
  WCN: 'health-plan',
  NIIP: 'health-plan',
  VIN: 'vehicle',
  SNO: 'device',
  UDI: 'device',
  DI: 'device',
  FX: 'fax',
};

/** Names of code systems (HL7 table 0396) and of local ones. */
export const CODE_SYSTEM =
  /^(?:LN|LOINC|SCT|SNM3?|SNOMED.*|I9C?D?X?|I9|I10[A-Z]?|ICD.*|C4|CPT.*|HCPCS|NDC|CVX|MVX|RXN(?:ORM)?|UCUM|ISO\+?|HL7\d{4}|HL7\w*|PHINVS|CDCREC|L|99\w{1,6}|LOCAL|NUBC|DRG|ATC|HOT\d*|JC10|FIPS.*)$/i;
