import type { CommandForm, Fact, Field, Kind, Registry, TemplateQuestion, TemplateTexts } from '@callosum/kernel';

export type Values = Readonly<Record<string, string | number>>;
/** Says what the catalogue has under a key, or else what was declared. */
export type Say = (key: string, declared: string, values?: Values) => string;

/**
 * Words of the declarations. Each has a catalogue key derived from where it is declared, such as
 * `kind.task.field.title.label`; the declared English stands in until a catalogue has the key.
 */
export interface DeclaredWords {
  readonly one: (kind: string) => string;
  readonly many: (kind: string) => string;
  readonly help: (kind: Kind) => string;
  readonly discipline: (name: string) => string;
  /** Fields of a kind, of a link type by its full name, or of a command’s forms. */
  readonly field: (kind: string, name: string) => string;
  readonly fieldHelp: (kind: string, name: string) => string | undefined;
  /** An option of a choice, or a part of a rating: `axis.<axis>`, `point.<axis>.<point>`, `level.<level>`, `title`, `source`. */
  readonly option: (kind: string, name: string, value: string) => string;
  readonly state: (kind: string, state: string) => string;
  readonly move: (kind: string, move: string) => string;
  readonly section: (kind: Kind, index: number) => string;
  readonly link: (type: string, direction: 'out' | 'in') => string;
  readonly fact: (name: string) => string;
  readonly reason: (fact: string, reason: string, details: Values) => string;
  readonly view: (name: string) => string;
  readonly viewHelp: (name: string) => string;
  readonly command: (name: string) => string;
  /** A form of a command: its title, and what it says it does. */
  readonly form: (command: string, index: number) => string;
  readonly formHelp: (command: string, index: number) => string;
  readonly reference: (kind: string, number: number) => string;
  /** Of the product’s templates; those of the organisation say what people have written. */
  readonly template: (of: TemplateTexts, part: 'title' | 'summary') => string;
  readonly question: (of: TemplateTexts, question: TemplateQuestion) => QuestionWords;
}

/** What an intake asks. */
export interface QuestionWords {
  readonly text: string;
  readonly why: string;
  /** Nothing where a number is asked for. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** What the declaration calls an option; a rating's are named `axis.…`, `point.<axis>.…`, `level.…`, and of its table `title` and `source`. */
function optionOf(field: Field | undefined, value: string): string | undefined {
  if (field?.type === 'choice' || field?.type === 'choices') return field.options[value];
  if (field?.type !== 'rating') return undefined;
  const [what, first, point] = value.split('.');
  const { axes, levels, title, source } = field.table;
  if (what === 'title' || what === 'source') return what === 'title' ? title : source;
  if (what === 'level') return levels.find(({ key }) => key === first)?.label;
  const axis = axes.find(({ key }) => key === first);
  return what === 'axis' ? axis?.label : axis?.points.find(({ key }) => key === point)?.label;
}

/** @param registry undefined before the sign-in: nothing declared is spoken of then. */
export function createDeclaredWords(registry: Registry | undefined, say: Say): DeclaredWords {
  const kindOf = (name: string): Kind | undefined => registry?.kinds.get(name);
  const formsOf = (name: string): readonly CommandForm[] => registry?.commands.get(name)?.forms ?? [];
  // Link types and forms of commands have fields too; no two of the three are called alike.
  const fieldOf = (owner: string, name: string): Field | undefined =>
    (kindOf(owner)?.fields ?? registry?.links.get(owner)?.fields)?.[name] ??
    formsOf(owner).find(({ asks }) => asks?.[name])?.asks?.[name];
  const place = (owner: string): string =>
    kindOf(owner) ? `kind.${owner}` : registry?.links.has(owner) ? `link.${owner}` : `command.${owner}`;
  const factOf = (name: string): Fact | undefined => registry?.facts.get(name);
  return {
    one: (kind) => say(`kind.${kind}.one`, kindOf(kind)?.label.one ?? kind),
    many: (kind) => say(`kind.${kind}.many`, kindOf(kind)?.label.many ?? kind),
    help: (kind) => say(`kind.${kind.name}.help`, kind.help),
    discipline: (name) =>
      say(`discipline.${name}`, registry?.disciplines.find((one) => one.name === name)?.label ?? name),
    field: (kind, name) => say(`${place(kind)}.field.${name}.label`, fieldOf(kind, name)?.label ?? name),
    fieldHelp: (kind, name) => {
      const declared = fieldOf(kind, name)?.help;
      return declared === undefined ? undefined : say(`${place(kind)}.field.${name}.help`, declared);
    },
    option: (kind, name, value) => {
      const declared = optionOf(fieldOf(kind, name), value);
      return say(`${place(kind)}.field.${name}.option.${value}`, declared ?? value);
    },
    state: (kind, state) => say(`kind.${kind}.state.${state}`, kindOf(kind)?.lifecycle.states[state]?.label ?? state),
    move: (kind, move) => say(`kind.${kind}.move.${move}`, kindOf(kind)?.lifecycle.moves[move]?.label ?? move),
    section: (kind, index) => say(`kind.${kind.name}.section.${index}`, kind.form[index]?.title ?? ''),
    link: (type, direction) => {
      const declared = registry?.links.get(type);
      return say(`link.${type}.${direction}`, (direction === 'out' ? declared?.label : declared?.inverse) ?? type);
    },
    fact: (name) => say(`fact.${name}.label`, factOf(name)?.label ?? name),
    reason: (fact, reason, details) =>
      say(`fact.${fact}.reason.${reason}`, factOf(fact)?.reasons[reason] ?? reason, details),
    view: (name) => say(`view.${name}.label`, registry?.views.get(name)?.label ?? name),
    viewHelp: (name) => say(`view.${name}.help`, registry?.views.get(name)?.help ?? ''),
    command: (name) => say(`command.${name}.label`, registry?.commands.get(name)?.label ?? name),
    form: (name, index) =>
      say(
        `command.${name}.form.${index}.label`,
        formsOf(name)[index]?.label ?? registry?.commands.get(name)?.label ?? name,
      ),
    formHelp: (name, index) => say(`command.${name}.form.${index}.help`, formsOf(name)[index]?.help ?? ''),
    reference: (kind, number) => `${kindOf(kind)?.prefix ?? kind}-${number}`,
    template: (of, part) => (isOwn(of) ? of[part] : say(`template.${of.name}.${part}`, of[part])),
    question: (of, question) => {
      const word = (part: string, text: string): string =>
        isOwn(of) ? text : say(`template.${of.name}.question.${question.key}.${part}`, text);
      const options = 'options' in question ? Object.entries(question.options) : [];
      return {
        text: word('text', question.text),
        why: word('why', question.why),
        options: options.map(([value, label]) => ({ value, label: word(`option.${value}`, label) })),
      };
    },
  };
}

function isOwn({ record }: TemplateTexts): boolean {
  return record !== undefined && record !== null;
}
