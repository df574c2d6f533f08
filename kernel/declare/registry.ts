import type { BoundCommand } from './command.ts';
import type { Discipline, Disposable, Hold, OfficeHolder, ScopeCommands } from './discipline.ts';
import { formFault } from './command-form.ts';
import { commentAmong, COMMENTING } from './comment.ts';
import { checkLinkRules } from './check-permissions.ts';
import type { DocumentDeclaration, DocumentPart } from './document.ts';
import type { Fact } from './fact.ts';
import type { Fields } from './field.ts';
import type { FieldValues, Json } from './json.ts';
import type { Kind, Link } from './kind.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Board, Forecast, GateDefinition } from '../readiness/gate.ts';
import type { Moment } from './moment.ts';
import { liesAbove, type ScopeType } from './scope.ts';
import { importTable } from '../import/table.ts';
import { askDisposal } from './disposal.ts';
import type { Templates } from './template.ts';
import type { View } from './view.ts';
import { undoPlan, undoTable } from '../import/undo.ts';
import { REDACTING, redaction } from './redaction.ts';
import { share, SHARING } from './share.ts';

/** A link type with the kind that declares it. */
export interface LinkType extends Omit<Link, 'to'> {
  readonly to: readonly string[];
  /** `<kind>.<link>` */
  readonly type: string;
  readonly from: string;
}

/** Everything the disciplines declare, found by name. */
export interface Registry {
  readonly disciplines: readonly Discipline[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly links: ReadonlyMap<string, LinkType>;
  /** Kind → types of the links by which its records rest on evidence. */
  readonly footings: ReadonlyMap<string, readonly string[]>;
  readonly commands: ReadonlyMap<string, BoundCommand>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly gates: (graph: GraphReader) => readonly GateDefinition[];
  readonly board: (graph: GraphReader) => Board | undefined;
  /** Commands that keep the own record of scopes of a type. */
  readonly scopes: (type: ScopeType) => ScopeCommands | undefined;
  readonly templates: Templates | undefined;
  readonly offices: (graph: GraphReader, at: Moment) => readonly OfficeHolder[];
  /** Offices the account holds in the graph's scope at the moment. */
  readonly appointments: (graph: GraphReader, account: string, at: Moment) => readonly string[];
  readonly heldBy: (graph: GraphReader, record: string, at: Moment) => Hold | undefined;
  readonly disposal: (graph: GraphReader, at: Moment) => readonly Disposable[];
  readonly forecast: (graph: GraphReader, at: Moment) => Forecast;
  /** Commands that work out what disciplines keep of their records. */
  readonly reckons: readonly string[];
  readonly views: ReadonlyMap<string, View>;
  readonly documents: ReadonlyMap<string, DocumentDeclaration>;
  /** What disciplines add to a document, in their order. */
  readonly documentParts: (document: string) => readonly DocumentPart[];
}

/**
 * Joins the disciplines.
 * @param general commands that work for every kind.
 * @throws Error at start-up when two declarations share a name or one names something unknown.
 */
export function createRegistry(disciplines: readonly Discipline[], general: readonly BoundCommand[]): Registry {
  const declared = [share, redaction, ...disciplines.flatMap((discipline) => discipline.kinds)];
  const kinds = index('kind', [...declared, commentAmong(declared)]);
  const commands = index('command', [
    ...SHARING,
    ...REDACTING,
    askDisposal,
    ...COMMENTING,
    importTable,
    undoTable,
    undoPlan,
    ...general,
    ...disciplines.flatMap((discipline) => discipline.commands),
  ]);
  const facts = index(
    'fact',
    disciplines.flatMap((discipline) => discipline.facts),
  );
  const reckons = disciplines.flatMap((discipline) => discipline.reckons ?? []);
  const unknownReckoning = reckons.find((name) => !commands.has(name));
  if (unknownReckoning !== undefined) throw new Error(`The unknown command “${unknownReckoning}” cannot reckon`);
  const links = new Map<string, LinkType>();
  for (const kind of kinds.values()) {
    for (const [name, link] of Object.entries(kind.links)) {
      const type = `${kind.name}.${name}`;
      const to = link.to === 'every' ? [...kinds.keys()] : link.to;
      if (link.fields && Object.hasOwn(link.fields, PINNED))
        throw new Error(`Link “${type}” declares “${PINNED}”, which pins are kept in`);
      if (link.removedBy && !commands.has(link.removedBy.command))
        throw new Error(`Link “${type}” is removed by the unknown command “${link.removedBy.command}”`);
      if (link.byHand === 'adding' && !link.removedBy) throw new Error(`Link “${type}” could never be removed`);
      const unknown = to.find((target) => !kinds.has(target));
      if (unknown) throw new Error(`Link “${type}” points to the unknown kind “${unknown}”`);
      const reachable = link.to === 'every' || link.to.every((target) => canEnd(kind, kinds.get(target)));
      if (!reachable) throw new Error(`Link “${type}” points downward: it could never be made`);
      links.set(type, { ...link, to, type, from: kind.name });
    }
  }
  for (const { name, input, forms } of commands.values()) {
    if (forms.length > 0 && links.has(name)) throw new Error(`The command “${name}” is called like a link`);
    for (const form of forms) {
      const fault = formFault(form, input, { kinds, links });
      if (fault !== undefined) throw new Error(`The command “${name}” ${fault}`);
    }
  }
  const footings = Map.groupBy(
    [...links.values()].filter(({ pins }) => pins === 'verification'),
    ({ from }) => from,
  );
  for (const kind of kinds.values()) {
    for (const fault of checkLinkRules(kind, links, kinds)) throw new Error(`Kind “${kind.name}”: ${fault}`);
  }
  for (const fact of facts.values()) {
    if (!kinds.has(fact.kind)) throw new Error(`Fact “${fact.name}” selects the unknown kind “${fact.kind}”`);
    const isSingle = fact.fold === 'largest' || fact.fold === 'smallest' || fact.whenEmpty !== 'unknown';
    if (kinds.get(fact.kind)?.anonymous && isSingle) {
      throw new Error(`Fact “${fact.name}” would tell a single anonymous answer, or that there are too few`);
    }
  }
  const prefixes = new Set([...kinds.values()].map((kind) => kind.prefix));
  if (prefixes.size !== kinds.size) throw new Error('Two kinds share a number prefix');
  const gates = (graph: GraphReader) => disciplines.flatMap((discipline) => discipline.gates?.(graph) ?? []);
  const documents = index(
    'document',
    disciplines.flatMap((discipline) => discipline.documents ?? []),
  );
  for (const { name, subject } of documents.values()) {
    if (subject !== undefined && !kinds.has(subject))
      throw new Error(`Document “${name}” is about the unknown kind “${subject}”`);
  }
  const views = index(
    'view',
    disciplines.flatMap((discipline) => discipline.views ?? []),
  );
  for (const { name, reads } of views.values()) {
    const unknown = reads.find((kind) => !kinds.has(kind));
    if (unknown !== undefined) throw new Error(`View “${name}” reads the unknown kind “${unknown}”`);
  }
  const parts = disciplines.flatMap((discipline) => discipline.documentParts ?? []);
  const forecaster = disciplines.find((discipline) => discipline.forecast);
  return {
    disciplines,
    kinds,
    links,
    footings: new Map([...footings].map(([kind, types]) => [kind, types.map(({ type }) => type)])),
    commands,
    facts,
    gates,
    board: (graph) => disciplines.find((discipline) => discipline.board)?.board?.(graph),
    scopes: (type) => disciplines.find((discipline) => discipline.scopes?.[type])?.scopes?.[type],
    templates: disciplines.find((discipline) => discipline.templates)?.templates,
    offices: (graph, at) => disciplines.flatMap((discipline) => discipline.offices?.(graph, at) ?? []),
    appointments: (graph, account, at) => [
      ...new Set(disciplines.flatMap((discipline) => discipline.appointments?.(graph, account, at) ?? [])),
    ],
    heldBy: (graph, record, at) => {
      for (const { heldBy } of disciplines) {
        const hold = heldBy?.(graph, record, at);
        if (hold) return hold;
      }
      return undefined;
    },
    disposal: (graph, at) => disciplines.flatMap((discipline) => discipline.disposal?.(graph, at) ?? []),
    forecast: (graph, at) => forecaster?.forecast?.(graph, at) ?? { overdue: 0 },
    reckons,
    views,
    documents,
    documentParts: (document) => parts.filter((part) => part.document === document),
  };
}

/** Links point upward: one can end in the scope it begins in, or in one above. */
function canEnd(from: Kind, to: Kind | undefined): boolean {
  return from.home.some((lower) => to?.home.some((upper) => upper === lower || liesAbove(upper, lower)));
}

function index<T extends { readonly name: string }>(what: string, items: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    if (found.has(item.name)) throw new Error(`Two declarations of the ${what} “${item.name}”`);
    found.set(item.name, item);
  }
  return found;
}

/** What tells a link from others of its type between the same two records; null for all where there can be only one. */
export function distinction({ parallel }: Link, fields: FieldValues): Json {
  return parallel ? (fields[parallel.by] ?? parallel.absent) : null;
}

/** Where a link that pins keeps the material version of its end that was looked at. */
export const PINNED = 'pinned';

const PINNED_FIELDS: Fields = {
  [PINNED]: { type: 'number', label: 'Version looked at', integer: true, min: 1, computed: true },
};

/** The fields of a link type, with the one a pin is kept in; none when it has none. */
export function linkFields({ fields = {}, pins }: Pick<Link, 'fields' | 'pins'>): Fields {
  return pins ? { ...fields, ...PINNED_FIELDS } : fields;
}
