import { useProject } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposed } from '../suite/propose.ts';
import type { Subject } from '../views/subjects.ts';
import { CaseTable } from './case-table.tsx';
import { useProfileFile } from './profile-file.ts';
import type { Bench } from './use-bench.ts';
import { type Cases, casesIn, type Draft, draftsOf, propose, type SubjectFiles } from './use-cases.ts';
import bench from './workbench.module.css';

const COUNTS = { fits: 3, faults: 3, kept: 3 };
const MOST = 50;

/** Cases on a sheet: made for a trigger of an interface, read, changed and tried; what is done with them in the end stands below. */
export function CaseSheet({
  bench: asked,
  subject,
  files,
  begin,
  trigger: wanted,
  children,
}: {
  readonly bench: Bench;
  readonly subject: Subject;
  readonly files: SubjectFiles;
  /** Those that are there. */
  readonly begin?: Cases;
  readonly trigger?: string | undefined;
  readonly children: (cases: Cases, trigger: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const profile = useProfileFile(asked, subject.profile).data;
  const triggers = triggersFor(subject, profile?.messages ?? [], wanted);
  const [typed, setTrigger] = useState<string>();
  const trigger = typed ?? triggers[0] ?? '';
  const [counts, setCounts] = useState(COUNTS);
  const [drafts, setDrafts] = useState<readonly Draft[] | undefined>(() => begin && draftsOf(begin));
  const [making, setMaking] = useState(false);
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
    // Other rows than those before, also where they stand in the same place.
    setDrafts(draftsOf(cases, drafts?.at(-1)?.id));
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
          {t(`interoperability.suite.${drafts ? 'anew' : 'propose'}`)}
        </Button>
      </form>
      {drafts?.length === 0 && <p>{t('interoperability.suite.nothing', { trigger })}</p>}
      {drafts && drafts.length > 0 && (
        <>
          <CaseTable bench={asked} profile={files.profile} drafts={drafts} onChange={setDrafts} />
          {children(casesIn(drafts), trigger)}
        </>
      )}
    </>
  );
}

/** The one that is asked for first, then those without a test, then whatever the profile describes. */
function triggersFor(
  { triggers, untested }: Subject,
  described: readonly { readonly type: string; readonly event: string }[],
  wanted: string | undefined,
): readonly string[] {
  const said = described.map(({ type, event }) => (event === '' ? type : `${type}^${event}`));
  return [...new Set([...(wanted === undefined ? [] : [wanted]), ...untested, ...triggers, ...said])];
}
