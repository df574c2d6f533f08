import { matcherOf } from '../pattern/match.ts';
import type { Binding, Code, CodeLocation, PlacedBinding, Profile, Table } from '../profile/model.ts';
import { instancesAt } from '../profile/values.ts';
import type { Instance } from '../profile/values.ts';
import type { Node } from '../syntax/node.ts';
import { say } from '../say.ts';
import type { CheckContext } from './context.ts';

/** Holds the code of an element against the tables it is bound to. */
export function checkCodes(node: Node, bindings: readonly Binding[] | undefined, context: CheckContext): void {
  for (const binding of bindings ?? []) checkBinding(node, binding, context);
}

/** Holds codes further in than an element itself against the tables they are bound to. */
export function checkPlacedCodes(
  bindings: readonly PlacedBinding[] | undefined,
  instance: Instance,
  context: CheckContext,
): void {
  for (const binding of bindings ?? []) {
    for (const one of instancesAt(instance, binding.path) ?? [])
      if (!('parts' in one)) checkBinding(one, binding, context);
  }
}

/** Whether a value holds a code of the tables of a binding; undefined where the profile does not have them. */
export function holdsBoundCode(node: Node, binding: Binding, profile: Profile): boolean | undefined {
  const known = tablesOf(binding, profile);
  if (known.length === 0) return undefined;
  return candidatesOf(node, binding.locations).some((one) =>
    known.some((table) => codeOf(one.node.value, one.system, table) !== undefined),
  );
}

/** A value that may be the code, and the coding system that stands beside it. */
interface Candidate {
  readonly node: Node;
  /** '' where none stands in its place, undefined where it has no place. */
  readonly system: string | undefined;
}

function checkBinding(node: Node, binding: Binding, context: CheckContext): void {
  const { findings, profile, against } = context;
  const { strength } = binding;
  if (strength === 'U') return;
  const known = tablesOf(binding, profile);
  if (known.length === 0) return;
  const candidates = candidatesOf(node, binding.locations);
  const [first] = candidates;
  // The standard asks for no more than a code that is allowed.
  if (!first || (against === 'standard' && isAllowed(first, known))) return;
  const hits = candidates.flatMap((one) => hitsOf(one, known));
  const allowed = hits.filter((hit) => !hit.code.excluded);
  const [hit] = allowed.length > 0 ? allowed : hits;
  if (hit && !hit.code.excluded) {
    if (against === 'profile') checkPlaces(allowed, binding, findings);
    return;
  }
  const code = hit?.code;
  const told = known
    .map(({ name, description }) => `${name}${description === '' ? '' : ` (${description})`}`)
    .join(', ');
  const quoted = JSON.stringify(first.node.value);
  const value = first.system ? say`${quoted} of ${first.system}` : quoted;
  if (code?.excluded) {
    const severity = strength === 'R' ? 'warning' : 'information';
    findings.add(severity, 'code-excluded', first.node, say`${value} is excluded from table ${told}.`);
  } else if (!code) {
    const extensible = known.some((table) => table.extensible);
    // Tables of the standard that grow are here in one state for all versions.
    if (against === 'standard' && extensible) return;
    if (strength === 'S') {
      const severity = against === 'standard' ? 'warning' : 'information';
      findings.add(
        severity,
        'code-unknown',
        first.node,
        say`${value} is not among the codes that table ${told} suggests.`,
      );
    } else {
      findings.add(
        extensible ? 'warning' : 'error',
        'code-unknown',
        first.node,
        say`${value} is not in table ${told}.`,
      );
    }
  }
}

function isAllowed({ node, system }: Candidate, tables: readonly Table[]): boolean {
  const { value } = node;
  for (const table of tables) {
    const code = codeOf(value, system, table);
    if (code && !code.excluded) return true;
  }
  return false;
}

/** A code that stands in a table. */
interface Hit {
  readonly candidate: Candidate;
  readonly table: Table;
  readonly code: Code;
}

function hitsOf(candidate: Candidate, tables: readonly Table[]): readonly Hit[] {
  return tables.flatMap((table) => {
    const code = codeOf(candidate.node.value, candidate.system, table);
    return code ? { candidate, table, code } : [];
  });
}

/** A code has the coding system beside it that its table names, and stands in one of its places only. */
function checkPlaces(hits: readonly Hit[], { strength }: Binding, findings: CheckContext['findings']): void {
  for (const [at, { candidate, table, code }] of hits.entries()) {
    const quoted = JSON.stringify(candidate.node.value);
    const own = hits.filter((other) => other.candidate === candidate);
    if (own[0]?.table === table && candidate.system === '' && own.every((other) => other.code.system !== undefined)) {
      const text = say`${quoted} of table ${table.name} is a code of ${code.system ?? ''}; no coding system stands beside it.`;
      findings.add(strength === 'R' ? 'warning' : 'information', 'code-without-system', candidate.node, text);
    }
    if (hits.slice(0, at).some((other) => other.table === table && other.candidate !== candidate)) {
      const text = say`${quoted} is the second code of table ${table.name} here.`;
      findings.add(strength === 'R' ? 'error' : 'information', 'code-twice', candidate.node, text);
    }
  }
}

const tablesFound = new WeakMap<Binding, { readonly profile: Profile; readonly tables: readonly Table[] }>();

/** The tables of a binding, each with codes; none where one of them is not known. */
function tablesOf(binding: Binding, profile: Profile): readonly Table[] {
  const before = tablesFound.get(binding);
  if (before?.profile === profile) return before.tables;
  const known = binding.tables.flatMap((name) => profile.tables[name] ?? []).filter(({ codes }) => codes.length > 0);
  const tables = known.length < binding.tables.length ? [] : known;
  tablesFound.set(binding, { profile, tables });
  return tables;
}

function candidatesOf(node: Node, locations: readonly CodeLocation[] | undefined): readonly Candidate[] {
  if (!locations) {
    const one = valueOf(node);
    return one.isEmpty || one.isNull ? [] : [{ node: one, system: undefined }];
  }
  return locations.flatMap(({ code, system }) => {
    const one = node.child(code);
    if (!one || one.isEmpty || one.isNull) return [];
    return { node: one, system: system === undefined ? undefined : (node.child(system)?.value ?? '') };
  });
}

/** Whether a table holds a value. */
export function holdsCode(value: string, table: Table | undefined): boolean {
  return table !== undefined && codeOf(value, undefined, table) !== undefined;
}

/** The value itself of a type without parts; what else stands there is told elsewhere. */
function valueOf(node: Node): Node {
  return node.isSingle ? node : ((node.children.length > 1 ? node.child(1) : undefined) ?? node);
}

/** Codes of a table by their value, and those that are patterns. */
interface TableIndex {
  readonly byValue: ReadonlyMap<string, readonly Code[]>;
  readonly patterns: readonly Code[];
}

const indexes = new WeakMap<Table, TableIndex>();

function indexOf(table: Table): TableIndex {
  const before = indexes.get(table);
  if (before) return before;
  const plain = table.codes.filter(({ pattern }) => pattern === undefined);
  const made = {
    byValue: Map.groupBy(plain, ({ value }) => value),
    patterns: table.codes.filter(({ pattern }) => pattern !== undefined),
  };
  indexes.set(table, made);
  return made;
}

/** The code that a value is. Without a coding system beside it any is taken, one that needs none first. */
function codeOf(value: string, system: string | undefined, table: Table): Code | undefined {
  const { byValue, patterns } = indexOf(table);
  const isKnown = system !== undefined && system !== '';
  const fits = (code: Code): boolean => !isKnown || code.system === undefined || code.system === system;
  const codes = byValue.get(value);
  const bare = isKnown ? undefined : codes?.find((code) => code.system === undefined);
  return bare ?? codes?.find(fits) ?? patterns.find((code) => fits(code) && matches(code, value));
}

function matches({ pattern = '' }: Code, value: string): boolean {
  const matcher = matcherOf(pattern);
  return typeof matcher !== 'string' && matcher(value) === true;
}
