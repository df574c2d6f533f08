import type { Kind } from './kind.ts';
import { ACTIONS, partsOf, type Predicate, type Rule } from './permission.ts';
import type { LinkType } from './registry.ts';

/** What contradicts itself in who may do what with a kind, found at start-up. */
export function checkPermissions(kind: Kind): string[] {
  const { permissions, fields, lifecycle, anonymous, urgent } = kind;
  const faults: string[] = [];
  for (const action of ACTIONS) {
    const rules = permissions[action] ?? [];
    if (action !== 'read' && rules.some(({ role }) => role === 'auditor')) faults.push('an auditor writes nothing');
    for (const part of predicates(rules)) {
      // The links of a record come after it.
      if (action === 'create' && ('linkedTo' in part || 'linkedFrom' in part)) {
        faults.push('who may create it cannot be said by links');
      }
      const unknown = 'state' in part && part.state.find((state) => !Object.hasOwn(lifecycle.states, state));
      if (unknown) faults.push(`a rule names the unknown state “${unknown}”`);
    }
  }
  for (const part of urgent ? partsOf(urgent) : []) {
    if ('state' in part && part.state.some((state) => !Object.hasOwn(lifecycle.states, state)))
      faults.push('what is urgent names an unknown state');
    if ('field' in part && !Object.hasOwn(fields, part.field)) faults.push('what is urgent names an unknown field');
  }
  if (fields.title?.read) faults.push('whoever sees the record sees its title');
  if (!anonymous) return faults;
  if (anonymous.minimumGroup < 2) faults.push('a group of anonymous answers has at least two');
  if (permissions.read.length > 0) faults.push('nobody reads an anonymous answer');
  if (permissions.update || permissions.withdraw) {
    faults.push('an anonymous answer is not changed: nobody knows whose it is');
  }
  if (Object.values(fields).some(({ type }) => type === 'person')) faults.push('an anonymous answer names nobody');
  return faults;
}

/** Links that rules name and nobody declares, or that do not touch the kind. */
export function checkLinkRules(kind: Kind, links: ReadonlyMap<string, LinkType>): string[] {
  return [...predicates(rulesOf(kind))].flatMap((part) => {
    const name = 'linkedTo' in part ? part.linkedTo : 'linkedFrom' in part ? part.linkedFrom : undefined;
    return name === undefined || links.has(name) ? [] : [`a rule names the unknown link “${name}”`];
  });
}

/** Every rule of a kind: of its actions, its moves and its fields. */
function rulesOf({ permissions, fields, lifecycle, waits }: Kind): readonly Rule[] {
  return [
    ...(waits ?? []),
    ...ACTIONS.flatMap((action) => permissions[action] ?? []),
    ...Object.values(lifecycle.moves).flatMap(({ by }) => by ?? []),
    ...Object.values(fields).flatMap(({ read, write }) => [...(read ?? []), ...(write ?? [])]),
  ];
}

/** What else a kind's reading goes by: links of a type, and the records at their far end. */
export function readsThrough({ permissions, fields }: Kind): readonly { link: string; end: 'from' | 'to' }[] {
  const rules = [...permissions.read, ...Object.values(fields).flatMap(({ read }) => read ?? [])];
  return [...predicates(rules)].flatMap((part): { link: string; end: 'from' | 'to' }[] => {
    if ('linkedTo' in part) return [{ link: part.linkedTo, end: 'to' }];
    return 'linkedFrom' in part ? [{ link: part.linkedFrom, end: 'from' }] : [];
  });
}

function* predicates(rules: readonly Rule[]): Generator<Predicate> {
  for (const { where } of rules) if (where) yield* partsOf(where);
}
