import type { Role } from '@callosum/kernel';
import { z } from 'zod';
import { joinWith, type TestClient, tokenOf } from './client.ts';
import type { TestServer } from './server.ts';

const invited = z.object({ path: z.string() });

/** Somebody new with a role in a project, come through a real one-time link. */
export async function joinedAs(server: TestServer, role: Role, project: string, name: string): Promise<TestClient> {
  const { body } = await server.owner.request('POST', '/people/invitations', { role, project });
  return joinWith(server.address, tokenOf(invited.parse(body).path), name);
}
