import { Loaded, Problems, type Trouble, useAnnounce } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuiteLine } from '../views/runs.ts';
import type { Subject } from '../views/subjects.ts';
import { CaseSheet } from './case-sheet.tsx';
import type { Bench } from './use-bench.ts';
import { type Cases, useCaseKeeping, useKeptCases, useSubjectFiles } from './use-cases.ts';
import classes from './runs.module.css';

/** The cases of a test as they are kept, to be changed, or made anew where profile or mapping have changed. */
export function ChangeCases({
  bench,
  suite,
  subject,
  onDone,
}: {
  readonly bench: Bench;
  readonly suite: SuiteLine;
  readonly subject: Subject;
  readonly onDone: () => void;
}) {
  const kept = useKeptCases(bench, suite.id, suite.cases.hash);
  const files = useSubjectFiles(subject);
  return (
    <Loaded query={kept}>
      {(cases) => (
        <Loaded query={files}>
          {(read) => (
            <CaseSheet
              key={suite.cases.hash}
              bench={bench}
              subject={subject}
              files={read}
              begin={cases}
              trigger={suite.trigger}
            >
              {(changed) => <KeepCases test={suite.id} cases={changed} onDone={onDone} />}
            </CaseSheet>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function KeepCases({
  test,
  cases,
  onDone,
}: {
  readonly test: string;
  readonly cases: Cases;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { keep } = useCaseKeeping();
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const save = async (): Promise<void> => {
    setPending(true);
    const wrong = await keep(test, cases);
    setPending(false);
    setProblems(wrong);
    if (wrong.length > 0) return;
    announce(t('interoperability.suite.changed'));
    onDone();
  };
  return (
    <>
      <div className={classes['ways']}>
        <Button size="xs" loading={pending} onClick={() => void save()}>
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
