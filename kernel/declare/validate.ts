import { type Sentence, say } from './say.ts';
import type { Fields } from './field.ts';
import { fieldType } from './fields/index.ts';
import type { FieldChanges, FieldValues } from './json.ts';
import type { Fault, Kind, Link } from './kind.ts';
import type { RuledRow } from './permission.ts';
import { ofIssue } from './issue.ts';
import { isOwn } from './own-field.ts';
import { Problem } from './problem.ts';
import type { Registry } from './registry.ts';

/** Checks the given values against declared fields; null (clear) is always a valid value. */
export function checkValues(fields: Fields, values: FieldChanges): Problem[] {
  return Object.entries(values).flatMap(([name, value]): Problem[] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return [invalid(name, say`There is no field “${name}”.`)];
    if (field.type === 'formula')
      return [invalid(name, say`${field.label} is worked out when it is read; it cannot be written.`)];
    if (value === null) return [];
    const read = fieldType(field).schema().safeParse(value);
    if (read.success) return [];
    return read.error.issues.slice(0, 3).map((issue) => invalid(name, say`${field.label}: ${ofIssue(issue)}.`));
  });
}

/** Checks changed values of a record. */
export function checkFields(kind: Kind, values: FieldChanges): Problem[] {
  return checkValues(kind.fields, values);
}

/** Checks the rules over a whole record. @param record whose fields are valid one by one. */
export function checkRecord(
  kind: Kind,
  { state, fields }: Pick<RuledRow, 'state' | 'fields'>,
  registry: Registry,
): Problem[] {
  return (kind.check?.(fields, { registry, state }) ?? []).map(faultProblem);
}

/** Checks the rules over the fields of a link. @param fields valid one by one. */
export function checkLink(link: Link, fields: FieldValues, registry: Registry): Problem[] {
  return (link.check?.(fields, { registry }) ?? []).map(faultProblem);
}

function faultProblem({ at, message, remedy }: Fault): Problem {
  return new Problem({ code: 'invalid', message, path: ['fields', ...at], remedy });
}

/** Checks that all required fields are there; a project's own are asked for where people type (`record.create`). */
export function checkPresent(fields: Fields, values: FieldValues): Problem[] {
  return Object.entries(fields)
    .filter(([name, field]) => field.required && field.type !== 'formula' && !isOwn(name) && values[name] === undefined)
    .map(([name, field]) => invalid(name, say`${field.label} is missing.`));
}

function invalid(field: string, message: Sentence): Problem {
  return new Problem({ code: 'invalid', message, path: ['fields', field] });
}
