import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import classes from './kit.module.css';

const SHOWN_MS = 6_000;
const Announce = createContext<(text: string) => void>(() => undefined);

/** Says what was done, in a line that is read aloud and goes away by itself. */
export const useAnnounce = (): ((text: string) => void) => useContext(Announce);

export function Announcements({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', at: 0 });
  const announce = useCallback((text: string) => setSaid({ text, at: Date.now() }), []);
  useEffect(() => {
    if (said.text === '') return undefined;
    const timer = setTimeout(() => setSaid({ text: '', at: 0 }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Announce value={announce}>
      {children}
      <output className={classes['announce']} data-shown={said.text !== ''} aria-live="polite">
        {said.text}
      </output>
    </Announce>
  );
}
