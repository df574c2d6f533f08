import { ZodObject, type ZodType } from 'zod';
import type { Fields } from './field.ts';
import type { FieldValues } from './json.ts';

/** Records that a form has people look for by words. */
export interface Finding {
  readonly label: string;
  /** Type of the links from the record they come to stand at the end of; those that stand there now are chosen to begin with. */
  readonly link: string;
  readonly required?: true;
}

/**
 * A form that a command is offered with on the pages of records, so that nobody writes a dialog of its own for it. The command gets
 * the record’s id, what is given here, and what was asked for: `{ id, ...given, ...asked, ...found }`.
 */
export interface CommandForm {
  /** Kind on the pages of whose records it is offered. */
  readonly on: string;
  /** On the button and above the form; the command’s own label unless stated. */
  readonly label?: string;
  /** What it does and what follows from it, in sentences. */
  readonly help: string;
  /** States of the record in which there is something to do; all of them unless stated. */
  readonly states?: readonly string[];
  readonly given?: FieldValues;
  /** What is asked for, as kinds declare their fields, by the name under which the command takes it. */
  readonly asks?: Fields;
  readonly finds?: Readonly<Record<string, Finding>>;
  /** What it would make and change is counted before it is done. */
  readonly previews?: true;
}

/** What the registry knows of what a form may name. */
interface Known {
  readonly kinds: ReadonlyMap<string, { readonly lifecycle: { readonly states: Readonly<Record<string, unknown>> } }>;
  readonly links: ReadonlyMap<string, { readonly from: string }>;
}

/** Why a form could never be carried out, the first reason; undefined when it can. */
export function formFault(form: CommandForm, input: ZodType, { kinds, links }: Known): string | undefined {
  const kind = kinds.get(form.on);
  if (!kind) return `is offered on the unknown kind “${form.on}”`;
  const state = form.states?.find((name) => !Object.hasOwn(kind.lifecycle.states, name));
  if (state !== undefined) return `is offered in the unknown state “${state}”`;
  const astray = Object.values(form.finds ?? {}).find(({ link }) => links.get(link)?.from !== form.on);
  if (astray) return `finds records for “${astray.link}”, which does not start at “${form.on}”`;
  if (!(input instanceof ZodObject)) return 'is offered with a form, and its input is no object';
  const names = ['id', ...[form.given, form.asks, form.finds].flatMap((part) => Object.keys(part ?? {}))];
  const refused = names.find((name) => !Object.hasOwn(input.shape, name));
  return refused === undefined ? undefined : `is given “${refused}”, which it does not take`;
}
