import { createContext } from 'react';

export interface FirstPath {
  /** True while nobody has navigated: the page one opened keeps the browser's own focus. */
  readonly isAt: (path: string) => boolean;
}

/** Remembers where the application was opened. */
export function createFirstPath(): FirstPath {
  let first: string | undefined;
  let left = false;
  return {
    isAt: (path) => {
      first ??= path;
      if (path !== first) left = true;
      return !left;
    },
  };
}

export const FirstPathContext = createContext<FirstPath>({ isAt: () => true });
