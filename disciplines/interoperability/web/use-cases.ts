import { attach, type Trouble, useCommand, useProject } from '@callosum/web/views';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { CASES_NAME } from '../cases-of.ts';
import { type Suite, SUITE_FORMAT } from '../suite/model.ts';
import type { Proposed, Wished } from '../suite/propose.ts';
import type { Subject } from '../views/subjects.ts';
import { fetchAttached } from './profile-file.ts';
import type { Bench } from './use-bench.ts';

export type Cases = Suite['cases'];

/** A case while it is written; its name may be anything meanwhile. */
export interface Draft {
  readonly id: number;
  readonly one: Cases[number];
}

/** @param after the last id that was given before */
export const draftsOf = (cases: Cases, after = -1): readonly Draft[] =>
  cases.map((one, at) => ({ id: after + 1 + at, one }));
export const casesIn = (drafts: readonly Draft[]): Cases => drafts.map(({ one }) => one);

/** The files that cases of an interface are made from. A file never changes under its hash. */
export function useSubjectFiles(subject: Subject | undefined) {
  const project = useProject();
  const { profile, kept, mapping, codeMaps = [] } = subject ?? {};
  return useQuery({
    queryKey: [
      'interoperability',
      'subject',
      project.key,
      [profile?.file, kept?.file, mapping?.file, ...codeMaps.map(({ file }) => file)],
    ],
    enabled: subject !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      const fetched = (one: { readonly record: string; readonly file: string }) =>
        fetchAttached(project.key, one.record, one.file);
      const codes = codeMaps.map(async (one): Promise<[string, string]> => [one.record, await fetched(one)]);
      return {
        profile: profile?.file === undefined ? null : await fetchAttached(project.key, profile.id, profile.file),
        messages: kept ? await fetched(kept) : null,
        mapping: mapping ? { rows: await fetched(mapping), codes: Object.fromEntries(await Promise.all(codes)) } : null,
      };
    },
  });
}

export type SubjectFiles = NonNullable<ReturnType<typeof useSubjectFiles>['data']>;

/** Cases as they are proposed for a trigger. */
export function propose(bench: Bench, files: SubjectFiles, wished: Wished): Promise<readonly Proposed[]> {
  return bench.ask('proposeCases', { ...files, ...wished });
}

const made = z.object({ id: z.string() });

/** Begins tests with cases, and exchanges the cases of one that is there. */
export function useCaseKeeping() {
  const project = useProject();
  const { run, pending } = useCommand(project.key);
  /** @returns what was wrong; nothing when they are kept. */
  const keep = async (test: string, cases: Cases): Promise<readonly Trouble[]> => {
    const text = `${JSON.stringify({ format: SUITE_FORMAT, cases }, undefined, 2)}\n`;
    const sent = await attach(
      { project: project.key, record: test },
      new File([text], `made${CASES_NAME}`, { type: 'application/json' }),
      () => undefined,
      new AbortController().signal,
    );
    return 'problems' in sent ? sent.problems : [];
  };
  const begin = async (
    given: { readonly interface: string; readonly title: string; readonly level: string; readonly trigger: string },
    cases: Cases,
  ): Promise<{ readonly id: string } | { readonly problems: readonly Trouble[] }> => {
    const begun = await run('interfaceTest.begin', { ...given, owner: project.account });
    if (!begun.ok) return begun;
    const { id } = made.parse(begun.result);
    const problems = await keep(id, cases);
    return problems.length === 0 ? { id } : { problems };
  };
  return { keep, begin, pending };
}

/** The cases of a test, as they are kept. */
export function useKeptCases(bench: Bench, test: string, file: string) {
  const project = useProject();
  return useQuery({
    queryKey: ['interoperability', 'cases', project.key, test, file],
    staleTime: Infinity,
    structuralSharing: false,
    queryFn: async () => bench.ask('readCases', await fetchAttached(project.key, test, file)),
  });
}
