/** Something that is heard of by whoever listens at the moment, in this process. */
export interface Channel<T> {
  readonly tell: (what: T) => void;
  /** Returns how to stop. */
  readonly listen: (listener: (what: T) => void) => () => void;
}

export function createChannel<T>(): Channel<T> {
  const listeners = new Set<(what: T) => void>();
  return {
    tell: (what) => {
      for (const listener of listeners) listener(what);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
