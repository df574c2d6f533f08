import {
  type Action as Deed,
  type Actor,
  type FieldValues,
  type Kind,
  mayCall,
  mightDo,
  mightMove,
  predicateFor,
  type Registry,
  ruledRows,
} from '@callosum/kernel';
import { createContext, useContext } from 'react';
import type { ProjectView } from '../api/shapes.ts';

/** The project that is open, and what the reader may do in it. */
export interface OpenProject extends ProjectView {
  readonly account: string;
  /** The other day that is looked at; nothing can be changed there. Undefined today. */
  readonly at: string | undefined;
  /** Whether there is a rule that lets the reader do this to records of the kind. */
  readonly may: (deed: Deed, kind: Kind) => boolean;
  /** The same of one record of a list, as far as the record tells by itself; its own page knows it from the server. */
  readonly mayTo: (deed: Deed, kind: Kind, row: ListedRow) => boolean;
  /** The moves of a record of a list that the reader may make, likewise as far as it tells by itself. */
  readonly movesOf: (kind: Kind, row: ListedRow) => readonly string[];
  /** Fields of a new record of the kind that are not for the reader: for others, or for an office he does not hold. */
  readonly closedIn: (kind: Kind) => readonly string[];
  /** Whether the reader may run a command at all. */
  readonly mayRun: (command: string) => boolean;
}

/** What is known of a record in a list; without a scope, it lives here. */
export interface ListedRow {
  readonly state: string;
  readonly fields: FieldValues;
  readonly scope?: string;
}

const ProjectContext = createContext<OpenProject | undefined>(undefined);
export const ProjectProvider = ProjectContext.Provider;

export function useProject(): OpenProject {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('A project screen was rendered outside of a project');
  return project;
}

export function openProject(view: ProjectView, account: string, registry: Registry, day?: string): OpenProject {
  const actor: Actor = { account, roles: view.roles, offices: view.offices };
  const at = day === view.today ? undefined : day;
  // What lives elsewhere is made and changed there.
  const here = (deed: Deed, kind: Kind): boolean =>
    deed === 'read' || (at === undefined && kind.home.includes(view.type));
  const stands = (deed: Deed, kind: Kind, { scope }: ListedRow): boolean =>
    here(deed, kind) && (deed === 'read' || scope === undefined || scope === view.key);
  return {
    ...view,
    account,
    at,
    may: (deed, kind) => here(deed, kind) && predicateFor(kind, deed, actor) !== undefined,
    mayTo: (deed, kind, row) => stands(deed, kind, row) && mightDo(kind, deed, actor, { ...row, kind: kind.name }),
    movesOf: (kind, row) => (stands('update', kind, row) ? mightMove(kind, actor, { ...row, kind: kind.name }) : []),
    closedIn: ({ fields }) =>
      Object.keys(fields).filter((name) =>
        [fields[name]?.read, fields[name]?.write].some((rules) => rules && ruledRows(rules, actor) === undefined),
      ),
    mayRun: (name) => {
      const command = registry.commands.get(name);
      return at === undefined && command !== undefined && mayCall(command, actor);
    },
  };
}
