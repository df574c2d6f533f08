import type { Registry } from '@callosum/kernel';
import { createContext, useContext } from 'react';
import type { Api } from './api/client.ts';
import type { Views } from './views.ts';

/** What the application was put together from: the declarations, and the way to the server. */
export interface Composition {
  readonly registry: Registry;
  readonly api: Api;
  /** Views of the disciplines' own, all together. */
  readonly views: Views;
}

export const CompositionContext = createContext<Composition | undefined>(undefined);

export function useComposition(): Composition {
  const composition = useContext(CompositionContext);
  if (!composition) throw new Error('A screen was rendered outside of the application');
  return composition;
}

export const useApi = (): Api => useComposition().api;
