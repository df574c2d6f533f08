import { JOBS_STREAM_PATH } from '@callosum/kernel/contract';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../api/client.ts';
import type { JobView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useJobWords } from './job-words.ts';

const ENDED: ReadonlySet<JobView['state']> = new Set(['done', 'failed', 'cancelled']);

export const isUnfinished = (job: JobView): boolean => !ENDED.has(job.state);

/** The jobs one started, newest first. */
export function useJobs(): readonly JobView[] {
  return useQuery(useApi().jobs.list.queryOptions()).data ?? [];
}

/** Shows a job in the tray from now on, and follows it. */
export function useFollowJob(): (job: JobView) => void {
  const api = useApi();
  const queries = useQueryClient();
  return useCallback((job) => merge(queries, api, [job]), [api, queries]);
}

/**
 * Follows one's jobs while any is unfinished; a connection is kept open no longer than that, since a browser has few.
 * Says how each ended, and asks again for what it may have made.
 */
export function useJobStream(): void {
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { t } = useTranslation();
  const { label } = useJobWords();
  const jobs = useJobs();
  const isBusy = jobs.some(isUnfinished);
  useEffect(() => {
    if (!isBusy || typeof EventSource === 'undefined') return undefined;
    const source = new EventSource(JOBS_STREAM_PATH);
    source.addEventListener('message', ({ data }) => merge(queries, api, readJobs(data)));
    return () => source.close();
  }, [api, queries, isBusy]);

  const open = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ended = jobs.filter((job) => open.current.has(job.id) && !isUnfinished(job));
    open.current = new Set(jobs.filter(isUnfinished).map(({ id }) => id));
    for (const job of ended) announce(t(`jobs.ended.${job.state}`, { job: label(job) }));
    if (ended.length > 0) void queries.invalidateQueries({ predicate: ({ queryKey }) => isMade(queryKey) });
  }, [announce, jobs, label, queries, t]);
}

/** Documents, and the projects of a demonstration. */
const MADE_BY_JOBS: ReadonlySet<unknown> = new Set(['documents', 'projects', 'scopes']);

/** What jobs make is asked for again when one ended. */
function isMade(queryKey: readonly unknown[]): boolean {
  const [path] = queryKey;
  return Array.isArray(path) && MADE_BY_JOBS.has(path[0]);
}

function merge(queries: QueryClient, api: Api, news: readonly JobView[]): void {
  queries.setQueryData(api.jobs.list.queryKey(), (known: JobView[] | undefined) => {
    const byId = new Map((known ?? []).map((job) => [job.id, job]));
    for (const job of news) byId.set(job.id, job);
    return [...byId.values()].toSorted((a, b) => b.created.localeCompare(a.created));
  });
}

function isJobs(value: unknown): value is JobView[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'state' in one);
}

function readJobs(data: unknown): readonly JobView[] {
  const read: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
  return isJobs(read) ? read : [];
}
