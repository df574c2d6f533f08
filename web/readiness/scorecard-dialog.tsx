import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useWords } from '../messages/words.ts';

/** Lets the gates ask of more than the plan: the scorecard’s criteria of the disciplines that are chosen. */
export function ScorecardDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('readiness.addScorecard')}>
      {opened && <ScorecardForm onDone={onClose} />}
    </Dialog>
  );
}

function ScorecardForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const offered = registry.disciplines.filter(({ facts }) => facts.length > 0).map(({ name }) => name);
  const [disciplines, setDisciplines] = useState<string[]>(offered);
  return (
    <CommandForm
      command="gate.addScorecard"
      input={{ disciplines }}
      fields={['disciplines']}
      lead={t('readiness.scorecardLead')}
      submit={t('readiness.addScorecard')}
      done={t('readiness.scorecardAdded')}
      onDone={onDone}
    >
      {(errorOf) => (
        <Checkbox.Group
          label={t('readiness.scorecardOf')}
          value={disciplines}
          onChange={setDisciplines}
          error={errorOf('disciplines')}
        >
          <Stack gap="xs" mt="xs">
            {offered.map((name) => (
              <Checkbox key={name} value={name} label={words.discipline(name)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </CommandForm>
  );
}
