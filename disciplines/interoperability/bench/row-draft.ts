import type { MapRow, MapRule, MapRuleKind, Otherwise } from '@callosum/hl7v2';

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

/** What an editor begins with: a row as it is, or a copy of the field to itself that is proposed. */
export function draftOf(row: MapRow | undefined, place: string): RowDraft {
  const blank = {
    kind: 'copy' as const,
    to: place,
    from: place,
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
