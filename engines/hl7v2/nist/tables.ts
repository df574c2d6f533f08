import type { Binding, Code, CodeLocation, Table } from '../profile/model.ts';
import { contextsIn, directTarget } from './contexts.ts';
import type { Contexts } from './contexts.ts';
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
    const codes = childrenNamed(element, 'ValueElement').map((one) => codeOf(one));
    return { name: BindingIdentifier, description: Name, extensible: Extensibility === 'Open', codes };
  });
  return Object.fromEntries(tables.filter(({ name }) => !unchecked.has(name)).map((table) => [table.name, table]));
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
 * Reads VALUESETBINDINGS.xml: which tables the codes of a part are from.
 * @param tables gets a table for each single code
 * @returns targets that are not read, because they lie further in
 */
export function readBindings(root: XmlElement, contexts: Contexts, tables: Record<string, Table>): readonly string[] {
  const unread: string[] = [];
  for (const list of childrenNamed(root, 'ValueSetBindings', 'SingleCodeBindings')) {
    for (const { context, by, key, element } of contextsIn(list)) {
      const { bindings } = contexts.at(context, by, key);
      for (const one of childrenNamed(element, 'ValueSetBinding', 'SingleCodeBinding')) {
        const { Target = '' } = one.attributes;
        const [first = '', second, ...further] = Target.split('.');
        const position = directTarget(first);
        const inner = second === undefined ? undefined : directTarget(second);
        const read = bindingOf(one, tables);
        // A code in a component is found from the field as well.
        const binding = inner === undefined || read.locations ? read : { ...read, locations: [{ code: inner }] };
        if (position === undefined || further.length > 0 || (second !== undefined && binding === read)) {
          unread.push(`${key} ${Target}`);
        } else bindings.set(position, [...(bindings.get(position) ?? []), binding]);
      }
    }
  }
  return unread;
}

function bindingOf(element: XmlElement, tables: Record<string, Table>): Binding {
  const { BindingStrength, Code: code, CodeSystem } = element.attributes;
  const locations = childrenNamed(
    childNamed(element, 'BindingLocations'),
    'SimpleBindingLocation',
    'ComplexBindingLocation',
  )
    .map(({ attributes }) => locationOf(attributes.CodeLocation, attributes.CodeSystemLocation))
    .filter((location) => location !== undefined);
  const names = code === undefined ? namesOf(element) : [singleCode(code, CodeSystem, tables)];
  const binding = { tables: names, strength: strengthOf(BindingStrength) };
  return locations.length === 0 ? binding : { ...binding, locations };
}

function namesOf(element: XmlElement): readonly string[] {
  return listed(element, 'Bindings', 'Binding').map(({ attributes }) => attributes.BindingIdentifier ?? '');
}

function singleCode(value: string, system: string | undefined, tables: Record<string, Table>): string {
  const name = `only ${value}`;
  const code = { value, text: '', ...(system === undefined || system === '' ? {} : { system }) };
  tables[name] = { name, description: '', extensible: false, codes: [code] };
  return name;
}

function locationOf(code = '.', system?: string): CodeLocation | undefined {
  const position = directTarget(code);
  if (position === undefined) return undefined;
  const other = system === undefined ? undefined : directTarget(system);
  return other === undefined ? { code: position } : { code: position, system: other };
}
