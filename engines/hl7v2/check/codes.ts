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
  // In the standard, suggested tables are those that every site replaces by its own.
  if (strength === 'U' || (strength === 'S' && against === 'standard')) return;
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
    const severity = strength === 'S' ? 'information' : extensible ? 'warning' : 'error';
    findings.add(severity, 'code-unknown', first.node, `${value} is not in table ${told}.`);
  }
}

function candidatesOf(node: Node, locations: readonly CodeLocation[] | undefined): readonly Candidate[] {
  const all = locations
    ? locations.map(({ code, system }) => ({
        node: node.child(code),
        system: system === undefined ? undefined : node.child(system)?.value,
      }))
    : [{ node, system: undefined }];
  return all.flatMap(({ node: one, system }) => (one && !one.isEmpty && !one.isNull ? [{ node: one, system }] : []));
}

/** Whether a table holds a value. */
export function holdsCode(value: string, table: Table | undefined): boolean {
  return table !== undefined && codeOf(value, undefined, table) !== undefined;
}

function codeOf(value: string, system: string | undefined, { codes }: Table): Code | undefined {
  return codes.find((code) => {
    if (system !== undefined && system !== '' && code.system !== undefined && code.system !== system) return false;
    if (code.pattern === undefined) return code.value === value;
    const matcher = matcherOf(code.pattern);
    return typeof matcher !== 'string' && matcher(value) === true;
  });
}
