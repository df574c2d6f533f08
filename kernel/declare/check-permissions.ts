import type { Kind } from './kind.ts';
import { ACTIONS, ownPartsOf, partsOf, type Predicate, type Rule } from './permission.ts';
import type { LinkType } from './registry.ts';

/** What contradicts itself in who may do what with a kind, found at start-up. */
export function checkPermissions(kind: Kind): string[] {
  const { permissions, fields, anonymous, urgent, wantsOwner } = kind;
  const faults: string[] = [];
  for (const action of ACTIONS) {
    const rules = permissions[action] ?? [];
    if (action !== 'read' && rules.some(({ role }) => role === 'auditor')) faults.push('an auditor writes nothing');
    for (const part of predicates(rules)) {
      // The links of a record come after it.
      if (action === 'create' && ('linkedTo' in part || 'linkedFrom' in part)) {
        faults.push('who may create it cannot be said by links');
      }
    }
    for (const { where } of rules) {
      const unknown = where && unknownState(kind, where);
      if (unknown) faults.push(`a rule names the unknown state “${unknown}”`);
    }
  }
  if (urgent) faults.push(...unknownIn(kind, urgent).map((what) => `what is urgent names ${what}`));
  if (wantsOwner) faults.push(...unknownIn(kind, wantsOwner).map((what) => `what wants an owner names ${what}`));
  if (wantsOwner && !fields['owner']) faults.push('it wants an owner and has no such field');
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

/** States and fields of the record itself that a predicate names and the kind does not have. */
function unknownIn({ fields, lifecycle }: Kind, where: Predicate): string[] {
  return [...ownPartsOf(where)].flatMap((part) => [
    ...('state' in part && part.state.some((state) => !Object.hasOwn(lifecycle.states, state))
      ? ['an unknown state']
      : []),
    ...('field' in part && !Object.hasOwn(fields, part.field) ? ['an unknown field'] : []),
  ]);
}

/** The first state that a predicate asks of the record itself and that no kind it may be of has. */
function unknownState({ lifecycle }: Pick<Kind, 'lifecycle'>, where: Predicate): string | undefined {
  for (const part of ownPartsOf(where)) {
    const unknown = 'state' in part && part.state.find((state) => !Object.hasOwn(lifecycle.states, state));
    if (unknown) return unknown;
  }
  return undefined;
}

/** Links that rules name and nobody declares, and states that no record at their far end has. */
export function checkLinkRules(
  kind: Kind,
  links: ReadonlyMap<string, LinkType>,
  kinds: ReadonlyMap<string, Kind>,
): string[] {
  const wanted = kind.wantsOwner ? partsOf(kind.wantsOwner) : [];
  return [...predicates(rulesOf(kind)), ...wanted].flatMap((part) => {
    if (!('linkedTo' in part || 'linkedFrom' in part)) return [];
    const name = 'linkedTo' in part ? part.linkedTo : part.linkedFrom;
    const link = links.get(name);
    if (!link) return [`a rule names the unknown link “${name}”`];
    const ends = ('linkedTo' in part ? link.to : [link.from]).flatMap((end) => kinds.get(end) ?? []);
    const faults = ends.map((end) => unknownState(end, part.where));
    // Where a link leads to several kinds, a state need be known to one of them only.
    const [first] = faults;
    return first !== undefined && faults.every(Boolean)
      ? [`a rule names “${first}”, which nothing at “${name}” is`]
      : [];
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
