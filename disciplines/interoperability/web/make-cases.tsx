import { Loaded, Mentioned, Problems, type Trouble, useAnnounce, useWords } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Subject } from '../views/subjects.ts';
import { CaseSheet } from './case-sheet.tsx';
import type { Bench } from './use-bench.ts';
import { type Cases, useCaseKeeping, useSubjectFiles } from './use-cases.ts';
import bench from './workbench.module.css';
import classes from './runs.module.css';

/** Makes cases for an interface, and a test that they belong to. */
export function MakeCases({
  bench: asked,
  subjects,
  chosen,
  onChoose,
  onKept,
}: {
  readonly bench: Bench;
  readonly subjects: readonly Subject[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onKept: (test: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const subject = subjects.find(({ id }) => id === chosen) ?? subjects[0];
  const files = useSubjectFiles(subject);
  if (!subject) return <p>{t('interoperability.suite.noInterface')}</p>;
  return (
    <>
      <p className={classes['soft']}>{t('interoperability.suite.why')}</p>
      <div className={bench['tools']}>
        <NativeSelect
          size="xs"
          label={t('interoperability.suite.of')}
          value={subject.id}
          onChange={(event) => onChoose(event.currentTarget.value)}
          data={subjects.map((one) => ({
            value: one.id,
            label: `${words.reference(one.kind, one.number)} ${one.title}`,
          }))}
        />
        {subject.profile ? (
          <Mentioned record={subject.profile} />
        ) : (
          <span className={classes['soft']}>{t('interoperability.suite.standard')}</span>
        )}
      </div>
      <Loaded query={files}>
        {(read) => (
          <CaseSheet key={subject.id} bench={asked} subject={subject} files={read}>
            {(cases, trigger) => <KeepAsTest subject={subject} trigger={trigger} cases={cases} onKept={onKept} />}
          </CaseSheet>
        )}
      </Loaded>
    </>
  );
}

const LEVELS = ['endToEnd', 'message', 'mappedRecord', 'connection', 'volume', 'failure'] as const;

function KeepAsTest({
  subject,
  trigger,
  cases,
  onKept,
}: {
  readonly subject: Subject;
  readonly trigger: string;
  readonly cases: Cases;
  readonly onKept: (test: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const { begin, pending } = useCaseKeeping();
  const [level, setLevel] = useState<string>(LEVELS[0]);
  const [title, setTitle] = useState<string>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const called = title ?? t('interoperability.suite.titled', { interface: subject.title, trigger }).slice(0, 300);
  const keep = async (): Promise<void> => {
    const kept = await begin({ interface: subject.id, title: called.trim(), level, trigger }, cases);
    setProblems('problems' in kept ? kept.problems : []);
    if ('problems' in kept) return;
    announce(t('interoperability.suite.begun'));
    onKept(kept.id);
  };
  return (
    <>
      <form
        className={bench['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <TextInput
          size="xs"
          label={t('interoperability.suite.title')}
          required
          maxLength={300}
          value={called}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={t('interoperability.suite.level')}
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value)}
          data={LEVELS.map((value) => ({ value, label: words.option('interfaceTest', 'level', value) }))}
        />
        <Button size="xs" type="submit" loading={pending} disabled={called.trim() === ''}>
          {t('interoperability.suite.keep')}
        </Button>
      </form>
      <Problems problems={problems} focus />
    </>
  );
}
