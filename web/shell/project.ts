import { type Action as Deed, type Actor, type Kind, mayCall, predicateFor, type Registry } from '@callosum/kernel';
import { createContext, useContext } from 'react';
import type { ProjectView } from '../api/shapes.ts';

/** The project that is open, and what the reader may do in it. */
export interface OpenProject extends ProjectView {
  readonly account: string;
  /** The other day that is looked at; nothing can be changed there. Undefined today. */
  readonly at: string | undefined;
  /** Whether there is a rule that lets the reader do this to records of the kind. */
  readonly may: (deed: Deed, kind: Kind) => boolean;
  /** Whether the reader may run a command at all. */
  readonly mayRun: (command: string) => boolean;
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
  return {
    ...view,
    account,
    at,
    // What lives elsewhere is made there.
    may: (deed, kind) =>
      (deed === 'read' || (at === undefined && kind.home.includes(view.type))) &&
      predicateFor(kind, deed, actor) !== undefined,
    mayRun: (name) => {
      const command = registry.commands.get(name);
      return at === undefined && command !== undefined && mayCall(command, actor);
    },
  };
}
