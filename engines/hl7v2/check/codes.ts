import { matcherOf } from '../pattern/match.ts';
import type { Binding, Code, CodeLocation, Table } from '../profile/model.ts';
import type { Node } from '../syntax/node.ts';
import type { CheckContext } from './context.ts';

/** Holds the code of an element against the tables it is bound to. */
export function checkCodes(node: Node, bindings: readonly Binding[] | undefined, context: CheckContext): void {
  for (const binding of bindings ?? []) checkBinding(node, binding, context);
}

/** A value that may be the code, and the coding system that stands beside it. */
interface Candidate {
  readonly node: Node;
  readonly system: string | undefined;
}

function checkBinding(node: Node, { tables, strength, locations }: Binding, context: CheckContext): void {
  const { findings, profile, against } = context;
  if (strength === 'U') return;
  const known = tables.flatMap((name) => profile.tables[name] ?? []).filter(({ codes }) => codes.length > 0);
  if (known.length < tables.length || known.length === 0) return;
  const candidates = candidatesOf(node, locations);
  const [first] = candidates;
  if (!first) return;
  const found = candidates.flatMap((one) => known.map((table) => codeOf(one.node.value, one.system, table)));
  const code = found.find((one) => one !== undefined && !one.excluded) ?? found.find((one) => one !== undefined);
  const told = known
    .map(({ name, description }) => `${name}${description === '' ? '' : ` (${description})`}`)
    .join(', ');
  const value = `${JSON.stringify(first.node.value)}${first.system ? ` of ${first.system}` : ''}`;
  if (code?.excluded) {
    const severity = strength === 'R' ? 'warning' : 'information';
    findings.add(severity, 'code-excluded', first.node, `${value} is excluded from table ${told}.`);
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
        `${value} is not among the codes that table ${told} suggests.`,
      );
    } else {
      findings.add(extensible ? 'warning' : 'error', 'code-unknown', first.node, `${value} is not in table ${told}.`);
    }
  }
}

function candidatesOf(node: Node, locations: readonly CodeLocation[] | undefined): readonly Candidate[] {
  const all = locations
    ? locations.map(({ code, system }) => ({
        node: node.child(code),
        system: system === undefined ? undefined : node.child(system)?.value,
      }))
    : [{ node: valueOf(node), system: undefined }];
  return all.flatMap(({ node: one, system }) => (one && !one.isEmpty && !one.isNull ? [{ node: one, system }] : []));
}

/** Whether a table holds a value. */
export function holdsCode(value: string, table: Table | undefined): boolean {
  return table !== undefined && codeOf(value, undefined, table) !== undefined;
}

/** The value itself of a type without parts; what else stands there is told elsewhere. */
function valueOf(node: Node): Node {
  const first = node.children.length > 1 ? node.child(1) : undefined;
  return first ?? node;
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

function codeOf(value: string, system: string | undefined, table: Table): Code | undefined {
  const { byValue, patterns } = indexOf(table);
  const isOfSystem = (code: Code): boolean =>
    system === undefined || system === '' || code.system === undefined || code.system === system;
  return byValue.get(value)?.find(isOfSystem) ?? patterns.find((code) => isOfSystem(code) && matches(code, value));
}

function matches({ pattern = '' }: Code, value: string): boolean {
  const matcher = matcherOf(pattern);
  return typeof matcher !== 'string' && matcher(value) === true;
}
