import { API_PATH, type Contract, contract } from '@callosum/kernel/contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';

type Client = ContractRouterClient<Contract>;

/** Every route of the contract as a typed call with query keys. */
export type Api = RouterUtils<Client>;

/** @param origin where the server lives: scheme, host and port of the page. */
export function createApi(origin: string): Api {
  const link = new OpenAPILink(contract, { url: `${origin}${API_PATH}` });
  const client: Client = createORPCClient(link);
  return createTanstackQueryUtils(client);
}
