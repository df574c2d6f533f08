import type { z, ZodType } from 'zod';
import type { GraphReader } from '../graph/reader.ts';
import type { Change } from './change.ts';
import type { CommandForm } from './command-form.ts';
import type { Moment } from './moment.ts';
import type { Actor } from './permission.ts';
import type { Role } from './role.ts';
import { ofIssue } from './issue.ts';
import { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import { say } from './say.ts';
import type { Stated } from './signing.ts';

/** What a decision may know besides the graph and its input: nothing of it is random or read from a clock by itself. */
export interface DecideContext {
  readonly actor: Actor;
  readonly at: Moment;
  readonly registry: Registry;
  /** A fresh id, ordered by time (UUID version 7). */
  readonly newId: () => string;
}

export type Decision =
  | {
      readonly changes: readonly Change[];
      readonly result?: unknown;
      /** What is signed with it; without it nothing is. */
      readonly stated?: Stated;
    }
  | { readonly problems: readonly Problem[] };

/** A file that is attached to a record, as text. @throws Refusal for a file that does not belong to it. */
export type TextOf = (record: string, hash: string) => Promise<string>;

/**
 * A named, pure function from what is known to what shall change. The write path authorises, validates the
 * input, locks the scope and brings the graph to its head before it asks.
 */
export interface Command<Input = unknown> {
  readonly name: string;
  /** Shown in buttons, palette and audit. */
  readonly label: string;
  /** Roles that may call it; `kinds`: each change must be allowed by its kind's permissions as well. */
  readonly allow: readonly Role[] | 'kinds';
  /** An appointment the caller must hold besides: `safety-officer`. */
  readonly office?: string;
  /**
   * Whoever runs it signs, and this is what his signature means: “decides the gate”. What he signs, `decide` states.
   */
  readonly signs?: string;
  /** Called by the server's own routes only (an import whose input was read from a file). */
  readonly internal?: true;
  /** Where people are offered it, and what they are asked for. */
  readonly forms?: readonly CommandForm[];
  readonly input: ZodType<Input>;
  readonly decide: (graph: GraphReader, input: Input, context: DecideContext) => Decision;
}

/** A command that rests on what lies in attached files, such as what is counted in them: so that nobody types it. */
export interface FileCommand<Input, Found> extends Omit<Command<Input>, 'decide'> {
  /**
   * Finds it, before anything is locked. The records may have changed when it is decided: what is found says what it was found from, and `decide` compares.
   * @throws Refusal for files that do not hold what they should
   */
  readonly fromFiles: (graph: GraphReader, input: Input, textOf: TextOf) => Promise<Found>;
  readonly decide: (graph: GraphReader, input: Input, context: DecideContext, found: Found) => Decision;
}

/** Validates and decides. */
export type Decide = (graph: GraphReader, input: unknown, context: DecideContext) => Decision;

/** A command whose input type is known to itself only: it reads unknown input and decides. */
export interface BoundCommand {
  readonly name: string;
  readonly label: string;
  readonly allow: readonly Role[] | 'kinds';
  readonly office?: string;
  readonly signs?: string;
  readonly internal: boolean;
  readonly forms: readonly CommandForm[];
  readonly input: ZodType;
  readonly run: Decide;
  /** Of a command that rests on files: reads them, and gives how it decides then; without that it refuses. */
  readonly fromFiles?: (graph: GraphReader, input: unknown, textOf: TextOf) => Promise<Decide>;
}

/** Whether somebody may call a command at all; one that works for all kinds asks each kind afterwards. */
export function mayCall(command: Pick<BoundCommand, 'allow' | 'office'>, { roles, offices }: Actor): boolean {
  if (command.office !== undefined && !offices.includes(command.office)) return false;
  return command.allow === 'kinds' ? roles.length > 0 : command.allow.some((role) => roles.includes(role));
}

/** Declares a command; its input is validated before `decide` sees it. */
export function defineCommand<Input>(command: Command<Input>): BoundCommand {
  return { ...bound(command), run: deciding(command, command.decide) };
}

/** Declares a command that rests on files; its input is validated before `fromFiles` and `decide` see it. */
export function defineFileCommand<Input, Found>(command: FileCommand<Input, Found>): BoundCommand {
  const { label, input: shape, fromFiles, decide } = command;
  const unread = say`“${label}” rests on files that were not read.`;
  const refusing = deciding(command, () => ({ problems: [new Problem({ code: 'refused', message: unread })] }));
  return {
    ...bound(command),
    run: refusing,
    fromFiles: async (graph, input, textOf) => {
      const read = shape.safeParse(input);
      // What is wrong with the input is told by deciding.
      if (!read.success) return refusing;
      const found = await fromFiles(graph, read.data, textOf);
      return deciding(command, (now, given, context) => decide(now, given, context, found));
    },
  };
}

type Declared<Input> = Omit<Command<Input>, 'decide'>;

function bound<Input>(command: Declared<Input>): Omit<BoundCommand, 'run' | 'fromFiles'> {
  return {
    name: command.name,
    label: command.label,
    allow: command.allow,
    ...(command.office === undefined ? {} : { office: command.office }),
    ...(command.signs === undefined ? {} : { signs: command.signs }),
    internal: command.internal ?? false,
    forms: command.forms ?? [],
    input: command.input,
  };
}

function deciding<Input>(command: Declared<Input>, decide: Command<Input>['decide']): Decide {
  return (graph, input, context) => {
    const read = command.input.safeParse(input);
    return read.success
      ? requireStated(command, decide(graph, read.data, context))
      : { problems: read.error.issues.map(problemOf) };
  };
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  return new Problem({
    code: 'invalid',
    message: ofIssue(issue),
    path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
  });
}

/** A command that signs states what. */
function requireStated({ name, signs }: Pick<Declared<unknown>, 'name' | 'signs'>, decision: Decision): Decision {
  if (signs === undefined || 'problems' in decision || decision.stated) return decision;
  throw new Error(`The command “${name}” signs, and its decision does not state what`);
}
