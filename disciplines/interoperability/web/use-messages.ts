import { useCallback, useState } from 'react';
import { useProject } from '@callosum/web/views';
import type { Progress, Received, TakeMode } from '../bench/samples.ts';
import type { Untaken } from '../bench/sample.ts';
import { fetchProfile } from './profile-file.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import type { Failed, Holding } from './protocol.ts';
import { type Bench, BenchError } from './use-bench.ts';

const NOTHING: Holding = { lines: [], findings: [], replaced: [] };

/** What the page holds: messages as lists, how far a drop is, and what could not be read. */
export function useMessages(bench: Bench) {
  const project = useProject();
  const [holding, setHolding] = useState(NOTHING);
  const [untaken, setUntaken] = useState<readonly Untaken[]>([]);
  const [progress, setProgress] = useState<Progress>();
  const [failed, setFailed] = useState<Failed>();

  const doing = useCallback(
    async (work: (bench: Bench) => Promise<void>): Promise<void> => {
      setFailed(undefined);
      try {
        await work(bench);
      } catch (error) {
        setFailed(
          error instanceof BenchError
            ? error.failed
            : { message: error instanceof Error ? error.message : String(error) },
        );
      } finally {
        setProgress(undefined);
      }
    },
    [bench],
  );

  const take = (files: readonly File[], mode: TakeMode): Promise<void> =>
    doing(async (asked) => {
      setProgress({ files: 0, of: files.length, messages: 0, share: 0 });
      const dropped = await Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
      );
      const asOf = Number(project.today.slice(0, 4));
      const { untaken: left, ...now } = await asked.ask('take', { files: dropped, mode, asOf }, setProgress);
      setHolding(now);
      setUntaken(left);
    });
  const holdAgainst = (offer: ProfileOffer | undefined): Promise<void> =>
    doing(async (asked) => {
      setHolding(await asked.ask('holdAgainst', offer ? await fetchProfile(project.key, offer) : null));
    });
  const clear = (): Promise<void> =>
    doing(async (asked) => {
      setHolding(await asked.ask('clear', null));
      setUntaken([]);
    });
  /** Takes over messages that the server has freed of identifiers. */
  const receive = (load: () => Promise<readonly Received[]>): Promise<void> =>
    doing(async (asked) => setHolding(await asked.ask('receiveAll', await load())));
  const stop = (): void => void bench.ask('stop', null);
  return { holding, untaken, progress, failed, take, receive, holdAgainst, clear, stop };
}
