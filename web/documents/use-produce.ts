import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { JobView } from '../api/shapes.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFollowJob } from '../jobs/use-jobs.ts';

export interface Producer {
  /** @returns whether it was started; the tray shows how far it is. */
  readonly start: (ask: () => Promise<JobView>) => Promise<boolean>;
  readonly pending: boolean;
  readonly problems: readonly Trouble[];
}

/** Starts something that is put on paper as a job. */
export function useProduce(): Producer {
  const { t } = useTranslation();
  const follow = useFollowJob();
  const announce = useAnnounce();
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const start = useCallback<Producer['start']>(
    async (ask) => {
      setPending(true);
      try {
        follow(await ask());
        setProblems([]);
        announce(t('documents.started'));
        return true;
      } catch (error) {
        setProblems(problemsOf(error));
        return false;
      } finally {
        setPending(false);
      }
    },
    [announce, follow, t],
  );
  return { start, pending, problems };
}
