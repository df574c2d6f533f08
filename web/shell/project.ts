import { type Action as Deed, type Kind, predicateFor } from '@callosum/kernel';
import { createContext, useContext } from 'react';
import type { ProjectView } from '../api/shapes.ts';

/** The project that is open, and what the reader may do in it. */
export interface OpenProject extends ProjectView {
  readonly account: string;
  readonly owner: boolean;
  /** Whether there is a rule that lets the reader do this to records of the kind. */
  readonly may: (deed: Deed, kind: Kind) => boolean;
}

const ProjectContext = createContext<OpenProject | undefined>(undefined);
export const ProjectProvider = ProjectContext.Provider;

export function useProject(): OpenProject {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('A project screen was rendered outside of a project');
  return project;
}

export function openProject(view: ProjectView, account: string): OpenProject {
  const actor = { account, roles: [view.role], offices: [] };
  return {
    ...view,
    account,
    owner: view.role === 'owner',
    may: (deed, kind) => predicateFor(kind.permissions, deed, actor) !== undefined,
  };
}
