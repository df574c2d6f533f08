import type { Json } from '@callosum/kernel';
import { PersonSelect, Problems, type Trouble, useAnnounce, useCommand, useProject } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './workbench.module.css';

const TREATMENTS = ['task', 'risk', 'mapping', 'accepted'] as const;

/** Makes work of the chosen differences, with an owner, all at once. */
export function TreatForm({
  source,
  target,
  rows,
  onDone,
}: {
  readonly source: string;
  readonly target: string;
  readonly rows: readonly Readonly<Record<string, Json>>[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const { run, pending } = useCommand(project.key);
  const [treatment, setTreatment] = useState<string>('task');
  const [owner, setOwner] = useState(project.account);
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const treat = async (): Promise<void> => {
    const outcome = await run('interfaceGap.treat', {
      source,
      target,
      rows,
      treatment,
      owner,
      ...(due === '' ? {} : { due }),
      ...(reason.trim() === '' ? {} : { reason }),
    });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    announce(t('interoperability.gaps.done', { count: rows.length }));
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void treat();
      }}
    >
      <div className={classes['form']}>
        <NativeSelect
          size="xs"
          label={t('interoperability.gaps.treatment')}
          value={treatment}
          onChange={(event) => setTreatment(event.currentTarget.value)}
          data={TREATMENTS.map((value) => ({ value, label: t(`interoperability.treatment.${value}`) }))}
        />
        <PersonSelect
          size="xs"
          label={t('interoperability.gaps.owner')}
          required
          value={owner}
          first={{ value: '', label: t('interoperability.gaps.nobody') }}
          onPick={setOwner}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('interoperability.gaps.due')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        {treatment === 'accepted' && (
          <TextInput
            size="xs"
            label={t('interoperability.gaps.reason')}
            required
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Button size="xs" type="submit" loading={pending} disabled={rows.length === 0 || owner === ''}>
          {t('interoperability.gaps.treat', { count: rows.length })}
        </Button>
      </div>
      <Problems problems={problems} focus />
    </form>
  );
}
