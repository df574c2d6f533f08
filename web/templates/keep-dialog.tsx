import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';
import { Form } from '../kit/form.tsx';

/** Keeps what the open project is built of as a template of the organisation. */
export function KeepDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('templates.keep')}>
      <KeepForm onDone={onClose} />
    </Dialog>
  );
}

function KeepForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const project = useProject();
  const [title, setTitle] = useState('');
  const [summary, setSummary] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, ['title', 'summary']);
  const keep = async (): Promise<void> => {
    try {
      await api.templates.keep.call({ key: project.key, title: title.trim(), summary: summary.trim() });
      await queries.invalidateQueries();
      announce(t('templates.kept', { title }));
      onDone();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <Form
      onSubmit={() => {
        if (title.trim() !== '') void keep();
      }}
    >
      <p>{t('templates.keepLead')}</p>
      <Problems problems={found.rest} focus />
      <TextInput
        required
        data-autofocus
        label={t('templates.keepTitle')}
        value={title}
        error={fieldError(found.at('title'))}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={t('templates.keepSummary')}
        value={summary}
        error={fieldError(found.at('summary'))}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <Button type="submit" mt="md" disabled={title.trim() === ''}>
        {t('templates.keep')}
      </Button>
    </Form>
  );
}
