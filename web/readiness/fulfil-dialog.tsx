import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../api/shapes.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';

export function FulfilDialog({
  condition,
  onClose,
}: {
  readonly condition: Condition | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={condition !== undefined}
      onClose={onClose}
      title={condition ? t('readiness.fulfilOf', { title: condition.title }) : ''}
    >
      {condition && <FulfilForm condition={condition} onDone={onClose} />}
    </Dialog>
  );
}

function FulfilForm({ condition, onDone }: { readonly condition: Condition; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [evidence, setEvidence] = useState('');
  return (
    <CommandForm
      command="condition.fulfil"
      input={{ id: condition.id, evidence }}
      fields={['evidence']}
      submit={t('readiness.fulfil')}
      done={t('readiness.fulfilled', { title: condition.title })}
      onDone={onDone}
    >
      {(errorOf) => (
        <Textarea
          required
          autosize
          minRows={2}
          data-autofocus
          label={t('readiness.fulfilEvidence')}
          description={t('readiness.fulfilEvidenceHelp')}
          value={evidence}
          error={errorOf('evidence')}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
      )}
    </CommandForm>
  );
}
