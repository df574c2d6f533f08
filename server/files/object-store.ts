/** A file of the store within reach: a path that may be read until it is released. */
export interface Borrowed {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/** Where the bytes of files lie, by the SHA-256 of their content. It judges and verifies nothing; `createFiles` does. */
export interface ObjectStore {
  /** Takes over the whole file at `path`; on disk, or with the other side, when this returns. */
  readonly keep: (hash: string, path: string) => Promise<void>;
  /** The content as it lies there, not verified; undefined when there is none. */
  readonly borrow: (hash: string) => Promise<Borrowed | undefined>;
  readonly has: (hash: string) => Promise<boolean>;
  /** For a restore that is undone. */
  readonly remove: (hash: string) => Promise<void>;
}
