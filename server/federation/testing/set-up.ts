import { z } from 'zod';
import { PASSWORD, type TestClient } from '../../testing/client.ts';

const proven = z.object({ proof: z.string() });
const made = z.object({ id: z.string() });

/** A proof for one act of the owner's. */
export async function proofOf(owner: TestClient): Promise<string> {
  return proven.parse((await owner.request('POST', '/identity/reauthenticate', { password: PASSWORD })).body).proof;
}

/** Makes or changes an identity provider as its owner would. @returns its id. */
export async function setProvider(
  owner: TestClient,
  kind: 'oidc' | 'saml' | 'scim',
  entry: Readonly<Record<string, unknown>>,
): Promise<string> {
  const common = {
    name: 'Hospital',
    enabled: true,
    domains: [],
    vouches: false,
    entry: 'invited',
    groupsFrom: 'groups',
    strength: [],
  };
  const body = { ...common, ...entry, proof: await proofOf(owner) };
  const answer = await owner.request('POST', `/identity/providers/${kind}`, body);
  if (answer.status !== 200) throw new Error(`The provider was answered with ${JSON.stringify(answer.body)}`);
  return made.parse(answer.body).id;
}

/** Says what groups give. */
export async function setGroups(
  owner: TestClient,
  id: string,
  groups: readonly { group: string; scope: string; role: string }[],
): Promise<void> {
  const body = { groups, proof: await proofOf(owner) };
  const answer = await owner.request('PUT', `/identity/providers/${id}/groups`, body);
  if (answer.status !== 200) throw new Error(`The groups were answered with ${JSON.stringify(answer.body)}`);
}
