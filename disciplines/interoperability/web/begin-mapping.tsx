import { Problems, type Trouble, useAnnounce, useProject } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileOffer } from '../views/profiles.ts';
import { useMapKeeping } from './map-files.ts';
import { ProfileSelect } from './profile-select.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** Begins a mapping between two profiles. */
export function BeginMapping({
  bench,
  profiles,
  ends,
  onBegun,
}: {
  readonly bench: Bench;
  readonly profiles: readonly ProfileOffer[];
  /** Chosen unless somebody chooses others. */
  readonly ends: { readonly source?: ProfileOffer; readonly target?: ProfileOffer };
  readonly onBegun: (id: string) => void;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const { begin, pending } = useMapKeeping(bench);
  const [source, setSource] = useState(ends.source?.id);
  const [target, setTarget] = useState(ends.target?.id);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  if (!project.mayRun('mapping.begin')) return null;
  const start = async (): Promise<void> => {
    if (source === undefined || target === undefined) return;
    const outcome = await begin(source, target);
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok || outcome.id === undefined) return;
    announce(t('interoperability.map.begun'));
    onBegun(outcome.id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div className={classes['form']}>
        <ProfileSelect
          label={t('interoperability.gaps.source')}
          profiles={profiles}
          value={source}
          onChoose={setSource}
        />
        <ProfileSelect
          label={t('interoperability.gaps.target')}
          profiles={profiles}
          value={target}
          onChoose={setTarget}
        />
        <Button
          size="xs"
          type="submit"
          loading={pending}
          disabled={source === undefined || target === undefined || source === target}
        >
          {t('interoperability.map.beginButton')}
        </Button>
      </div>
      <Problems problems={problems} focus />
    </form>
  );
}
