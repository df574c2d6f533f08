import type { ZodType } from 'zod';
import type { GraphReader, Row } from '../graph/reader.ts';
import type { Forecast, GateResult } from '../readiness/gate.ts';
import { type AnswersTeller, tellAnswers } from '../readiness/answers.ts';
import type { Moment } from './moment.ts';
import type { Held } from './placing.ts';
import type { Registry } from './registry.ts';
import type { ScopeType } from './scope.ts';

/** What a view is computed from: the records as its reader may see them, as they were at the moment. */
export interface ViewContext {
  readonly graph: GraphReader;
  readonly at: Moment;
  readonly registry: Registry;
  /**
   * What holds of a record's ratings, judged with full sight and told without what its reader does not see, who would
   * otherwise take a rating for held because he does not see what turned it. Asked by {@link heldOf}.
   */
  readonly held?: (row: Row) => Held | undefined;
  /**
   * What anonymous answers to a record come to, which nobody reads one by one: told with full sight and in whole groups. Asked by
   * {@link answersIn}.
   */
  readonly answers?: AnswersTeller;
  /** The same records as of an earlier day, when a view that compares was asked what has moved since. */
  readonly since?: Pick<ViewContext, 'graph' | 'at' | 'held'>;
  /** What the view has told itself of each project below that the reader may enter, when it looks across them. */
  readonly projects?: readonly ToldOfProject[];
}

/**
 * What a view keeps of a project, known to that view alone. Whoever holds it may give it back to the view as long as the project's ledger, day
 * and reader stay the same: so the project need not be read again.
 */
export type ToldOfProject = object;

/** A project as its reader may see it, by its own clock. */
export interface ProjectContext {
  readonly key: string;
  readonly title: string;
  readonly graph: GraphReader;
  readonly at: Moment;
  readonly registry: Registry;
  /** The gates he sees, each with the criteria he sees. */
  readonly gates: readonly GateResult[];
  /** Figures over the whole project are told to whoever sees it whole. */
  readonly forecast?: Forecast;
  /** What a fact comes to; undefined as well for whoever does not see the project whole. */
  readonly value: (fact: string) => number | undefined;
}

/** Tells what was answered anonymously. */
export function answersIn({ graph, registry, answers }: ViewContext): AnswersTeller {
  return answers ?? tellAnswers(graph, registry);
}

/** What holds of a record's ratings; undefined for kinds of which nothing turns the rating, and where nobody has rated. */
export function heldOf({ graph, at, registry, held }: ViewContext, row: Row): Held | undefined {
  if (held) return held(row);
  return registry.kinds.get(row.kind)?.holds?.(row, graph, at, registry, ({ id }) => graph.find(id) !== undefined);
}

/** Judges what holds over the whole graph, and tells it as far as somebody sees. @param seen the graph as he sees it. */
export function heldSeen(
  whole: GraphReader,
  seen: GraphReader,
  at: Moment,
  registry: Registry,
): (row: Row) => Held | undefined {
  const mayName = ({ id }: Row): boolean => seen.find(id) !== undefined;
  return ({ id, kind }) => {
    const row = whole.find(id);
    const held = row && registry.kinds.get(kind)?.holds?.(row, whole, at, registry, mayName);
    if (!held) return undefined;
    return {
      ...held,
      on: held.on.flatMap((one) => {
        const record = seen.find(one.record.id);
        return record ? [{ ...one, record }] : [];
      }),
    };
  };
}

/**
 * A look across registers that no single register gives (trace, coverage, decision queue), as a pure function of what a reader
 * may see and a moment: so it can be asked for any day, and nothing in it is stored.
 */
export interface View {
  /** In kebab case, such as `decision-queue`: its address, and the name under which a screen shows it. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Scopes it makes sense in. */
  readonly home: readonly ScopeType[];
  /** Kinds whose records it rests on: what is counted as not shown, and without which there is nothing to look at. */
  readonly reads: readonly string[];
  /** The kind whose records it opens for, and the choice that names one: their pages lead here. */
  readonly opensFor?: { readonly kind: string; readonly choice: string };
  /** Whether it tells what has moved since a day that its reader chooses. */
  readonly compares?: boolean;
  /**
   * Looks into a project below its scope, and tells what it needs of that; the view is there without a record of its own then. A pure function; small,
   * for it is kept.
   */
  readonly across?: (project: ProjectContext) => ToldOfProject;
  /**
   * The choice by which an asker says how far the ledger was seen by what he has, and what he is told where that is still so; the model
   * does not rest on it.
   */
  readonly known?: { readonly choice: string; readonly told: unknown };
  /** What can be chosen, out of texts as an address carries them; everything has a default. */
  readonly choices: ZodType;
  /**
   * Values that JSON can carry; the screen that shows them knows their shape by {@link ModelOf}.
   * @throws ZodError when a choice is none.
   */
  readonly build: (context: ViewContext, chosen: unknown) => unknown;
}

/** A view as its author writes it, with typed choices and a typed model, and what it tells itself of each project. */
export interface ViewDeclaration<Choices, Model, Told = never> extends Omit<View, 'choices' | 'build' | 'across'> {
  readonly choices: ZodType<Choices>;
  readonly across?: (project: ProjectContext) => Told;
  readonly build: (context: ViewContext, choices: Choices, projects: readonly Told[]) => Model;
}

/** A declared view that tells what its model looks like. */
export interface TypedView<Model> extends View {
  readonly build: (context: ViewContext, chosen: unknown) => Model;
}

/** The shape of what a view gives. */
export type ModelOf<V> = V extends TypedView<infer Model> ? Model : never;

/** A record as a view names it. */
export interface Mention {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly state: string;
  /** Key of the scope it lives in. */
  readonly scope: string;
}

/** How a view names a record that it shows. */
export function mentionOf(graph: GraphReader, { id, kind, number, state, fields }: Row): Mention {
  const { title } = fields;
  return {
    id,
    kind,
    number,
    title: typeof title === 'string' ? title : '',
    state,
    scope: graph.scopeOf(id)?.key ?? '',
  };
}

/** Declares a view. */
export function defineView<Choices, Model, Told = never>({
  across,
  ...declaration
}: ViewDeclaration<Choices, Model, Told>): TypedView<Model> {
  const { choices, build } = declaration;
  // What was told of projects is found again by the token that stands for it, so that nobody else needs to know its shape.
  const told = new WeakMap<ToldOfProject, { readonly of: Told }>();
  return {
    ...declaration,
    ...(across
      ? {
          across: (project) => {
            const token = {};
            told.set(token, { of: across(project) });
            return token;
          },
        }
      : {}),
    build: (context, chosen) => {
      const projects = (context.projects ?? []).flatMap((token) => told.get(token) ?? []).map(({ of }) => of);
      return build(context, choices.parse(chosen), projects);
    },
  };
}
