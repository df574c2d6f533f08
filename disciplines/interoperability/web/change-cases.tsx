import { Loaded, Problems, type Trouble, useAnnounce } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuiteLine } from '../views/runs.ts';
import type { Subject } from '../views/subjects.ts';
import { CaseTable } from './case-table.tsx';
import type { Bench } from './use-bench.ts';
import {
  type Cases,
  casesIn,
  type Draft,
  draftsOf,
  useCaseKeeping,
  useKeptCases,
  useSubjectFiles,
} from './use-cases.ts';
import classes from './runs.module.css';

/** The cases of a test as they are kept, to be changed. */
export function ChangeCases({
  bench,
  suite,
  subject,
  onDone,
}: {
  readonly bench: Bench;
  readonly suite: SuiteLine;
  readonly subject: Subject | undefined;
  readonly onDone: () => void;
}) {
  const kept = useKeptCases(bench, suite.id, suite.cases.hash, true);
  const files = useSubjectFiles(subject);
  return (
    <Loaded query={kept}>
      {(cases) => (
        <Change
          key={suite.cases.hash}
          bench={bench}
          test={suite.id}
          profile={files.data?.profile ?? null}
          cases={cases}
          onDone={onDone}
        />
      )}
    </Loaded>
  );
}

function Change({
  bench,
  test,
  profile,
  cases,
  onDone,
}: {
  readonly bench: Bench;
  readonly test: string;
  readonly profile: string | null;
  readonly cases: Cases;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { keep } = useCaseKeeping();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => draftsOf(cases));
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const save = async (): Promise<void> => {
    setPending(true);
    const wrong = await keep(test, casesIn(drafts));
    setPending(false);
    setProblems(wrong);
    if (wrong.length > 0) return;
    announce(t('interoperability.suite.changed'));
    onDone();
  };
  return (
    <>
      <CaseTable bench={bench} profile={profile} drafts={drafts} onChange={setDrafts} />
      <div className={classes['ways']}>
        <Button size="xs" loading={pending} disabled={drafts.length === 0} onClick={() => void save()}>
          {t('interoperability.suite.keepChanged')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('interoperability.suite.discard')}
        </Button>
      </div>
      <Problems problems={problems} focus />
    </>
  );
}
