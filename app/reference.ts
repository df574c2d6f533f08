import type { Discipline, Fact, Field, Kind, Lifecycle, Registry, Rule } from '@callosum/kernel';

// The reference of kinds and facts, made from the declarations alone: `npm run reference` writes docs/reference/.

const FOLDS: Readonly<Record<Fact['fold'], string>> = {
  failing: 'rows that are not in order',
  share: 'share of rows that are in order',
  largest: 'largest measure',
  smallest: 'smallest measure',
  sum: 'sum of measures',
};

/** The reference page of what a discipline declares, as Markdown. */
export function referenceOf(discipline: Discipline, registry: Registry): string {
  const { label, kinds, facts } = discipline;
  const parts = [
    `# ${label}: kinds and facts\n`,
    `${counted(kinds.length, 'kind')} and ${counted(facts.length, 'fact')}. Made from the declarations by \`npm run reference\`; a test holds it against them.\n`,
    ...kinds.map(kindPart),
    ...(facts.length > 0 ? ['## Facts\n'] : []),
    ...facts.map((fact) => factPart(fact, registry)),
  ];
  return `${parts
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function kindPart(kind: Kind): string {
  const { lifecycle, links, permissions } = kind;
  return [
    `## ${kind.label.one} — \`${kind.name}\`, ${kind.prefix}-1\n`,
    `${kind.help}\n`,
    `Lives in: ${kind.home.join(', ')}. Version ${kind.version}.${kind.hidden ? ' Shown with the records it belongs to.' : ''}\n`,
    '| field | type | about |\n|---|---|---|',
    ...Object.entries(kind.fields)
      .filter(([name]) => name !== 'attachments')
      .map(([name, field]) => `| ${cell(field.label)} \`${name}\` | ${typeOf(field)} | ${cell(aboutField(field))} |`),
    '',
    statesOf(lifecycle),
    ...Object.entries(links).map(([name, link]) => linkLine(kind, name, link)),
    '',
    `May create: ${who(permissions.create)}. May change: ${who(permissions.update)}. May withdraw: ${who(permissions.withdraw)}.\n`,
  ].join('\n');
}

function typeOf(field: Field): string {
  const unit = field.type === 'number' && field.unit ? `, ${field.unit}` : '';
  const options =
    field.type === 'choice' || field.type === 'choices' ? `: ${Object.values(field.options).join(' · ')}` : '';
  const table = field.type === 'rating' ? `: ${field.table.id} ${field.table.version}` : '';
  return cell(`${field.type}${unit}${options}${table}`);
}

function aboutField(field: Field): string {
  const marks = [
    field.required && 'required',
    field.material && 'material',
    field.fixed && 'fixed once made',
    field.computed && 'set by commands',
    field.read && 'not seen by everybody',
  ].filter((mark) => typeof mark === 'string');
  return [field.help, marks.length > 0 && `(${marks.join(', ')})`].filter(Boolean).join(' ');
}

function statesOf({ states, moves, initial }: Lifecycle): string {
  if (Object.keys(states).length < 2) return '';
  const label = (state: string): string => states[state]?.label ?? state;
  const lines = Object.values(moves).map(
    (move) => `${move.label} (${move.from.map(label).join(', ')} → ${label(move.to)})`,
  );
  return `States: ${Object.keys(states).map(label).join(', ')}; begins as ${label(initial)}. Moves: ${lines.join('; ')}.\n`;
}

function linkLine(kind: Kind, name: string, link: Kind['links'][string]): string {
  const to = link.to === 'every' ? 'any record' : link.to.map((one) => `\`${one}\``).join(', ');
  const marks = [
    link.most === 1 && 'at most one',
    link.acyclic && 'without circles',
    link.unique !== undefined && `each with another “${kind.fields[link.unique]?.label ?? link.unique}”`,
    link.pins === 'review' && 'suspect after a material change',
    link.pins === 'verification' && 'counts only while its end is as it was',
    link.byHand === 'never' && 'made and removed by commands',
    link.byHand === 'adding' && 'removed by a command',
  ].filter((mark) => typeof mark === 'string');
  return `* ${link.label} ${to}; from there, ${link.inverse} (\`${kind.name}.${name}\`${marks.length > 0 ? `; ${marks.join(', ')}` : ''})`;
}

function who(rules: readonly Rule[] | undefined): string {
  if (!rules || rules.length === 0) return 'named commands only';
  const names = rules.map(({ role, office, where }) => {
    const name = [role, office && `as ${office}`].filter(Boolean).join(' ');
    return where ? `${name} (some)` : name;
  });
  return [...new Set(names)].join(', ');
}

function factPart(fact: Fact, registry: Registry): string {
  const many = registry.kinds.get(fact.kind)?.label.many.toLowerCase() ?? fact.kind;
  const empty = fact.whenEmpty === 'unknown' ? 'unknown' : String(fact.whenEmpty);
  return [
    `### ${fact.label} — \`${fact.name}\`\n`,
    `${fact.help}\n`,
    `Over ${many}: ${FOLDS[fact.fold]}, in ${fact.unit}; ${fact.better} is better; without any, ${empty}.\n`,
    ...Object.values(fact.reasons).map((reason) => `* ${reason}`),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
