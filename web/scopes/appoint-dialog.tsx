import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useComposition } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { textOf } from '../kit/text-of.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

/** Gives somebody an office, from a day on. */
export function AppointDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('scopes.appoint')}>
      <AppointForm onDone={onClose} />
    </Dialog>
  );
}

/** People offered at once; a staff list is longer, and is searched. */
const MOST = 200;

function AppointForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const api = useApi();
  const project = useProject();
  const field = useComposition().registry.kinds.get('appointment')?.fields['office'];
  const offices = field?.type === 'choice' ? Object.keys(field.options) : [];
  const [office, setOffice] = useState(offices[0] ?? '');
  const [search, setSearch] = useState('');
  const [person, setPerson] = useState('');
  const [from, setFrom] = useState(project.today);
  const [until, setUntil] = useState('');
  const people = useQuery(
    api.records.list.queryOptions({
      input: { key: project.key, kind: 'person', offset: 0, limit: MOST, sort: 'title', ...(search ? { search } : {}) },
    }),
  );
  const rows = people.data?.rows ?? [];
  const choice = (id: string, label: string) => ({ value: id, label });
  return (
    <CommandForm
      command="office.appoint"
      input={{ office, person, from, ...(until === '' ? {} : { until }) }}
      fields={['office', 'person', 'from', 'until']}
      lead={t('scopes.appointLead')}
      submit={t('scopes.appoint')}
      disabled={person === '' || from === ''}
      done={t('scopes.appointed')}
      onDone={onDone}
    >
      {(errorOf) => (
        <>
          <NativeSelect
            required
            label={t('scopes.office')}
            value={office}
            error={errorOf('office')}
            onChange={(event) => setOffice(event.currentTarget.value)}
            data={offices.map((one) => choice(one, words.option('appointment', 'office', one)))}
            data-autofocus
          />
          <TextInput
            label={t('register.search', { kinds: words.many('person') })}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <NativeSelect
            required
            label={t('scopes.person')}
            value={person}
            error={errorOf('person')}
            description={people.isSuccess && rows.length === 0 && search === '' ? t('scopes.noPeople') : undefined}
            onChange={(event) => setPerson(event.currentTarget.value)}
            data={[
              choice('', t('scopes.choosePerson')),
              ...rows.map(({ id, fields }) => choice(id, textOf(fields['title']))),
            ]}
          />
          <TextInput
            required
            type="date"
            label={t('scopes.firstDay')}
            value={from}
            error={errorOf('from')}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('scopes.lastDay')}
            value={until}
            error={errorOf('until')}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </>
      )}
    </CommandForm>
  );
}
