import type { FieldProfile, Profile, SegmentProfile, StructureNode } from '../profile/model.ts';

/** What one end says of a field. */
export interface MapSide {
  readonly name: string;
  /** R, RE, C(R/O), O, X and so on. */
  readonly usage: string;
  /** Whether messages cannot do without it: it is required, and so is its segment wherever only this end has it. */
  readonly required: boolean;
  readonly datatype: string;
  /** Whether its type has components, so that a code stands in the first of them. */
  readonly composite: boolean;
  /** Occurrences, such as 1..*. */
  readonly often: string;
  readonly maxLength?: number;
  /** Names of the tables its codes are of. */
  readonly tables: readonly string[];
}

/** How the target differs from the source at a place, so that a value cannot simply pass. */
export type MapDifference =
  /** The target wants it, and the source need not send it. */
  | 'target-requires'
  /** The target does not take it, and the source may send it. */
  | 'target-refuses'
  | 'shorter'
  | 'fewer'
  | 'other-type'
  /** The source may send codes that the target does not know. */
  | 'other-codes';

/** A field of either end. */
export interface MapField {
  readonly place: string;
  readonly source?: MapSide;
  readonly target?: MapSide;
  readonly differences: readonly MapDifference[];
}

/** Every field that one of the two ends uses, by segments in the order in which messages have them. */
export function mapFields(source: Profile, target: Profile): readonly MapField[] {
  const [left, right] = [segmentsOf(source), segmentsOf(target)];
  const [always, needed] = [neededIn(source), neededIn(target)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [one, other] = [left.get(name), right.get(name)];
    const count = Math.max(one?.fields.length ?? 0, other?.fields.length ?? 0);
    return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
      const [from, to] = [used(one?.fields[at]), used(other?.fields[at])];
      // How a message is read is no question of mapping.
      if ((!from && !to) || (name === 'MSH' && at < 2)) return [];
      return [
        {
          place: `${name}-${at + 1}`,
          ...(from ? { source: sideOf(from, source, right.has(name) || always.has(name)) } : {}),
          ...(to ? { target: sideOf(to, target, left.has(name) || needed.has(name)) } : {}),
          differences: from || left.has(name) || needed.has(name) ? differencesOf(from, to, source, target) : [],
        },
      ];
    });
  });
}

/** The codes that a field may hold; undefined where no table with codes says so. */
export function codesAt(
  profile: Profile,
  segment: string,
  field: number,
): readonly { readonly value: string; readonly text: string }[] | undefined {
  const described = segmentsOf(profile).get(segment)?.fields[field - 1];
  if (!described) return undefined;
  const codes = codesOf(described, profile);
  return codes.length === 0 ? undefined : codes;
}

/** Segments by the names that messages give them, as they come in the structures. */
function segmentsOf(profile: Profile): ReadonlyMap<string, SegmentProfile> {
  const found = new Map<string, SegmentProfile>();
  const take = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'group') take(node.children);
      else {
        for (const [at, name] of node.names.entries()) {
          const segment = profile.segments[node.segments[at] ?? ''];
          if (segment && !found.has(name)) found.set(name, segment);
        }
      }
    }
  };
  for (const { children } of profile.messages) take(children);
  return found;
}

/** Segments that a message cannot do without: required, in groups that are. */
function neededIn({ messages }: Profile): ReadonlySet<string> {
  const found = new Set<string>();
  const take = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      if (node.usage.code !== 'R') continue;
      if (node.kind === 'group') take(node.children);
      else for (const name of node.names) found.add(name);
    }
  };
  for (const { children } of messages) take(children);
  return found;
}

function used(field: FieldProfile | undefined): FieldProfile | undefined {
  return field && field.usage.code !== 'X' && field.usage.code !== 'W' ? field : undefined;
}

function sideOf(field: FieldProfile, profile: Profile, isThere: boolean): MapSide {
  const { name, usage, datatype, min, max, maxLength, bindings } = field;
  const { code, whenTrue, whenFalse } = usage;
  return {
    name,
    usage: whenTrue === undefined ? code : `${code}(${whenTrue}/${whenFalse ?? 'O'})`,
    required: code === 'R' && isThere,
    datatype: typeOf(datatype, profile),
    composite: (profile.datatypes[datatype]?.components.length ?? 0) > 1,
    often: `${min}..${max ?? '*'}`,
    ...(maxLength === undefined ? {} : { maxLength }),
    tables: [...new Set((bindings ?? []).flatMap(({ tables }) => tables))],
  };
}

function typeOf(datatype: string, { datatypes }: Profile): string {
  return datatypes[datatype]?.name ?? datatype;
}

function differencesOf(
  from: FieldProfile | undefined,
  to: FieldProfile | undefined,
  source: Profile,
  target: Profile,
): readonly MapDifference[] {
  if (!from) return to?.usage.code === 'R' ? ['target-requires'] : [];
  if (!to) return ['target-refuses'];
  const [sent, taken] = [codesOf(from, source), codesOf(to, target)];
  const known = new Set(taken.map(({ value }) => value));
  const tell = (what: MapDifference, when: boolean): readonly MapDifference[] => (when ? [what] : []);
  return [
    ...tell('target-requires', to.usage.code === 'R' && from.usage.code !== 'R'),
    ...tell('shorter', (to.maxLength ?? Infinity) < (from.maxLength ?? to.maxLength ?? Infinity)),
    ...tell('fewer', (to.max ?? Infinity) < (from.max ?? Infinity)),
    ...tell('other-type', typeOf(from.datatype, source) !== typeOf(to.datatype, target)),
    ...tell('other-codes', taken.length > 0 && sent.some(({ value }) => !known.has(value))),
  ];
}

function codesOf({ bindings, datatype }: FieldProfile, profile: Profile) {
  // Of a coded element the table may stand at its first component.
  const inner = profile.datatypes[datatype]?.components[0]?.bindings;
  const all = bindings ?? inner ?? [];
  return all
    .flatMap((binding) => binding.tables.flatMap((name) => profile.tables[name]?.codes ?? []))
    .filter(({ excluded }) => !excluded)
    .map(({ value, text }) => ({ value, text }));
}
