/**
 * Longer than a port may be given to somebody else after its connection was closed, and than what was sent last waits to be
 * looked at.
 */
const FORGOTTEN_AFTER_MS = 30_000;

/**
 * Connections by which runs of tests send from this process, by the address that they have at this end. A listener here knows by it what
 * comes from a run: while a connection is open nobody else has its address, and no content of a message is believed.
 */
export interface OwnConnections {
  readonly opened: (address: string, run: string) => void;
  readonly closed: (run: string) => void;
  /** The run that sends from an address; undefined for a partner's. */
  readonly runAt: (address: string) => string | undefined;
}

export function createOwnConnections(): OwnConnections {
  const runs = new Map<string, string>();
  return {
    opened: (address, run) => void runs.set(address, run),
    closed: (run) => {
      const forget = setTimeout(() => {
        for (const [address, of] of runs) if (of === run) runs.delete(address);
      }, FORGOTTEN_AFTER_MS);
      forget.unref();
    },
    runAt: (address) => runs.get(address),
  };
}
