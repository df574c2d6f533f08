import type { MapLine, MapRow, MapRule, MapRuleKind, Otherwise } from '@callosum/hl7v2';
import { fieldPlaceOf } from './place.ts';

export const KINDS: readonly MapRuleKind[] = ['copy', 'constant', 'join', 'split', 'codes', 'date', 'drop', 'ask'];

/** A row while somebody types it: everything is text. */
export interface RowDraft {
  readonly kind: MapRuleKind;
  readonly to: string;
  readonly from: string;
  readonly value: string;
  readonly separator: string;
  readonly part: string;
  readonly map: string;
  readonly otherwise: string;
  readonly read: string;
  readonly write: string;
  readonly reason: string;
  readonly question: string;
  readonly status: string;
  readonly owner: string;
  readonly note: string;
}

/**
 * What an editor begins with: a row as it is, or what the two ends suggest: a code map where they differ in codes, a constant where the source has nothing,
 * and else a copy of the field to itself.
 */
export function draftOf(
  row: MapRow | undefined,
  { place, source, differences }: Pick<MapLine, 'place' | 'source' | 'differences'>,
): RowDraft {
  const kind = source === undefined ? 'constant' : differences.includes('other-codes') ? 'codes' : 'copy';
  // Where a value has parts, the code is the first of them: the others stay until they get rules of their own.
  const at = kind === 'codes' && source?.composite === true ? `${place}.1` : place;
  const blank: RowDraft = {
    kind,
    to: at,
    from: at,
    value: '',
    separator: '',
    part: '1',
    map: '',
    otherwise: 'hold',
    read: 'HL7',
    write: 'HL7',
    reason: '',
    question: '',
    status: 'proposed',
    owner: '',
    note: '',
  };
  if (!row) return blank;
  const { to, from, rule, status, owner = '', note = '' } = row;
  const said = Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, String(value)]));
  return { ...blank, ...said, kind: rule.kind, to, from: from.join(', ') || place, status, owner, note };
}

/** The row that a draft says; undefined while something is missing. Whether places are places, the engine says. */
export function rowOf(draft: RowDraft): MapRow | undefined {
  const rule = ruleOf(draft);
  const to = draft.to.trim();
  const from = draft.from
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (!rule || to === '') return undefined;
  const sourceless = rule.kind === 'constant' || rule.kind === 'drop' || rule.kind === 'ask';
  if (!sourceless && from.length === 0) return undefined;
  return {
    to,
    from: sourceless ? [] : from,
    rule,
    status: draft.status === 'agreed' ? 'agreed' : 'proposed',
    ...(draft.owner === '' ? {} : { owner: draft.owner }),
    ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
  };
}

/**
 * Rows with one that was typed, in its place or after the others. Where a field was copied to itself and a part of it now gets a rule of its own, the copy goes: what no
 * rule names goes through anyway, and two rules may not write one place.
 */
export function withRow(rows: readonly MapRow[], at: number, made: MapRow): readonly MapRow[] {
  const field = fieldPlaceOf(made.to);
  const isCopyOfItself = ({ to, from, rule }: MapRow): boolean =>
    rule.kind === 'copy' && to === field && from.length === 1 && from[0] === field;
  const all = rows[at] ? rows.map((row, index) => (index === at ? made : row)) : [...rows, made];
  return made.to === field ? all : all.filter((row) => row === made || !isCopyOfItself(row));
}

function ruleOf(draft: RowDraft): MapRule | undefined {
  const { kind, value, separator, map, read, write } = draft;
  const part = Number(draft.part);
  const [reason, question] = [draft.reason.trim(), draft.question.trim()];
  switch (kind) {
    case 'copy':
      return { kind };
    case 'constant':
      return value === '' ? undefined : { kind, value };
    case 'join':
      return { kind, separator };
    case 'split':
      return separator !== '' && Number.isInteger(part) && part > 0 ? { kind, separator, part } : undefined;
    case 'codes':
      return map === '' ? undefined : { kind, map, otherwise: otherwiseOf(draft.otherwise) };
    case 'date':
      return read === '' || write === '' ? undefined : { kind, read, write };
    case 'drop':
      return reason === '' ? undefined : { kind, reason };
    case 'ask':
      return question === '' ? undefined : { kind, question };
  }
}

function otherwiseOf(text: string): Otherwise {
  return text === 'keep' || text === 'empty' ? text : 'hold';
}
