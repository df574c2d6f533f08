import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Action } from './action.ts';

interface Store {
  readonly put: (owner: string, actions: readonly Action[]) => void;
  readonly drop: (owner: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => readonly Action[];
}

function createStore(): Store {
  const owners = new Map<string, readonly Action[]>();
  const listeners = new Set<() => void>();
  let all: readonly Action[] = [];
  const changed = (): void => {
    all = [...owners.values()].flat().filter((action) => action.visible !== false);
    for (const listener of listeners) listener();
  };
  return {
    put: (owner, actions) => {
      owners.set(owner, actions);
      changed();
    },
    drop: (owner) => {
      if (owners.delete(owner)) changed();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => all,
  };
}

const Registry = createContext<Store>(createStore());

export function ActionRegistry({ children }: { readonly children: ReactNode }) {
  const store = useMemo(createStore, []);
  return <Registry value={store}>{children}</Registry>;
}

/** Everything that can be done on the screen that is open. */
export function useAllActions(): readonly Action[] {
  const store = useContext(Registry);
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}

/** Offers actions for as long as the calling screen is open. */
export function useActions(actions: readonly Action[]): void {
  const store = useContext(Registry);
  const owner = useId();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  // A new object each render must not mean a new registration: only what can be seen decides.
  const seen = JSON.stringify(actions.map(({ id, labelKey, values, shortcut, visible }) => [id, labelKey, values, shortcut, visible]));
  useEffect(() => {
    const current = latest.current.map((action) => ({
      ...action,
      run: () => latest.current.find(({ id }) => id === action.id)?.run(),
    }));
    store.put(owner, current);
    return () => store.drop(owner);
  }, [store, owner, seen]);
}
