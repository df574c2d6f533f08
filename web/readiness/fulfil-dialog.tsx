import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { byField, type Trouble } from '../api/problems.ts';
import type { Condition } from '../api/shapes.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';

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
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const command = useCommand(useProject().key);
  const [evidence, setEvidence] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, ['evidence']);
  const fulfil = async (): Promise<void> => {
    const outcome = await command.run('condition.fulfil', { id: condition.id, evidence });
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(t('readiness.fulfilled', { title: condition.title }));
    onDone();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void fulfil();
      }}
    >
      <Problems problems={found.rest} focus />
      <Textarea
        required
        autosize
        minRows={2}
        data-autofocus
        label={t('readiness.fulfilEvidence')}
        description={t('readiness.fulfilEvidenceHelp')}
        value={evidence}
        error={fieldError(found.at('evidence'))}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <Button type="submit" mt="md" loading={command.pending}>
        {t('readiness.fulfil')}
      </Button>
    </form>
  );
}
