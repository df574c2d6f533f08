/** Runs work of the same key one after the other, without holding a database connection while it waits. */
export interface Lanes {
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T>;
}

/** Lanes for as many keys as are in use. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  const forget = async (key: string, tail: Promise<void>): Promise<void> => {
    await tail;
    if (tails.get(key) === tail) tails.delete(key);
  };
  return {
    run: (key, work) => {
      const result = after(tails.get(key), work);
      const tail = settled(result);
      tails.set(key, tail);
      void forget(key, tail);
      return result;
    },
  };
}

async function after<T>(before: Promise<void> | undefined, work: () => Promise<T>): Promise<T> {
  await before;
  return work();
}

/** Ends when the work ends, whether it failed or not. */
async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
