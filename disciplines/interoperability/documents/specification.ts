import { attachmentsOf, type DocumentContext, type DocumentDeclaration } from '@callosum/kernel';
import type { Definitions, Section, Table } from '@callosum/kernel/report';
import { interfaceGap, TREATMENTS } from '../kinds/interface-gap.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { messageProfile } from '../kinds/message-profile.ts';

type ProfileRow = NonNullable<ReturnType<typeof rowOf>>;

/** What messages at one end of an interface look like, for whoever builds the other end. */
export const specification: DocumentDeclaration = {
  name: 'message-specification',
  label: 'Message specification',
  help: 'A message profile on paper: structure, segments field by field, data types, codes and rules, and what is agreed about differences.',
  subject: messageProfile.name,
  build: (context) => {
    const row = rowOf(context);
    if (!row) throw new Error('A specification is about a message profile');
    return {
      title: 'Message specification',
      subtitle: `MPR-${row.number} ${row.fields.title}`,
      sections: [
        { title: 'About', blocks: [about(context, row)] },
        ...context.parts,
        { title: 'Differences', blocks: [differences(context, row)] },
      ],
    };
  },
  fromFiles: async (context, textOf): Promise<readonly Section[]> => {
    const row = rowOf(context);
    const hash = row?.fields.definition;
    if (!row || hash === undefined || !attachmentsOf(row).some((file) => file.hash === hash)) {
      const text =
        'No attached file says this profile field by field. Learn one from messages, or read a bundle, in the workbench.';
      return [{ title: 'Messages', blocks: [{ type: 'paragraph', text, tone: 'unknown' }] }];
    }
    // The engine is fetched by whoever prints one.
    const { profileSections } = await import('./profile-sections.ts');
    return profileSections(await textOf(hash));
  },
};

function rowOf({ graph, subject }: DocumentContext) {
  return subject && graph.get(messageProfile, subject.id);
}

function about({ graph, nameOf }: DocumentContext, { id, state, fields }: ProfileRow): Definitions {
  const { end, structure, revision, basis, characterSet, acknowledgement, owner, reviewer, samples } = fields;
  const option = (name: 'end' | 'characterSet' | 'acknowledgement', value: string): string =>
    Object.entries(messageProfile.fields[name].options).find(([key]) => key === value)?.[1] ?? value;
  const of = graph.out(id, 'messageProfile.of').flatMap(({ to }) => graph.get(interfaceKind, to) ?? []);
  const items: readonly (readonly [string, string | undefined])[] = [
    ['Interface', of.map((one) => `INT-${one.number} ${one.fields.title}`).join(', ') || 'none'],
    ['End', end && option('end', end)],
    ['Messages', structure],
    ['Revision', revision ?? 'not stated'],
    ['State', messageProfile.lifecycle.states[state]?.label ?? state],
    ['Based on', basis],
    ['Character set', characterSet && option('characterSet', characterSet)],
    ['Acknowledgement', acknowledgement && option('acknowledgement', acknowledgement)],
    ['Owner', owner && nameOf(owner)],
    ['Agreed by', reviewer ? nameOf(reviewer) : 'nobody yet'],
    ['Checked against', samples],
  ];
  return {
    type: 'definitions',
    items: items.flatMap(([term, what]) => (what === undefined ? [] : [[term, what] as const])),
  };
}

/** Differences in which this profile is one of the two sides. */
function differences({ graph, nameOf, notShown }: DocumentContext, { id }: ProfileRow): Table {
  const ids = ['interfaceGap.source', 'interfaceGap.target']
    .flatMap((type) => graph.in(id, type))
    .map(({ from }) => from);
  const rows = [...new Set(ids)]
    .flatMap((one) => graph.get(interfaceGap, one) ?? [])
    .sort((a, b) => a.number - b.number)
    .map(({ number, state, fields }) => [
      `GAP-${number}`,
      fields.place ?? '',
      fields.atSource ?? '',
      fields.atTarget ?? '',
      fields.treatment === undefined ? '' : TREATMENTS[fields.treatment],
      interfaceGap.lifecycle.states[state]?.label ?? state,
      fields.owner === undefined ? 'nobody' : nameOf(fields.owner),
    ]);
  return {
    type: 'table',
    caption: 'Differences to the other end that somebody has taken up',
    columns: [
      { title: 'Number' },
      { title: 'Place', share: 2 },
      { title: 'As sent', share: 2 },
      { title: 'As expected', share: 2 },
      { title: 'Treated by' },
      { title: 'State' },
      { title: 'Owner' },
    ],
    rows,
    notShown: notShown(interfaceGap.name),
    whenEmpty: 'No difference was taken up.',
  };
}
