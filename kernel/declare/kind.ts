import { ATTACHMENTS, attachmentsField } from './attachments.ts';
import type { Fields, ValuesOf } from './field.ts';
import { fieldType } from './fields/index.ts';
import type { FieldValues, Json } from './json.ts';
import { checkPermissions } from './check-permissions.ts';
import type { Permissions, Predicate, Rule } from './permission.ts';
import type { Held, Placing } from './placing.ts';
import { faultsOf } from './rating-table.ts';
import type { Registry } from './registry.ts';
import type { Sentence } from './say.ts';
import type { GraphReader, Row } from '../graph/reader.ts';
import type { Occasion } from './occasion.ts';
import type { Moment } from './moment.ts';
import { type ScopeType } from './scope.ts';

export interface State {
  readonly label: string;
  /** No more work is expected on a record in a closed state. */
  readonly closed?: boolean;
  /**
   * Nobody has anything to do while it is so (what is approved, released, in force): it waits for nobody, or only once the day
   * on which it is looked at again is near.
   */
  readonly rests?: 'always' | 'untilDue';
}

export interface Move {
  readonly label: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Who may make it, of those who may change the record; all of them unless stated. */
  readonly by?: readonly Rule[];
  /** Whoever makes it signs, and this is what his signature means: “accepts the residual risk”. */
  readonly signs?: string;
}

export interface Lifecycle {
  readonly initial: string;
  /** A change of state makes what was reviewed against the record suspect, as a change of a material field does. */
  readonly material?: boolean;
  readonly states: Readonly<Record<string, State>>;
  readonly moves: Readonly<Record<string, Move>>;
}

/** A link starts at the kind that declares it. Its full name is `<kind>.<link>`, e.g. `task.dependsOn`. */
export interface Link {
  /** Kinds it may point to. */
  readonly to: readonly string[] | 'every';
  /** Reads from the declaring record: “depends on”. */
  readonly label: string;
  /** Reads from the record pointed to: “is needed by”. */
  readonly inverse: string;
  /** How many may leave one record; many unless stated. */
  readonly most?: 1;
  /** Links of this type must not close a circle. */
  readonly acyclic?: boolean;
  /** Field of the declaring kind in which all that are linked to the same record differ: criteria of a gate by their key. */
  readonly unique?: string;
  /** Both ends live in the same scope. */
  readonly within?: true;
  /** Once made, it stays until the record it leaves is in a closed state. */
  readonly lasting?: true;
  /**
   * The link remembers which version of its end was looked at, and is suspect once that end has changed materially: after a
   * `review` until somebody looks again, after a `verification` until whoever verified it does so anew by a named command.
   */
  readonly pins?: 'review' | 'verification';
  /** What it ends in counts on what it starts at: a hazard on the controls that reduce it. Said the other way round than by a pin. */
  readonly counted?: true;
  /** Not listed among the links of the record pointed to: it is shown there in a way of its own. */
  readonly apart?: true;
  /**
   * What people may do with it directly; everything unless stated. `never`: named commands make, change and remove it, as they
   * set a computed field. `adding`: people make it, a named command removes it, since something else has to be settled then.
   */
  readonly byHand?: 'never' | 'adding';
  /** The command that removes it, and under which names it takes the two ends. */
  readonly removedBy?: { readonly command: string; readonly from: string; readonly to: string };
  readonly fields?: Fields;
  /**
   * A link of a type joins two records once. With this, several may join the same two as long as they differ in the field
   * named: a task may wait for another both to start and to finish. `absent` is what a link without a value counts as.
   */
  readonly parallel?: { readonly by: string; readonly absent: Json };
  /** Rules over the link's fields together; as for kinds. */
  readonly check?: (fields: FieldValues, context: { readonly registry: Registry }) => readonly Fault[];
}

/** A rule that a whole record breaks, and what to do about it. */
export interface Fault<Name extends string = string> {
  /** The field to look at, and where within its value. */
  readonly at: readonly [field: Name, ...within: (string | number)[]];
  /** What is wrong. */
  readonly message: Sentence;
  readonly remedy: Sentence;
}

/** What a rule over a whole record may know besides its fields: nothing of it is another record or a clock. */
export interface CheckContext {
  readonly registry: Registry;
  /** State of the lifecycle the record has, or would have. */
  readonly state: string;
}

/** Old fields in, new fields out: takes a record's values from one version of its declaration to the next. */
export interface Upgrade {
  /** The version this step leads to: 2, 3, … without gaps. */
  readonly to: number;
  /** Why, in a sentence, for the reference page. */
  readonly why: string;
  readonly up: (fields: FieldValues) => FieldValues;
}

export interface Section {
  readonly title: string;
  readonly fields: readonly string[];
}

/** One kind of record, declared once. See docs/how-to-add-a-kind.md. */
export interface Kind<F extends Fields = Fields> {
  readonly name: string;
  readonly discipline: string;
  /** Numbers read `RSK-12`. */
  readonly prefix: string;
  readonly label: { readonly one: string; readonly many: string };
  /** What it is for, who owns it, what good looks like. */
  readonly help: string;
  /** Types of scope its records live in; scopes below read them there. */
  readonly home: readonly ScopeType[];
  readonly version: number;
  readonly upgrades: readonly Upgrade[];
  /** Every kind has a required text field `title`; `owner` (person) and `due` (date) fill the spine's columns. */
  readonly fields: F;
  readonly lifecycle: Lifecycle;
  readonly links: Readonly<Record<string, Link>>;
  readonly permissions: Permissions;
  /**
   * Its records are answers without an author: nowhere is it kept who gave one, nobody reads a single one, and what
   * they come to is shown for groups of at least this many, and in steps of as many.
   */
  readonly anonymous?: { readonly minimumGroup: number };
  /** Whom its records wait for: their owner while they are open, unless stated. */
  readonly waits?: readonly Rule[];
  /**
   * Which of its open records somebody should own, all unless stated, false where nobody has to. Those that nobody owns are
   * shown to whoever leads the project: what nobody owns, nobody does.
   */
  readonly wantsOwner?: Predicate | false;
  /** Fields that say until when they wait, the first that has a value; `due` unless stated. */
  readonly until?: readonly string[];
  /**
   * Until which day a record waits, where that lies in what it is linked with or in the calendar; null
   * without a day, undefined while it does not wait.
   * It narrows `waits`, and goes before `until`.
   */
  waitsUntil?(
    this: void,
    row: Row<ValuesOf<F>>,
    graph: GraphReader,
    at: Moment,
    registry: Registry,
  ): string | null | undefined;
  /** When a record happens, for calendars that people subscribe to; undefined while it has no time. It is asked of the record as its reader sees it. */
  happens?(this: void, row: Row<ValuesOf<F>>): Occasion | undefined;
  /** News about the records it holds for is urgent: it breaks the quiet hours of those it is for, unless they say no. */
  readonly urgent?: Predicate;
  /** Its records are gates of readiness: the field by which the page is addressed on which one is decided. */
  readonly gateKey?: string;
  readonly list: { readonly columns: readonly string[]; readonly sort: string };
  readonly form: readonly Section[];
  /**
   * Why a record can no longer be rested on (a test that failed, a training that expired), in a few words; undefined while it
   * can. What was verified against it counts only while this finds nothing. As a method, like `check`.
   */
  fails?(this: void, row: Row<ValuesOf<F>>, graph: GraphReader, at: Moment): Sentence | undefined;
  /** How its records are placed in a matrix, where that is not what its ratings of one table say by themselves. */
  readonly placing?: Placing;
  /**
   * Which of its ratings holds at a moment, and on which records that rests; the last one given unless stated. Reasons name records
   * that `mayName` allows only.
   */
  holds?(
    this: void,
    row: Row<ValuesOf<F>>,
    graph: GraphReader,
    at: Moment,
    registry: Registry,
    mayName: (row: Row) => boolean,
  ): Held | undefined;
  /** Not shown as a register of its own: its records appear on those they belong to. */
  readonly hidden?: boolean;
  /**
   * Rules that need more than one field, asked when a record is created or changed and each field by itself is valid. A change may not break
   * a rule; it may leave one broken that the record broke before, so that a rule can come later than its records.
   * Written as a method, so that a kind with typed fields is still a `Kind`.
   */
  check?(this: void, fields: ValuesOf<F>, context: CheckContext): readonly Fault<keyof F & string>[];
}

/** The typed fields of a kind's records. */
export type FieldsOf<K> = K extends Kind<infer F extends Fields> ? ValuesOf<F> : never;

/** What most registers need. */
export const OPEN_CLOSED: Lifecycle = {
  initial: 'open',
  states: { open: { label: 'Open' }, closed: { label: 'Closed', closed: true } },
  moves: {
    close: { label: 'Close', from: ['open'], to: 'closed' },
    reopen: { label: 'Re-open', from: ['closed'], to: 'open' },
  },
};

/** The same of what stands for as long as it is open, such as a committee: nobody has to close it. */
export const STANDS_CLOSED: Lifecycle = {
  ...OPEN_CLOSED,
  states: { ...OPEN_CLOSED.states, open: { label: 'Open', rests: 'untilDue' } },
};

/** Records that have no life of their own. */
export const NO_LIFECYCLE: Lifecycle = { initial: 'current', states: { current: { label: 'Current' } }, moves: {} };

type Optional = 'home' | 'version' | 'upgrades' | 'links';

/** What is written down of a kind. Names of fields are checked here only, so that every kind is a `Kind`. */
type Declaration<F extends Fields> = Omit<Kind<F>, Optional | 'list' | 'form'> &
  Partial<Pick<Kind<F>, Optional>> & {
    readonly list: { readonly columns: readonly (keyof F & string)[]; readonly sort: keyof F & string };
    readonly form: readonly { readonly title: string; readonly fields: readonly (keyof F & string)[] }[];
  };

/**
 * Declares a kind. It lives in projects, at version 1, without upgrades and links, unless given.
 * @throws Error at start-up when the declaration contradicts itself; the message names kind and part.
 */
export function defineKind<const F extends Fields>(declaration: Declaration<F>): Kind<F> {
  // Files belong to records of every kind, so nobody declares that.
  const fields = { ...declaration.fields, [ATTACHMENTS]: attachmentsField };
  const kind: Kind<F> = { home: ['project'], version: 1, upgrades: [], links: {}, ...declaration, fields };
  const wrong = (what: string): never => {
    throw new Error(`Kind “${kind.name}”: ${what}`);
  };
  const declared: Fields = declaration.fields;
  // A kind made out of another one brings the very same field.
  if ((declared[ATTACHMENTS] ?? attachmentsField) !== attachmentsField)
    wrong(`has “${ATTACHMENTS}” anyway; do not declare it`);
  if (declared.title?.type !== 'text' || !declared.title.required) wrong('needs a required text field “title”');
  if (declared.owner && declared.owner.type !== 'person') wrong('“owner” must be a person');
  if (declared.due && declared.due.type !== 'date') wrong('“due” must be a date');
  for (const name of ['state', 'number'])
    if (declared[name]) wrong(`“${name}” is what every record has; name the field otherwise`);
  for (const name of [
    ...kind.list.columns,
    kind.list.sort,
    ...(kind.until ?? []),
    ...kind.form.flatMap((section) => section.fields),
  ]) {
    if (!Object.hasOwn(fields, name)) wrong(`list, form or date names the unknown field “${name}”`);
  }
  if (kind.home.length === 0) wrong('lives nowhere');
  for (const [name, { parallel, unique, fields: own = {} }] of Object.entries(kind.links)) {
    if (unique !== undefined && !kind.fields[unique]?.required) {
      wrong(`those linked by “${name}” cannot differ in “${unique}”, which is not a required field`);
    }
    if (parallel && !Object.hasOwn(own, parallel.by)) {
      wrong(`links “${name}” are told apart by the unknown field “${parallel.by}”`);
    }
  }
  // Headings of an exported register: each goes back to where it came from.
  const labels = new Set(['number', 'state']);
  for (const [name, { label }] of Object.entries(fields)) {
    if (labels.has(label.toLowerCase()))
      wrong(`has “${label}” twice, or what every record has: “${name}” needs another label`);
    labels.add(label.toLowerCase());
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) wrong(`“${name}” is no name for a field: letters and digits only`);
    if (field.sortable && !fieldType(field).sorts) wrong(`“${name}” cannot be sortable: its type has no order`);
    if (field.type !== 'rating') continue;
    for (const table of [field.table, ...(field.earlier ?? [])]) {
      const [fault] = faultsOf(table);
      if (fault) wrong(`the table ${table.id} ${table.version} of “${name}” ${fault}`);
    }
  }
  const { initial, states, moves } = kind.lifecycle;
  for (const state of [initial, ...Object.values(moves).flatMap((move) => [...move.from, move.to])]) {
    if (!Object.hasOwn(states, state)) wrong(`lifecycle names the unknown state “${state}”`);
  }
  for (const fault of checkPermissions(kind)) wrong(fault);
  kind.upgrades.forEach((upgrade, index) => {
    if (upgrade.to !== index + 2) wrong(`upgrades must lead to 2, 3, … in order`);
  });
  if (kind.version !== kind.upgrades.length + 1)
    wrong(`is at version ${kind.version} with ${kind.upgrades.length} upgrades`);
  return kind;
}
