import {
  type DatatypeProfile,
  type Profile,
  readProfile,
  type SegmentProfile,
  type StructureNode,
} from '@callosum/hl7v2';
import { refusal, say, sentenceOf } from '@callosum/kernel';
import type { Block, Section, Table } from '@callosum/kernel/report';
import {
  conditionText,
  type ElementLine,
  fieldsOf,
  oftenText,
  structureOf,
  usageText,
} from '../bench/profile-lines.ts';

/** Codes of a table that are printed; a longer one is a dictionary. */
const CODES_PRINTED = 300;

/** Of an element whose samples had been replaced. */
const DEIDENTIFIED =
  'Learnt from values that a de-identification had replaced: they say nothing of its length and its codes.';

/** A profile in full as sections of a document. @throws Refusal for a file that is none */
export function profileSections(text: string): readonly Section[] {
  const read = readProfile(text);
  if (!read.ok) {
    throw refusal('unreadable-file', say`The profile cannot be read: ${sentenceOf(read.error.sentences.text)}`, {
      remedy: sentenceOf(read.error.sentences.remedy),
    });
  }
  const profile = read.value;
  const used = usedSegments(profile);
  const types = usedTypes(profile, used);
  const sections: Section[] = [
    {
      title: 'Messages',
      blocks: [
        {
          type: 'paragraph',
          text: `HL7 version ${profile.version}; ${profile.source}. Usage: R required, RE required but may be empty, C conditional, O optional, X not used.`,
        },
      ],
      sections: profile.messages.map((message, at) => ({
        title: [message.name || message.id, message.structure].filter(Boolean).join(', '),
        blocks: [structureTable(profile, at), ...rulesOf(message.children, message.rules)],
      })),
    },
    {
      title: 'Segments',
      blocks: [],
      sections: used.map(([key, segment]) => segmentSection(profile, key, segment)),
    },
    { title: 'Data types', blocks: [], sections: types.map((type) => typeSection(profile, type)) },
    { title: 'Codes', blocks: [], sections: tablesOf(profile, used, types) },
  ];
  return sections.filter(({ blocks, sections: within = [] }) => blocks.length > 0 || within.length > 0);
}

function structureTable(profile: Profile, at: number): Table {
  return {
    type: 'table',
    caption: 'Structure',
    columns: [
      { title: 'Segment or group', share: 2 },
      { title: 'Meaning', share: 3 },
      { title: 'Usage' },
      { title: 'How often' },
      { title: 'Condition and notes', share: 3 },
    ],
    rows: structureOf(profile, at).map((line) => [
      `${'· '.repeat(line.depth)}${line.name}`,
      line.group ? 'Group' : line.description,
      usageText(line.usage),
      oftenText(line),
      [conditionText(line.usage), line.note].filter(Boolean).join(' '),
    ]),
    whenEmpty: 'The message has no segments.',
  };
}

/** Rules of a message and of its groups. */
function rulesOf(children: readonly StructureNode[], rules: SegmentProfile['rules'] = []): readonly Block[] {
  const within = (nodes: readonly StructureNode[]): NonNullable<SegmentProfile['rules']> =>
    nodes.flatMap((node) => (node.kind === 'group' ? [...(node.rules ?? []), ...within(node.children)] : []));
  return ruleList([...rules, ...within(children)]);
}

function ruleList(rules: NonNullable<SegmentProfile['rules']>): readonly Block[] {
  if (rules.length === 0) return [];
  return [
    { type: 'list', items: rules.map(({ id, strength, text }) => [id, strength, text].filter(Boolean).join(' ')) },
  ];
}

/** Segments that messages can have, each once, as they come up. */
function usedSegments({ messages, segments }: Profile): readonly (readonly [string, SegmentProfile])[] {
  const keys = new Set<string>();
  const walk = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      if (node.usage.code === 'X') continue;
      if (node.kind === 'group') walk(node.children);
      else for (const key of node.segments) keys.add(key);
    }
  };
  for (const { children } of messages) walk(children);
  return [...keys].flatMap((key) => {
    const segment = segments[key];
    return segment ? [[key, segment] as const] : [];
  });
}

function segmentSection(profile: Profile, key: string, segment: SegmentProfile): Section {
  const lines = fieldsOf(segment, profile);
  const unused = lines.filter(({ usage }) => usage.code === 'X').map(({ path }) => path);
  return {
    title: [key, segment.description].filter(Boolean).join(' – '),
    blocks: [
      {
        type: 'table',
        caption: `Fields of ${key}`,
        columns: [
          { title: 'Field' },
          { title: 'Name', share: 3 },
          { title: 'Type' },
          { title: 'Usage' },
          { title: 'How often' },
          { title: 'Longest' },
          { title: 'Codes' },
          { title: 'Condition and notes', share: 3 },
        ],
        rows: lines
          .filter(({ usage }) => usage.code !== 'X')
          .map((line, at) => [
            line.path,
            line.name,
            typeText(profile, segment.fields[at]?.datatype ?? line.datatype),
            usageText(line.usage),
            oftenText(line),
            line.maxLength === undefined ? null : { number: line.maxLength },
            line.tables.join(', '),
            notesOf(line),
          ]),
        whenEmpty: 'No field is used.',
      },
      ...(unused.length === 0 ? [] : [{ type: 'paragraph', text: `Not used: ${unused.join(', ')}.` } as const]),
      ...ruleList(segment.rules ?? []),
    ],
  };
}

/** Condition, note and constant of an element, and that its samples had been replaced. */
function notesOf({
  usage,
  note,
  constant,
  deidentified,
}: Pick<ElementLine, 'usage' | 'note' | 'constant' | 'deidentified'>): string {
  const always = constant === undefined ? undefined : `Always “${constant}”.`;
  return [conditionText(usage), note, always, deidentified ? DEIDENTIFIED : undefined].filter(Boolean).join(' ');
}

/** A data type by the name that its own section has, of those with parts. */
function typeText({ datatypes }: Profile, key: string): string {
  const type = datatypes[key];
  return type && type.components.length === 0 ? type.name : key;
}

/** Data types with parts, as fields that are used lead to them. */
function usedTypes(profile: Profile, used: readonly (readonly [string, SegmentProfile])[]): readonly string[] {
  const found = new Set<string>();
  const follow = (key: string): void => {
    const type = profile.datatypes[key];
    if (!type || type.components.length === 0 || found.has(key)) return;
    found.add(key);
    for (const { usage, datatype } of type.components) if (usage.code !== 'X') follow(datatype);
  };
  for (const [, { fields }] of used) for (const { usage, datatype } of fields) if (usage.code !== 'X') follow(datatype);
  return [...found].sort();
}

function typeSection(profile: Profile, key: string): Section {
  const type: DatatypeProfile | undefined = profile.datatypes[key];
  const components = type?.components ?? [];
  return {
    title: [key, type?.description].filter(Boolean).join(' – '),
    blocks: [
      {
        type: 'table',
        caption: `Components of ${key}`,
        columns: [
          { title: 'Component' },
          { title: 'Name', share: 3 },
          { title: 'Type' },
          { title: 'Usage' },
          { title: 'Longest' },
          { title: 'Codes' },
          { title: 'Condition and notes', share: 3 },
        ],
        rows: components.flatMap((one, at) =>
          one.usage.code === 'X'
            ? []
            : [
                [
                  `${key}.${at + 1}`,
                  one.name,
                  typeText(profile, one.datatype),
                  usageText(one.usage),
                  one.maxLength === undefined ? null : { number: one.maxLength },
                  (one.bindings ?? []).flatMap(({ tables }) => tables).join(', '),
                  notesOf(one),
                ],
              ],
        ),
        whenEmpty: 'No component is used.',
      },
      ...ruleList(type?.rules ?? []),
    ],
  };
}

/** Tables that codes of used fields and components are taken from. */
function tablesOf(
  profile: Profile,
  used: readonly (readonly [string, SegmentProfile])[],
  types: readonly string[],
): readonly Section[] {
  const elements = [
    ...used.flatMap(([, { fields }]) => fields),
    ...types.flatMap((key) => profile.datatypes[key]?.components ?? []),
  ];
  const names = new Set(
    elements
      .filter(({ usage }) => usage.code !== 'X')
      .flatMap(({ bindings = [] }) => bindings.flatMap(({ tables }) => tables)),
  );
  return [...names].sort().flatMap((name): Section[] => {
    const table = profile.tables[name];
    if (!table || table.codes.length === 0) return [];
    const left = table.codes.length - CODES_PRINTED;
    return [
      {
        title: [table.name, table.description].filter(Boolean).join(' – '),
        blocks: [
          {
            type: 'table',
            caption: `Codes of ${table.name}`,
            columns: [{ title: 'Code' }, { title: 'Meaning', share: 3 }, { title: 'May be sent' }],
            rows: table.codes
              .slice(0, CODES_PRINTED)
              .map(({ value, text, excluded }) => [value, text, (excluded ?? false) ? 'no' : 'yes']),
          },
          ...(left > 0 ? [{ type: 'paragraph', text: `And ${left} more, in the profile in full.` } as const] : []),
          ...(table.extensible ? [{ type: 'paragraph', text: 'Other codes may be added.' } as const] : []),
        ],
      },
    ];
  });
}
