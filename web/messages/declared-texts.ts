import type { Field, RatingTable, Registry } from '@callosum/kernel';
import { createDeclaredWords, type Say } from './declared-words.ts';
import { OPERATIONS } from './operations.ts';

/** Every text of the declarations in English, under its key in a catalogue: found by saying each of them once. */
export function declaredTexts(registry: Registry): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const say: Say = (key, declared) => {
    if (declared !== '') texts.set(key, declared);
    return declared;
  };
  const words = createDeclaredWords(registry, say);
  /** As a matrix says them. */
  const sayTable = ({ id, title, source, axes, levels }: RatingTable): void => {
    say(`table.${id}.title`, title);
    say(`table.${id}.source`, source);
    for (const axis of axes) {
      say(`table.${id}.axis.${axis.key}`, axis.label);
      for (const { key, label } of axis.points) say(`table.${id}.point.${axis.key}.${key}`, label);
    }
    for (const { key, label } of levels) say(`table.${id}.level.${key}`, label);
  };
  const sayFields = (owner: string, fields: Readonly<Record<string, Field>>): void => {
    for (const [name, field] of Object.entries(fields)) {
      words.field(owner, name);
      words.fieldHelp(owner, name);
      for (const option of optionsOf(field)) words.option(owner, name, option);
      if (field.type === 'rating') sayTable(field.table);
    }
  };
  for (const { name } of registry.disciplines) words.discipline(name);
  for (const kind of registry.kinds.values()) {
    words.one(kind.name);
    words.many(kind.name);
    words.help(kind);
    sayFields(kind.name, kind.fields);
    for (const state of Object.keys(kind.lifecycle.states)) words.state(kind.name, state);
    for (const move of Object.keys(kind.lifecycle.moves)) words.move(kind.name, move);
    kind.form.forEach((_, index) => words.section(kind, index));
    if (kind.placing) sayTable(kind.placing.table);
    for (const { key, label } of kind.placing?.stages ?? []) say(`kind.${kind.name}.stage.${key}`, label);
  }
  for (const [type, link] of registry.links) {
    words.link(type, 'out');
    words.link(type, 'in');
    sayFields(type, link.fields ?? {});
  }
  for (const fact of registry.facts.values()) {
    words.fact(fact.name);
    say(`fact.${fact.name}.help`, fact.help);
    for (const reason of Object.keys(fact.reasons)) words.reason(fact.name, reason, {});
  }
  for (const { name } of registry.views.values()) {
    words.view(name);
    words.viewHelp(name);
  }
  for (const { name, label, help } of registry.documents.values()) {
    say(`document.${name}.label`, label);
    say(`document.${name}.help`, help);
  }
  for (const { name, forms } of registry.commands.values()) {
    words.command(name);
    forms.forEach(({ asks, finds }, index) => {
      words.form(name, index);
      words.formHelp(name, index);
      sayFields(name, asks ?? {});
      for (const [found, { label }] of Object.entries(finds ?? {})) say(`command.${name}.find.${found}`, label);
    });
  }
  for (const [name, summary] of OPERATIONS) say(`operation.${name}`, summary);
  for (const template of registry.templates?.shipped ?? []) {
    words.template(template, 'title');
    words.template(template, 'summary');
    for (const question of template.questions) words.question(template, question);
  }
  return texts;
}

/** What a field's options are called by. */
function optionsOf(field: Field): readonly string[] {
  if (field.type === 'choice' || field.type === 'choices') return Object.keys(field.options);
  if (field.type !== 'rating') return [];
  const { axes, levels } = field.table;
  return [
    'title',
    'source',
    ...axes.flatMap((axis) => [`axis.${axis.key}`, ...axis.points.map((point) => `point.${axis.key}.${point.key}`)]),
    ...levels.map(({ key }) => `level.${key}`),
  ];
}
