/** Runs work of the same key one after the other, without holding a database connection while it waits. */
export interface Lanes {
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T>;
}

/** Lanes for as many keys as are in use. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (key, work) => {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(work, work);
      const tail = result.catch(() => undefined);
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
  };
}
