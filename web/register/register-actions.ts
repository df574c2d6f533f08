import type { Kind } from '@callosum/kernel';
import {
  IconBookmark,
  IconColumns3,
  IconDownload,
  IconFileImport,
  IconFilter,
  IconLayoutKanban,
  IconGridDots,
  IconList,
  IconPlus,
  IconTableImport,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Action } from '../actions/action.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { isOutline } from './outline.ts';

export interface RegisterActions {
  /** Those that look at the register in another way. */
  readonly looking: readonly Action[];
  /** Those that change something. */
  readonly doing: readonly Action[];
}

/** Makes a record of the kind. */
export function useCreateAction(kind: Kind): Action {
  const navigate = useNavigate();
  const words = useWords();
  const project = useProject();
  return {
    id: `create-${kind.name}`,
    labelKey: 'register.create',
    values: { kind: words.one(kind.name) },
    group: 'do',
    icon: IconPlus,
    shortcut: 'c',
    visible: project.may('create', kind),
    run: () => void navigate({ to: '/p/$key/new/$kind', params: { key: project.key, kind: kind.name } }),
  };
}

/** Brings a table into the register of the kind. */
export function useImportAction(kind: Kind): Action {
  const navigate = useNavigate();
  const project = useProject();
  return {
    id: `import-table-${kind.name}`,
    labelKey: 'tables.open',
    group: 'do',
    icon: IconTableImport,
    visible: project.may('create', kind),
    run: () => void navigate({ to: '/p/$key/register/$kind/import', params: { key: project.key, kind: kind.name } }),
  };
}

/** What can be done with a register as a whole. */
export function useRegisterActions(
  kind: Kind,
  open: {
    readonly filter: () => void;
    /** Undefined where there is nothing to make a board of. */
    readonly board: (() => void) | undefined;
    readonly isBoard: boolean;
    /** Undefined where records are not rated by a table of two axes. */
    readonly matrix: (() => void) | undefined;
    readonly isMatrix: boolean;
    readonly columns: () => void;
    readonly views: () => void;
    readonly export: () => void;
  },
): RegisterActions {
  const navigate = useNavigate();
  const project = useProject();
  const create = useCreateAction(kind);
  const importing = useImportAction(kind);
  return {
    looking: [
      {
        id: 'filter',
        labelKey: 'register.addFilter',
        group: 'view',
        icon: IconFilter,
        shortcut: 'f',
        run: open.filter,
      },
      {
        id: 'board',
        labelKey: open.isBoard ? 'register.list' : 'register.board',
        group: 'view',
        icon: open.isBoard ? IconList : IconLayoutKanban,
        shortcut: 'b',
        visible: open.board !== undefined,
        run: () => open.board?.(),
      },
      {
        id: 'matrix',
        labelKey: open.isMatrix ? 'register.list' : 'matrix.open',
        group: 'view',
        icon: open.isMatrix ? IconList : IconGridDots,
        shortcut: 'm',
        visible: open.matrix !== undefined,
        run: () => open.matrix?.(),
      },
      { id: 'columns', labelKey: 'register.columns', group: 'view', icon: IconColumns3, run: open.columns },
      { id: 'views', labelKey: 'register.views', group: 'view', icon: IconBookmark, shortcut: 'v', run: open.views },
      { id: 'export', labelKey: 'register.export', group: 'do', icon: IconDownload, run: open.export },
    ],
    doing: [
      {
        id: `import-into-${project.key}`,
        labelKey: 'import.again',
        group: 'do',
        icon: IconFileImport,
        visible: isOutline(kind) && project.mayRun('plan.import'),
        run: () => void navigate({ to: '/p/$key/import', params: { key: project.key } }),
      },
      importing,
      create,
    ],
  };
}
