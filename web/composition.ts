import type { Registry } from '@callosum/kernel';
import { type Context, createContext, useContext } from 'react';
import type { Api } from './api/client.ts';
import type { Catalogue } from './messages/pseudo.ts';
import type { Views } from './view/views.ts';

/** What the disciplines declare, as screens use it. Fetched apart: what is shown before somebody has signed in needs none of it. */
export interface Declarations {
  readonly registry: Registry;
  /** Views of the disciplines' own, all together. */
  readonly views: Omit<Views, 'messages'>;
  /** What the disciplines' views say, by discipline. */
  readonly messages: Catalogue;
}

/** What the application was put together from: the declarations, and the way to the server. */
export interface Composition extends Declarations {
  readonly api: Api;
}

export const ApiContext: Context<Api | undefined> = createContext<Api | undefined>(undefined);
export const DeclarationsContext = createContext<Declarations | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('A screen was rendered outside of the application');
  return api;
}

/** @throws Error on a screen that stands before the sign-in. */
export function useComposition(): Composition {
  const api = useApi();
  const declarations = useContext(DeclarationsContext);
  if (!declarations) throw new Error('A screen that needs the declarations was rendered outside of the frame');
  return { api, ...declarations };
}
