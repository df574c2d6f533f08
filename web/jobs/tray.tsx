import { ActionIcon, Button, Indicator, Popover, Progress } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { jobFilePath } from '@callosum/kernel/contract';
import { IconDownload, IconProgressCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { JobView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import { useJobWords } from './job-words.ts';
import classes from './jobs.module.css';
import { isUnfinished, useFollowJob, useJobs, useJobStream } from './use-jobs.ts';

const MOST_SHOWN = 8;
const WHOLE = 100;

/** Long work of whoever is signed in: how far it is, how to stop it, what it left. Not there while there is none. */
export function JobTray() {
  const { t } = useTranslation();
  useJobStream();
  const jobs = useJobs();
  const [opened, { toggle, close }] = useDisclosure(false);
  const busy = jobs.filter(isUnfinished).length;
  if (jobs.length === 0) return null;
  return (
    <Popover
      opened={opened}
      onChange={close}
      position="bottom-end"
      width={340}
      withinPortal={false}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Indicator disabled={busy === 0} label={busy} size={16} offset={6}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={busy === 0 ? t('jobs.openIdle') : t('jobs.open', { count: busy })}
            onClick={toggle}
          >
            <IconProgressCheck size={21} stroke={1.5} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('jobs.title')}>
        <ul className={classes['list']}>
          {jobs.slice(0, MOST_SHOWN).map((job) => (
            <JobItem key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function JobItem({ job }: { readonly job: JobView }) {
  const { t } = useTranslation();
  const words = useJobWords();
  const label = words.label(job);
  return (
    <li className={classes['job']}>
      <p className={classes['head']}>
        <span className={classes['label']}>{job.file?.name ?? label}</span>
        <span className={classes['state']}>
          {words.word(job) !== undefined && isUnfinished(job) ? words.word(job) : t(`jobs.state.${job.state}`)}
        </span>
      </p>
      {isUnfinished(job) && (
        <div className={classes['line']}>
          <Progress
            className={classes['bar'] ?? ''}
            value={job.fraction * WHOLE}
            aria-label={t('jobs.progress', { job: label })}
          />
          <Stop job={job} label={label} />
        </div>
      )}
      {job.file && (
        <Button
          component="a"
          href={jobFilePath(job.id)}
          download={job.file.name}
          size="compact-sm"
          variant="light"
          leftSection={<IconDownload size={14} aria-hidden="true" />}
        >
          {t('jobs.download')}
          <span className="hidden"> {job.file.name}</span>
        </Button>
      )}
      {job.state === 'failed' && <Problems problems={job.problems} />}
    </li>
  );
}

function Stop({ job, label }: { readonly job: JobView; readonly label: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const follow = useFollowJob();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const cancel = async (): Promise<void> => {
    try {
      follow(await api.jobs.cancel.call({ id: job.id }));
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <>
      <Button size="compact-sm" variant="default" disabled={job.state === 'cancelling'} onClick={() => void cancel()}>
        {t('jobs.cancel')}
        <span className="hidden"> {label}</span>
      </Button>
      <Problems problems={problems} />
    </>
  );
}
