import { createContext, useContext } from 'react';

/** Ticks an item of a checklist on the record that is shown; missing where nothing may be ticked. */
export type Tick = (field: string, item: number, done: boolean) => void;

const TickContext = createContext<Tick | undefined>(undefined);
export const TickProvider = TickContext.Provider;
export const useTick = (): Tick | undefined => useContext(TickContext);
