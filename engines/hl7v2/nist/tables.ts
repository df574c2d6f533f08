import type { Binding, Code, CodeLocation, Table } from '../profile/model.ts';
import { parseSteps } from '../profile/values.ts';
import { contextsIn, directTarget, wholeTarget } from './contexts.ts';
import type { Context, Contexts } from './contexts.ts';
import { strengthOf } from './structure.ts';
import { childNamed, childrenNamed, listed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Reads VALUESETS.xml; tables that are not to be validated are left out. */
export function tablesOf(root: XmlElement): Record<string, Table> {
  const unchecked = new Set(listed(root, 'NoValidation', 'BindingIdentifier').map(({ text }) => text.trim()));
  const definitions = [
    ...listed(root, 'ValueSetDefinitions', 'ValueSetDefinition'),
    ...childrenNamed(root, 'ValueSetDefinition'),
  ];
  const tables = definitions.map((element): Table => {
    const { BindingIdentifier = '', Name = '', Extensibility } = element.attributes;
    const codes = childrenNamed(element, 'ValueElement').map((one) => asPattern(codeOf(one), BindingIdentifier));
    return { name: BindingIdentifier, description: Name, extensible: Extensibility === 'Open', codes };
  });
  return Object.fromEntries(tables.filter(({ name }) => !unchecked.has(name)).map((table) => [table.name, table]));
}

/** Codes of coding systems (table 0396) that older bundles write as what they look like. */
const LOOKS: Readonly<Record<string, string>> = { HL7nnnn: 'HL7[0-9]{4}', '99zzz': '99[a-zA-Z0-9]{3}' };

function asPattern(code: Code, table: string): Code {
  const pattern = table.includes('0396') && code.pattern === undefined ? LOOKS[code.value] : undefined;
  return pattern === undefined ? code : { ...code, pattern };
}

function codeOf({ attributes: { Value = '', DisplayName = '', CodeSystem, Usage, CodePattern } }: XmlElement): Code {
  return {
    value: Value,
    text: DisplayName,
    ...(CodeSystem === undefined || CodeSystem === '' ? {} : { system: CodeSystem }),
    ...(Usage === 'E' ? { excluded: true } : {}),
    ...(CodePattern === undefined || CodePattern === '' ? {} : { pattern: CodePattern }),
  };
}

/**
 * Reads VALUESETBINDINGS.xml: which tables the codes of a part are from, and the codes of parts further in.
 * @param tables gets a table for each single code
 * @returns targets that are not read, because it cannot be told where they lead or where their code stands
 */
export function readBindings(root: XmlElement, contexts: Contexts, tables: Record<string, Table>): readonly string[] {
  const unread: string[] = [];
  for (const list of childrenNamed(root, 'ValueSetBindings', 'SingleCodeBindings')) {
    for (const { context, by, key, element } of contextsIn(list)) {
      // Messages and groups stand in one list.
      const owners = (context === 'Message' ? (['Message', 'Group'] as const) : [context]).map((one) =>
        contexts.at(one, by, key),
      );
      for (const one of childrenNamed(element, 'ValueSetBinding', 'SingleCodeBinding')) {
        const { Target = '' } = one.attributes;
        const binding = bindingOf(one, tables);
        const position = positionOf(Target, context);
        if (!binding || !parseSteps(Target)) unread.push(`${key} ${Target}`);
        else if (position === undefined) for (const { placed } of owners) placed.push({ ...binding, path: Target });
        else for (const { bindings } of owners) bindings.set(position, [...(bindings.get(position) ?? []), binding]);
      }
    }
  }
  return unread;
}

/** The element that a binding is about as a whole; undefined for one occurrence of it, and for what is further in. */
function positionOf(target: string, context: Context): number | undefined {
  if (context === 'Segment') return wholeTarget(target);
  return context === 'Datatype' ? directTarget(target) : undefined;
}

/** What a binding says; undefined when a code stands where nobody can find it. */
export function bindingOf(element: XmlElement, tables: Record<string, Table>): Binding | undefined {
  const { BindingStrength, Code: code, CodeSystem } = element.attributes;
  const found = childrenNamed(
    childNamed(element, 'BindingLocations'),
    'SimpleBindingLocation',
    'ComplexBindingLocation',
  ).map(({ attributes }) => locationOf(attributes.CodeLocation, attributes.CodeSystemLocation));
  if (found.includes('unread')) return undefined;
  const locations = found.filter((location) => typeof location === 'object');
  const names = code === undefined ? namesOf(element) : [singleCode(code, CodeSystem, tables)];
  const binding = { tables: names, strength: strengthOf(BindingStrength) };
  return locations.length === 0 ? binding : { ...binding, locations };
}

function namesOf(element: XmlElement): readonly string[] {
  return listed(element, 'Bindings', 'Binding').map(({ attributes }) => attributes.BindingIdentifier ?? '');
}

function singleCode(value: string, system: string | undefined, tables: Record<string, Table>): string {
  const name = system === undefined || system === '' ? `only ${value}` : `only ${value} of ${system}`;
  const code = { value, text: '', ...(system === undefined || system === '' ? {} : { system }) };
  tables[name] = { name, description: '', extensible: false, codes: [code] };
  return name;
}

/** Where a code stands: `.` for the value itself. */
function locationOf(code = '.', system?: string): CodeLocation | 'itself' | 'unread' {
  if (code === '.') return 'itself';
  const position = directTarget(code);
  if (position === undefined) return 'unread';
  const other = system === undefined ? undefined : directTarget(system);
  return other === undefined ? { code: position } : { code: position, system: other };
}
