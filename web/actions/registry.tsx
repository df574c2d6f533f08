import { createContext, type ReactNode, useContext, useEffect, useId, useState, useSyncExternalStore } from 'react';
import type { Action } from './action.ts';

interface Store {
  readonly put: (owner: string, actions: readonly Action[]) => void;
  readonly drop: (owner: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => readonly Action[];
}

/** What of an action can be seen; when none of that changes, nobody needs to hear of it. */
const seen = (actions: readonly Action[]): string =>
  JSON.stringify(
    actions.map(({ id, labelKey, values, shortcut, visible }) => [id, labelKey, values, shortcut, visible]),
  );

function createStore(): Store {
  const owners = new Map<string, readonly Action[]>();
  const listeners = new Set<() => void>();
  let all: readonly Action[] = [];
  const changed = (): void => {
    all = [...owners]
      .flatMap(([owner, actions]) =>
        actions.map((action) => ({
          ...action,
          // The newest render's function is run, whichever render was announced.
          run: () =>
            owners
              .get(owner)
              ?.find(({ id }) => id === action.id)
              ?.run(),
        })),
      )
      .filter((action) => action.visible !== false);
    for (const listener of listeners) listener();
  };
  return {
    put: (owner, actions) => {
      const before = owners.get(owner);
      owners.set(owner, actions);
      if (!before || seen(before) !== seen(actions)) changed();
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
  const [store] = useState(createStore);
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
  useEffect(() => store.put(owner, actions));
  useEffect(() => () => store.drop(owner), [store, owner]);
}
