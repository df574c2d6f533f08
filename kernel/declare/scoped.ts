import type { GraphReader } from '../graph/reader.ts';
import type { Kind } from './kind.ts';
import { isListed, ownField, ownFieldsOf, ownName, type OwnFieldRow } from './own-field.ts';
import type { Registry } from './registry.ts';

/** The declarations with a scope's own fields in them: its kinds have more fields, one more section and columns. */
export function withOwnFields(registry: Registry, rows: readonly OwnFieldRow[]): Registry {
  const extended = new Set(rows.map(({ fields }) => fields.of));
  if (extended.size === 0) return registry;
  const kinds = new Map(
    [...registry.kinds].map(([name, kind]) => [name, extended.has(name) ? extend(kind, rows) : kind]),
  );
  return { ...registry, kinds };
}

function extend(kind: Kind, rows: readonly OwnFieldRow[]): Kind {
  const own = ownFieldsOf(kind.name, kind.fields, rows);
  const names = Object.keys(own);
  if (names.length === 0) return kind;
  const listed = rows.filter(isListed).map(({ id }) => ownName(id));
  return {
    ...kind,
    fields: { ...kind.fields, ...own },
    form: [...kind.form, { title: 'Own fields', fields: names }],
    list: { ...kind.list, columns: [...kind.list.columns, ...listed.filter((name) => Object.hasOwn(own, name))] },
  };
}

interface Made {
  readonly rows: readonly OwnFieldRow[];
  readonly registry: Registry;
}
const made = new WeakMap<Registry, WeakMap<GraphReader, Made>>();

/**
 * The one place where a scope's own fields join the declarations: whoever works with the records of a scope looks kinds up
 * here. Made anew only when a field was added, changed or withdrawn, so that it may be asked for with every request.
 */
export function scopedRegistry(registry: Registry, graph: GraphReader): Registry {
  const rows: readonly OwnFieldRow[] = [...graph.rows(ownField.name)];
  if (rows.length === 0) return registry;
  const known = made.get(registry) ?? new WeakMap<GraphReader, Made>();
  made.set(registry, known);
  const before = known.get(graph);
  if (before?.rows.length === rows.length && rows.every((row, index) => row === before.rows[index]))
    return before.registry;
  const scoped = withOwnFields(registry, rows);
  known.set(graph, { rows, registry: scoped });
  return scoped;
}
