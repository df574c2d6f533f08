import { type Field, fieldType, type RatingTable } from '@callosum/kernel';

// The page of field types, made from what the kernel does with an example of each: `npm run reference` writes it.

type Type = Field['type'];
type Of<T extends Type> = Extract<Field, { readonly type: T }>;

/** An example of a type: what it is for, and a declaration, written out where it is more than plain data. */
interface Example<T extends Type> {
  readonly what: string;
  readonly field: Of<T>;
  readonly source?: string;
}

const severity: RatingTable = {
  id: 'severity',
  version: '1.0',
  title: 'Severity',
  source: 'an example',
  axes: [
    {
      key: 'harm',
      label: 'Harm',
      points: [
        { key: '1', label: 'Minor' },
        { key: '2', label: 'Major' },
      ],
    },
    {
      key: 'spread',
      label: 'Spread',
      points: [
        { key: '1', label: 'One' },
        { key: '2', label: 'Many' },
      ],
    },
  ],
  levels: [
    { key: 'low', label: 'Low' },
    { key: 'high', label: 'High' },
  ],
  cells: { '1/1': 'low', '1/2': 'low', '2/1': 'low', '2/2': 'high' },
};

/** Every type there is: one that is new does not compile until it is here. */
const EXAMPLES: { readonly [T in Type]: Example<T> } = {
  text: {
    what: 'A line of words; several lines with `multiline`.',
    field: { type: 'text', label: 'Name', maxLength: 80 },
  },
  richText: {
    what: 'Text with headings, lists, links and tables. A table holds its words only: read back, every line is a paragraph.',
    field: { type: 'richText', label: 'Situation' },
  },
  number: {
    what: 'Something counted or measured, with its unit.',
    field: { type: 'number', label: 'Beds', unit: 'beds', min: 0, integer: true },
  },
  flag: { what: 'Yes or no.', field: { type: 'flag', label: 'Urgent' } },
  date: { what: 'A day. It has no zone.', field: { type: 'date', label: 'Due', sortable: true } },
  localTime: {
    what: 'A time of day in the project’s zone, to the minute: what a plan says.',
    field: { type: 'localTime', label: 'Starts' },
  },
  dateTime: {
    what: 'A moment, kept in UTC and shown in the project’s zone: what happened.',
    field: { type: 'dateTime', label: 'Called at' },
  },
  money: {
    what: 'An amount in a currency, kept as a decimal text so that nothing is lost.',
    field: { type: 'money', label: 'Price', currencies: ['EUR', 'USD'] },
  },
  choice: {
    what: 'One of several words.',
    field: { type: 'choice', label: 'Size', options: { small: 'Small', large: 'Large' } },
  },
  choices: {
    what: 'Several of several words.',
    field: { type: 'choices', label: 'Sites', options: { north: 'North', south: 'South' } },
  },
  person: { what: 'Somebody with an account. A table may say the name.', field: { type: 'person', label: 'Owner' } },
  people: {
    what: 'Several people: a team, reviewers, those invited. A table may say their names, with a semicolon between.',
    field: { type: 'people', label: 'Team' },
  },
  duration: { what: 'A length of working time, or of elapsed time.', field: { type: 'duration', label: 'Effort' } },
  checklist: {
    what: 'Things to be ticked off, one by one, by a command that says who and when.',
    field: { type: 'checklist', label: 'Steps' },
  },
  rating: {
    what: 'A level read from a published table by a point on each of its axes. It keeps the table’s version.',
    field: { type: 'rating', label: 'Severity', table: severity },
    source: "{ type: 'rating', label: 'Severity', table: severity }",
  },
  formula: {
    what: 'Worked out from the record’s other fields whenever it is read, never stored.',
    field: {
      type: 'formula',
      label: 'Twice',
      result: { type: 'number', label: 'Twice' },
      of: ({ beds }) => (typeof beds === 'number' ? 2 * beds : undefined),
    },
    source:
      "{ type: 'formula', label: 'Twice', result: { type: 'number', label: 'Twice' }, of: ({ beds }) => 2 * beds }",
  },
  kindName: { what: 'The name of a kind of record.', field: { type: 'kindName', label: 'Of which records' } },
  file: {
    what: 'Files that belong to the record. They are attached, never typed; every kind has `attachments`.',
    field: { type: 'file', label: 'Evidence' },
  },
  structure: {
    what: 'A value with a shape of its own, written by commands and imports and shown by a view of its discipline.',
    field: { type: 'structure', label: 'Week', schema: fieldType({ type: 'text', label: '' }).schema() },
    source: "{ type: 'structure', label: 'Week', schema: weekPattern }",
  },
};

/** The page of field types, as Markdown. */
export function fieldTypesPage(): string {
  const parts = Object.entries(EXAMPLES).map(([type, { what, field, source }]) => partOf(type, what, field, source));
  return [
    '# Field types\n',
    'What a declaration can say a field is: how its value is stored, how a table or a file spells it, and what a filter may ask of it. Made from the kernel by `npm run reference`; a test holds it against it. How they are used is in [how-to-add-a-kind.md](how-to-add-a-kind.md).\n',
    ...parts,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function partOf(type: string, what: string, field: Field, source: string | undefined): string {
  const bound = fieldType(field);
  const value = field.type === 'structure' ? undefined : bound.example(1);
  const words = bound.operators.map((operator) => `\`${operator}\``).join(', ');
  return [
    `## \`${type}\`\n`,
    `${what}\n`,
    '```ts',
    source ?? printed(field),
    '```\n',
    ...(value === undefined
      ? ['Its value is whatever its schema takes, spelled as JSON.\n']
      : [
          'Stored as:\n',
          '```json',
          JSON.stringify(value),
          '```\n',
          'In tables and files:\n',
          '```',
          bound.format(value),
          '```\n',
        ]),
    `${bound.sorts ? 'Lists can be put in its order. ' : ''}${words === '' ? 'No filter asks for it.' : `Filters ask: ${words}.`}\n`,
  ].join('\n');
}

/** A declaration as it is written in a file. */
function printed(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${printed(one)}`)
    .join(', ')} }`;
}
