import { Loaded, Mentioned, Problems, type Trouble, useAnnounce, useProject, useWords } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposed } from '../suite/propose.ts';
import type { Subject } from '../views/subjects.ts';
import { CaseTable } from './case-table.tsx';
import { useProfileFile } from './profile-file.ts';
import type { Bench } from './use-bench.ts';
import {
  type Cases,
  casesIn,
  type Draft,
  draftsOf,
  propose,
  type SubjectFiles,
  useCaseKeeping,
  useSubjectFiles,
} from './use-cases.ts';
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
        {(read) => <Make key={subject.id} bench={asked} subject={subject} files={read} onKept={onKept} />}
      </Loaded>
    </>
  );
}

const COUNTS = { fits: 3, faults: 3, kept: 3 };
const MOST = 50;
const LEVELS = ['endToEnd', 'message', 'mappedRecord', 'connection', 'volume', 'failure'] as const;

function Make({
  bench: asked,
  subject,
  files,
  onKept,
}: {
  readonly bench: Bench;
  readonly subject: Subject;
  readonly files: SubjectFiles;
  readonly onKept: (test: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const announce = useAnnounce();
  const { begin, pending } = useCaseKeeping();
  const profile = useProfileFile(asked, subject.profile).data;
  const triggers = triggersFor(subject, profile?.messages ?? []);
  const [typed, setTrigger] = useState<string>();
  const trigger = typed ?? triggers[0] ?? '';
  const [counts, setCounts] = useState(COUNTS);
  const [drafts, setDrafts] = useState<readonly Draft[]>();
  const [making, setMaking] = useState(false);
  const [level, setLevel] = useState<string>('endToEnd');
  const [title, setTitle] = useState<string>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const nameOf = (one: Proposed, number: number): string =>
    t(`interoperability.suite.named.${one.what}`, {
      trigger,
      number,
      path: one.path ?? '',
      fault: one.fault === undefined ? '' : t(`interoperability.suite.fault.${one.fault}`),
    });
  const make = async (): Promise<void> => {
    setMaking(true);
    const asOf = Number(project.today.slice(0, 4));
    const wished = { ...counts, kept: files.messages === null ? 0 : counts.kept, trigger, seed: 1, asOf };
    const found = await propose(asked, files, wished).finally(() => setMaking(false));
    const cases: Cases = found.map((one, at) => ({
      name: nameOf(one, at + 1),
      message: one.message,
      expect: { answer: one.answer, reply: one.reply },
    }));
    setDrafts(draftsOf(cases));
  };
  const called = title ?? t('interoperability.suite.titled', { interface: subject.title, trigger }).slice(0, 300);
  const keep = async (): Promise<void> => {
    if (!drafts) return;
    const kept = await begin({ interface: subject.id, title: called.trim(), level, trigger }, casesIn(drafts));
    setProblems('problems' in kept ? kept.problems : []);
    if ('problems' in kept) return;
    announce(t('interoperability.suite.begun'));
    onKept(kept.id);
  };
  const count = (name: keyof typeof COUNTS, label: string) => (
    <TextInput
      size="xs"
      type="number"
      label={label}
      min={0}
      max={MOST}
      value={counts[name]}
      onChange={({ currentTarget: { valueAsNumber } }) =>
        setCounts({ ...counts, [name]: Math.min(MOST, Math.max(0, Math.trunc(valueAsNumber || 0))) })
      }
    />
  );
  return (
    <>
      <form
        className={bench['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {triggers.length > 0 ? (
          <NativeSelect
            size="xs"
            label={t('interoperability.suite.trigger')}
            value={trigger}
            onChange={(event) => setTrigger(event.currentTarget.value)}
            data={triggers.map((value) => ({
              value,
              label: subject.untested.includes(value)
                ? t('interoperability.suite.untested', { trigger: value })
                : value,
            }))}
          />
        ) : (
          <TextInput
            size="xs"
            label={t('interoperability.suite.trigger')}
            required
            placeholder="ADT^A01"
            value={trigger}
            onChange={(event) => setTrigger(event.currentTarget.value.toUpperCase())}
          />
        )}
        {count('fits', t('interoperability.suite.fits'))}
        {count('faults', t('interoperability.suite.faults'))}
        {files.messages !== null && count('kept', t(`interoperability.suite.${files.mapping ? 'mapped' : 'kept'}`))}
        <Button
          size="xs"
          type="submit"
          loading={making}
          disabled={trigger === ''}
          variant={drafts ? 'default' : 'filled'}
        >
          {t('interoperability.suite.propose')}
        </Button>
      </form>
      {drafts?.length === 0 && <p>{t('interoperability.suite.nothing', { trigger })}</p>}
      {drafts && drafts.length > 0 && (
        <>
          <CaseTable bench={asked} profile={files.profile} drafts={drafts} onChange={setDrafts} />
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
      )}
    </>
  );
}

/** Those without a test first, then whatever the profile describes. */
function triggersFor(
  { triggers, untested }: Subject,
  described: readonly { readonly type: string; readonly event: string }[],
): readonly string[] {
  const said = described.map(({ type, event }) => (event === '' ? type : `${type}^${event}`));
  return [...new Set([...untested, ...triggers, ...said])];
}
