/** Said to every reader of a stream before the server stops: when to try again, here or at another node. */
export const COME_BACK = 'retry: 1000\n\n';

/** A server that is about to stop: it takes nothing new, and tells streams to come back elsewhere. */
export interface Draining {
  readonly begun: () => boolean;
  readonly begin: () => void;
  /** Calls when the server is about to stop; returns how not to be called any more. */
  readonly onBegin: (listener: () => void) => () => void;
}

export function createDraining(): Draining {
  const listeners = new Set<() => void>();
  let hasBegun = false;
  return {
    begun: () => hasBegun,
    begin: () => {
      hasBegun = true;
      for (const listener of listeners) listener();
    },
    onBegin: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
