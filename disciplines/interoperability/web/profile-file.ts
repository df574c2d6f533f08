import { attachmentsPath } from '@callosum/kernel/contract';
import { attach, type Outcome, useCommand, useProject } from '@callosum/web/views';
import { useQuery } from '@tanstack/react-query';
import type { Profile } from '@callosum/hl7v2';
import { z } from 'zod';
import { SAMPLES_NAME } from '../map-names.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import type { Bench } from './use-bench.ts';

const FILE = 'profile.json';

/** Reads the file that says a profile in full. @throws Error when it cannot be had */
export function fetchProfile(project: string, { id, file }: ProfileOffer): Promise<string> {
  return fetchAttached(project, id, file ?? '');
}

/** Reads a file attached to a record, as text. @throws Error when it cannot be had */
export async function fetchAttached(project: string, record: string, hash: string): Promise<string> {
  const answer = await fetch(`${attachmentsPath(project, record)}/${hash}`);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.text();
}

/** A profile in full; a file never changes under its hash, so that it is read once. */
export function useProfileFile(bench: Bench, offer: ProfileOffer | undefined) {
  const project = useProject();
  return useQuery({
    queryKey: ['interoperability', 'profile', project.key, offer?.id, offer?.file],
    enabled: offer?.file !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
    queryFn: async (): Promise<Profile> => {
      if (!offer) throw new Error('There is no profile');
      return bench.ask('readProfile', await fetchProfile(project.key, offer));
    },
  });
}

export interface Said {
  readonly structure?: string;
  readonly basis?: string;
  readonly localParts?: string;
  readonly samples?: string;
}

const made = z.object({ id: z.string() });

/** Makes profiles, and keeps files for them. What failed is told as commands tell it; what was made before it stays and is found in the register. */
export function useKeeping() {
  const project = useProject();
  const { run, pending } = useCommand(project.key);
  const send = async (record: string, name: string, type: string, text: string) =>
    attach(
      { project: project.key, record },
      new File([text], name, { type }),
      () => undefined,
      new AbortController().signal,
    );

  const keep = async (record: string, written: string, said: Said): Promise<Outcome> => {
    const sent = await send(record, FILE, 'application/json', written);
    if ('problems' in sent) return { ok: false, problems: sent.problems };
    return run('messageProfile.keep', { id: record, file: sent.hash, ...said });
  };
  const make = async (given: {
    readonly title: string;
    readonly end: string;
    readonly interface: string | undefined;
    readonly written: string;
    readonly said: Said;
    readonly samples?: string;
  }): Promise<Outcome & { readonly id?: string }> => {
    const fields = { title: given.title, end: given.end, owner: project.account };
    const created = await run('record.create', { kind: 'messageProfile', fields });
    if (!created.ok) return created;
    const { id } = made.parse(created.result);
    if (given.interface !== undefined) {
      const linked = await run('link.create', { type: 'messageProfile.of', from: id, to: given.interface });
      if (!linked.ok) return linked;
    }
    if (given.samples !== undefined) {
      const sent = await send(id, SAMPLES_NAME, 'text/plain', given.samples);
      if ('problems' in sent) return { ok: false, problems: sent.problems };
    }
    const kept = await keep(id, given.written, given.said);
    return kept.ok ? { ...kept, id } : kept;
  };
  return { keep, make, pending };
}
