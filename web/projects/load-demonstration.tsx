import { Button } from '@mantine/core';
import { IconBuildingHospital } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { isUnfinished, useFollowJob, useJobs } from '../jobs/use-jobs.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';

/** Loads a hospital that is invented, to see what the product is like with years of work in it. For owners of the organisation. */
export function LoadDemonstration() {
  const { t } = useTranslation();
  const api = useApi();
  const follow = useFollowJob();
  const announce = useAnnounce();
  const mayLoad = useQuery(api.me.queryOptions()).data?.roles.includes('owner') ?? false;
  const running = useJobs().some((job) => job.name === 'demonstration' && isUnfinished(job));
  const load = useMutation(
    api.demonstrations.load.mutationOptions({
      onSuccess: (job) => {
        follow(job);
        announce(t('projects.demonstrationStarted'));
      },
    }),
  );
  if (!mayLoad) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBuildingHospital size={17} stroke={1.7} />}
        loading={load.isPending || running}
        onClick={() => load.mutate({})}
      >
        {t('projects.demonstration')}
      </Button>
      {load.isError && <Problems problems={problemsOf(load.error)} />}
    </>
  );
}
