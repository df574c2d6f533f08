import type {
  Cardinality,
  CoConstraint,
  CoConstraintCell,
  CoConstraintGroup,
  CoConstraintTable,
  Condition,
  Table,
} from '../profile/model.ts';
import { expressionOf } from './expressions.ts';
import { bindingOf } from './tables.ts';
import { childNamed, childrenNamed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/**
 * Reads COCONSTRAINTS.xml: tables by the id of the message they are about.
 * @param tables gets what cells state beside the tables of the profile
 */
export function coConstraintsOf(
  root: XmlElement,
  tables: Record<string, Table>,
): ReadonlyMap<string, readonly CoConstraintTable[]> {
  const read = new Map<string, CoConstraintTable[]>();
  for (const message of childrenNamed(root, 'ByMessage')) {
    const { ID = '' } = message.attributes;
    const found = read.get(ID) ?? [];
    for (const context of childrenNamed(message, 'Context')) {
      for (const segment of childrenNamed(context, 'Segment')) {
        for (const table of childrenNamed(segment, 'SimpleTable', 'ConditionalTable'))
          found.push(tableOf(context, segment, table, tables));
      }
    }
    if (found.length > 0) read.set(ID, found);
  }
  return read;
}

function tableOf(
  context: XmlElement,
  segment: XmlElement,
  table: XmlElement,
  tables: Record<string, Table>,
): CoConstraintTable {
  const { Name = '', Path, Target } = segment.attributes;
  const condition = conditionOf(childNamed(table, 'Condition'));
  const sets = [...childrenNamed(childNamed(table, 'CoConstraintGroupId'), 'IdPath')]
    .toSorted((a, b) => Number(a.attributes.Priority ?? 0) - Number(b.attributes.Priority ?? 0))
    .map(({ attributes }) => attributes.Path ?? '');
  return {
    context: context.attributes.Path ?? '.',
    segment: Name,
    // The schema has changed the name of the attribute.
    path: Path ?? Target ?? '.',
    ...(condition ? { condition } : {}),
    sets,
    rows: childrenNamed(table, 'CoConstraint').map((row) => rowOf(row, tables)),
    groups: childrenNamed(table, 'CoConstraintGroup').map((group) => groupOf(group, tables)),
  };
}

function conditionOf(element: XmlElement | undefined): Condition | undefined {
  if (!element) return undefined;
  const text = (childNamed(element, 'Description')?.text ?? '').trim();
  return { text, expression: expressionOf(childNamed(element, 'Assertion')?.children ?? []) };
}

function groupOf(element: XmlElement, tables: Record<string, Table>): CoConstraintGroup {
  const primary = childNamed(element, 'Primary');
  return {
    name: element.attributes.Name ?? '',
    required: isRequired(element),
    ...often(element),
    primary: primary ? rowOf(primary, tables) : { required: false, min: 0, max: null, when: [], holds: [] },
    rows: childrenNamed(element, 'CoConstraint').map((row) => rowOf(row, tables)),
  };
}

function rowOf(element: XmlElement, tables: Record<string, Table>): CoConstraint {
  return {
    required: isRequired(element),
    ...often(element),
    when: cellsIn(childNamed(element, 'Selectors'), tables),
    holds: cellsIn(childNamed(element, 'Constraints'), tables),
  };
}

function isRequired({ attributes }: XmlElement): boolean {
  return attributes.Usage === 'R';
}

function often({ attributes: { Min = '0', Max = '*' } }: XmlElement): Cardinality {
  return { min: Number(Min) || 0, max: Max === '*' ? null : Number(Max) || 0 };
}

function cellsIn(element: XmlElement | undefined, tables: Record<string, Table>): readonly CoConstraintCell[] {
  return childrenNamed(element, 'PlainText', 'Code', 'ValueSet').map((cell): CoConstraintCell => {
    const { Name: name = '', Path: path = '.', Value = '', Code = '', CodeSystem = '' } = cell.attributes;
    if (cell.name === 'PlainText') return { kind: 'text', name, path, value: Value };
    if (cell.name === 'ValueSet') {
      const bindings = childrenNamed(cell, 'ValueSetBinding').flatMap((one) => bindingOf(one, tables) ?? []);
      return { kind: 'tables', name, path, bindings };
    }
    const locations = childrenNamed(cell, 'BindingLocation').map(({ attributes }) => ({
      code: attributes.CodePath ?? '1[1]',
      system: attributes.CodeSystemPath ?? '3[1]',
    }));
    return { kind: 'code', name, path, code: Code, system: CodeSystem, locations };
  });
}
