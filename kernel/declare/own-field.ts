import { type Sentence, say } from './say.ts';
import { compile } from './expression/compile.ts';
import type { Field, Fields } from './field.ts';
import type { FieldValues } from './json.ts';
import { type CheckContext, defineKind, type Fault, NO_LIFECYCLE } from './kind.ts';
import { MANAGERS_WRITE, rulesFor } from './presets.ts';
import { ROLES } from './role.ts';

/** Types a project can give its own fields. */
const TYPES = {
  text: 'Text',
  longText: 'Long text',
  richText: 'Text with headings and lists',
  number: 'Number',
  flag: 'Yes or no',
  date: 'Date',
  dateTime: 'Date and time',
  choice: 'One of several',
  choices: 'Several of several',
  person: 'Person',
  people: 'People',
  money: 'Money',
  duration: 'Duration',
  formula: 'Formula',
} as const;

/**
 * A field that a scope adds to a kind of record, for itself and the scopes below: no migration, no new version. Its values
 * lie among the record's fields, under a name that no declaration can take. A withdrawn one is hidden; its values stay.
 */
export const ownField = defineKind({
  name: 'ownField',
  discipline: 'foundation',
  prefix: 'FLD',
  label: { one: 'Own field', many: 'Own fields' },
  help: 'A field your project adds to a kind of record. Whoever manages the project keeps it; a good one is filled in by those who need it.',
  home: ['organisation', 'programme', 'project'],
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 80 },
    of: {
      type: 'kindName',
      label: 'Of which records',
      help: 'The kind whose form, list and exports get the field.',
      required: true,
      fixed: true,
    },
    valueType: {
      type: 'choice',
      label: 'Type',
      help: 'What is typed into it. It cannot be changed afterwards.',
      options: TYPES,
      required: true,
      fixed: true,
    },
    explanation: { type: 'text', label: 'Explanation', help: 'Stands under the input.', maxLength: 300 },
    options: {
      type: 'text',
      label: 'Options',
      help: 'One on each line: what can be chosen, or for money the currencies (EUR). A record keeps an option that is removed here.',
      multiline: true,
      maxLength: 5_000,
    },
    unit: { type: 'text', label: 'Unit', help: 'Of a number, such as % or beds.', maxLength: 20 },
    needed: {
      type: 'flag',
      label: 'Required',
      help: 'Nobody can make a record without it; those that are there may lack it.',
    },
    listed: { type: 'flag', label: 'Shown in the list', help: 'Gets a column for everybody; each can hide it.' },
    formula: {
      type: 'text',
      label: 'Formula',
      help: 'Works with the other fields, such as round(effort / 8, 1) or if(due < today(), "late", "in time"). Names with blanks stand in brackets: [Number of beds].',
      multiline: true,
      maxLength: 2_000,
    },
  },
  lifecycle: NO_LIFECYCLE,
  // What fields there are is no secret of those who see the records.
  permissions: { ...MANAGERS_WRITE, read: rulesFor(ROLES) },
  list: { columns: ['title', 'of', 'valueType', 'needed', 'listed'], sort: 'title' },
  form: [
    { title: 'Field', fields: ['title', 'of', 'valueType', 'explanation', 'needed', 'listed'] },
    { title: 'What it holds', fields: ['options', 'unit', 'formula'] },
  ],
  check: faultsIn,
});

/** Written out, since the rule of the kind speaks of it as well. */
interface OwnField {
  readonly title: string;
  readonly of: string;
  readonly valueType: keyof typeof TYPES;
  readonly explanation?: string;
  readonly options?: string;
  readonly unit?: string;
  readonly needed?: boolean;
  readonly listed?: boolean;
  readonly formula?: string;
}

/** A record of a field, as far as it is needed here. */
export interface OwnFieldRow {
  readonly id: string;
  readonly fields: FieldValues | OwnField;
}

const PREFIX = 'own-';

/** The name that a field's values have among those of a record. */
export const ownName = (id: string): string => `${PREFIX}${id}`;

/** The record that describes the field of such a name. */
export const idOfOwn = (name: string): string => name.slice(PREFIX.length);

/** Whether a name is that of a project's own field; no declaration can have such a one. */
export const isOwn = (name: string): boolean => name.startsWith(PREFIX);

/** What a scope's own fields of a kind are, by name. @param declared the kind's other fields, which formulas may use. */
export function ownFieldsOf(kind: string, declared: Fields, rows: readonly OwnFieldRow[]): Fields {
  const own = rows.filter(({ fields }) => fields.of === kind);
  const stored = own.flatMap((row) => {
    const field = storedField(row.fields);
    return field ? [[ownName(row.id), field] as const] : [];
  });
  const known: Fields = { ...declared, ...Object.fromEntries(stored) };
  const formulas = own.flatMap((row) => {
    const field = formulaField(row.fields, known);
    return field ? [[ownName(row.id), field] as const] : [];
  });
  return Object.fromEntries([...stored, ...formulas]);
}

/** Whether lists show it. */
export const isListed = ({ fields }: OwnFieldRow): boolean => fields.listed === true;

function baseOf({ title, explanation, needed }: FieldValues | OwnField) {
  return {
    label: typeof title === 'string' ? title : '',
    sortable: true,
    ...(typeof explanation === 'string' ? { help: explanation } : {}),
    ...(needed === true ? { required: true } : {}),
  };
}

function storedField(row: FieldValues | OwnField): Field | undefined {
  const base = baseOf(row);
  const { sortable: _sortable, ...unsorted } = base;
  const options = linesOf(row.options);
  const labels = Object.fromEntries(options.map((option) => [option, option]));
  switch (row.valueType) {
    case 'text':
      return { type: 'text', maxLength: 500, ...base };
    case 'longText':
      return { type: 'text', multiline: true, ...base };
    case 'number':
      return { type: 'number', ...base, ...(typeof row.unit === 'string' ? { unit: row.unit } : {}) };
    case 'flag':
    case 'date':
    case 'dateTime':
    case 'person':
    case 'duration':
      return { type: row.valueType, ...base };
    case 'people':
    case 'richText':
      return { type: row.valueType, ...unsorted };
    case 'choice':
      return { type: 'choice', options: labels, ...base };
    case 'choices':
      return { type: 'choices', options: labels, ...unsorted };
    case 'money': {
      const [first, ...more] = options;
      return first === undefined ? undefined : { type: 'money', currencies: [first, ...more], ...base };
    }
    default:
      return undefined;
  }
}

function formulaField(row: FieldValues | OwnField, known: Fields): Field | undefined {
  if (row.valueType !== 'formula' || typeof row.formula !== 'string') return undefined;
  const compiled = compile(row.formula, known);
  if (!('of' in compiled)) return undefined;
  const { sortable: _sortable, required: _required, ...base } = { required: false, ...baseOf(row) };
  const unit = typeof row.unit === 'string' && compiled.type === 'number' ? { unit: row.unit } : {};
  const result = {
    type: compiled.type,
    label: base.label,
    ...(compiled.type === 'text' ? { multiline: true } : {}),
    ...unit,
  };
  return { type: 'formula', ...base, result, of: compiled.of };
}

const MOST_OPTIONS = 200;
const CURRENCY = /^[A-Z]{3}$/;

function linesOf(text: unknown): readonly string[] {
  if (typeof text !== 'string') return [];
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

type OwnFault = Fault<Extract<keyof OwnField, string>>;

function faultsIn(fields: OwnField, { registry }: CheckContext): readonly OwnFault[] {
  const wrong = (at: Extract<keyof OwnField, string>, message: Sentence, remedy: Sentence): OwnFault[] => [
    { at: [at], message, remedy },
  ];
  const kind = registry.kinds.get(fields.of);
  if (!kind)
    return wrong(
      'of',
      say`There is no kind of record called “${fields.of}”.`,
      say`Choose one that is in the registers.`,
    );
  const options = linesOf(fields.options);
  const chosen = fields.valueType === 'choice' || fields.valueType === 'choices';
  if (chosen && options.length === 0)
    return wrong('options', say`There is nothing to choose from.`, say`Write one option on each line.`);
  if (options.length > MOST_OPTIONS)
    return wrong('options', say`There are more than ${MOST_OPTIONS} options.`, say`Use a text, or fewer options.`);
  if (fields.valueType === 'money' && (options.length === 0 || !options.every((code) => CURRENCY.test(code)))) {
    return wrong(
      'options',
      say`Money needs its currencies.`,
      say`Write the code of one currency on each line, such as EUR.`,
    );
  }
  if (fields.valueType !== 'formula') return [];
  if (fields.formula === undefined)
    return wrong('formula', say`The formula is missing.`, say`Write what is to be worked out.`);
  const compiled = compile(fields.formula, kind.fields);
  if ('of' in compiled) return [];
  const place = compiled.position + 1;
  return wrong('formula', say`At character ${place}: ${compiled.message}`, say`Correct the formula there.`);
}
