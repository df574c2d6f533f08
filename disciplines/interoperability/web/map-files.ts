import type { CodeMapping, MapRow } from '@callosum/hl7v2';
import { attach, type Outcome, useCommand, useProject } from '@callosum/web/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { CODES_NAME, MAPPING_NAME } from '../map-names.ts';
import type { CodeMapOffer, MappingOffer } from '../views/mapping.ts';
import { fetchAttached, fetchProfile } from './profile-file.ts';
import type { Bench } from './use-bench.ts';

/** Everything a mapping is said by, its code maps left out. */
export interface MapFiles {
  readonly source: string;
  readonly target: string;
  readonly rows: readonly MapRow[];
}

/** Reads the two profiles and the rows of a mapping; files never change under their hashes. */
export function useMapFiles(bench: Bench, offer: MappingOffer | undefined) {
  const project = useProject();
  const { source, target } = offer ?? {};
  return useQuery({
    queryKey: ['interoperability', 'mapping', project.key, offer?.id, offer?.file, source?.file, target?.file],
    enabled: source !== undefined && target !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
    queryFn: async (): Promise<MapFiles> => {
      if (!offer || !source || !target) throw new Error('There are no two profiles');
      const [from, to, rows] = await Promise.all([
        fetchProfile(project.key, source),
        fetchProfile(project.key, target),
        rowsOf(bench, project.key, offer),
      ]);
      return { source: from, target: to, rows };
    },
  });
}

async function rowsOf(bench: Bench, project: string, { id, file }: MappingOffer): Promise<readonly MapRow[]> {
  if (file === undefined) return [];
  return (await bench.ask('readMapping', await fetchAttached(project, id, file))).rows;
}

export type CodeMaps = Readonly<Record<string, CodeMapping>>;

/** Reads code maps, by their records. */
export function useCodeFiles(bench: Bench, offers: readonly CodeMapOffer[]) {
  const project = useProject();
  return useQuery({
    queryKey: ['interoperability', 'codes', project.key, offers.map(({ id, file }) => `${id} ${file ?? ''}`)],
    staleTime: Infinity,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<CodeMaps> => {
      const read = offers.map(async ({ id, file }): Promise<[string, CodeMapping]> => {
        if (file === undefined) return [id, NO_CODES];
        return [id, await bench.ask('readCodes', await fetchAttached(project.key, id, file))];
      });
      return Object.fromEntries(await Promise.all(read));
    },
  });
}

export const NO_CODES: CodeMapping = { format: 'callosum-hl7-codes/1', entries: [] };

const made = z.object({ id: z.string() });

/** What the server counted in what was kept. */
const rowCount = z.object({
  inUse: z.number(),
  mapped: z.number(),
  leftBehind: z.number(),
  countedMessages: z.number(),
});
const codeCount = z.object({ codes: z.number(), mapped: z.number() });
type RowCount = z.infer<typeof rowCount>;
type CodeCount = z.infer<typeof codeCount>;
type Kept<Count> = (Extract<Outcome, { ok: true }> & { readonly counted: Count }) | Extract<Outcome, { ok: false }>;

/** Keeps files for mappings and code maps, and begins both. */
export function useMapKeeping(bench: Bench) {
  const project = useProject();
  const { run, pending } = useCommand(project.key);
  const send = (record: string, name: string, text: string) =>
    attach(
      { project: project.key, record },
      new File([text], name, { type: 'application/json' }),
      () => undefined,
      new AbortController().signal,
    );

  const keepRows = async (id: string, rows: readonly MapRow[]): Promise<Kept<RowCount>> => {
    const sent = await send(id, MAPPING_NAME, await bench.ask('writeMapping', rows));
    if ('problems' in sent) return { ok: false, problems: sent.problems };
    const outcome = await run('mapping.keep', { id, file: sent.hash });
    return outcome.ok ? { ...outcome, counted: rowCount.parse(outcome.result) } : outcome;
  };
  const keepCodes = async (
    id: string,
    codes: CodeMapping,
    seen: NonNullable<CodeMapping['seen']>,
  ): Promise<Kept<CodeCount>> => {
    const whole = seen.length === 0 ? codes : { ...codes, seen };
    const sent = await send(id, CODES_NAME, await bench.ask('writeCodes', whole));
    if ('problems' in sent) return { ok: false, problems: sent.problems };
    const outcome = await run('codeMap.keep', { id, file: sent.hash });
    return outcome.ok ? { ...outcome, counted: codeCount.parse(outcome.result) } : outcome;
  };
  const begin = async (source: string, target: string): Promise<Outcome & { readonly id?: string }> => {
    const outcome = await run('mapping.begin', { source, target, owner: project.account });
    return outcome.ok ? { ...outcome, id: made.parse(outcome.result).id } : outcome;
  };
  const beginCodes = async (mapping: string, title: string): Promise<Outcome & { readonly id?: string }> => {
    const created = await run('record.create', { kind: 'codeMap', fields: { title, owner: project.account } });
    if (!created.ok) return created;
    const { id } = made.parse(created.result);
    const linked = await run('link.create', { type: 'mapping.uses', from: mapping, to: id });
    return linked.ok ? { ...linked, id } : linked;
  };
  return { keepRows, keepCodes, begin, beginCodes, pending };
}
