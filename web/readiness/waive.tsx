import { addDays } from '@callosum/kernel';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import type { Criterion } from '../api/shapes.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { useFieldError } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';

/** What the form begins with; how long a waiver may run is for the server to say. */
const PROPOSED_DAYS = 30;

export function WaiveDialog(props: {
  readonly criterion: Criterion | undefined;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { criterion } = props;
  return (
    <Dialog
      opened={criterion !== undefined}
      onClose={props.onClose}
      title={criterion ? t('readiness.waiveOf', { title: criterion.title }) : ''}
    >
      {criterion && <WaiveForm criterion={criterion} today={props.today} onDone={props.onClose} />}
    </Dialog>
  );
}

function WaiveForm({
  criterion,
  today,
  onDone,
}: {
  readonly criterion: Criterion;
  readonly today: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [until, setUntil] = useState(addDays(today, PROPOSED_DAYS));
  const [reason, setReason] = useState('');
  return (
    <CommandForm
      command="criterion.waive"
      input={{ id: criterion.id, until, reason }}
      fields={['until', 'reason']}
      lead={t('readiness.waiveLead')}
      submit={t('readiness.waive')}
      done={t('readiness.waived', { title: criterion.title, until: format.date(until) })}
      onDone={onDone}
    >
      {(errorOf) => (
        <>
          <TextInput
            type="date"
            required
            label={t('readiness.waiveUntil')}
            value={until}
            error={errorOf('until')}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Textarea
            required
            autosize
            minRows={2}
            mt="sm"
            data-autofocus
            label={t('readiness.waiveReason')}
            value={reason}
            error={errorOf('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </CommandForm>
  );
}

/** Ends a waiver before its time. */
export function Unwaive({ criterion }: { readonly criterion: Criterion }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const command = useCommand(useProject().key);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const end = async (): Promise<void> => {
    const outcome = await command.run('criterion.unwaive', { id: criterion.id });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('readiness.unwaived', { title: criterion.title }));
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" loading={command.pending} onClick={() => void end()}>
        {t('readiness.unwaive')}
        <span className="hidden"> {criterion.title}</span>
      </Button>
      {problems.length > 0 && <span role="alert">{fieldError(problems)}</span>}
    </>
  );
}
