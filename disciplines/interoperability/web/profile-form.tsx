import type { Mention } from '@callosum/kernel';
import { Problems, type Trouble, useAnnounce, useWords } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Said, useKeeping } from './profile-file.ts';
import classes from './workbench.module.css';

/** What a profile is made from: the file that says it in full, and what its record says of it. */
export interface ProfileMade {
  readonly written: string;
  readonly said: Said;
  readonly samples?: string;
}

/** Asks what a profile is called, which end it is and of which interface, and keeps it. */
export function ProfileForm({
  begin,
  interfaces,
  keep,
  about,
  onMake,
  onKept,
}: {
  readonly begin: { readonly title: string; readonly end: string; readonly interface?: string | undefined };
  readonly interfaces: readonly Mention[];
  /** On the button. */
  readonly keep: string;
  /** Stands above what is asked for. */
  readonly about: ReactNode;
  readonly onMake: (title: string) => Promise<ProfileMade>;
  readonly onKept: (id: string, end: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const { make, pending } = useKeeping();
  const [title, setTitle] = useState(begin.title.slice(0, 300));
  const [end, setEnd] = useState(begin.end);
  const [of, setOf] = useState(begin.interface ?? '');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const submit = async (): Promise<void> => {
    const made = await onMake(title.trim());
    const outcome = await make({ ...made, title: title.trim(), end, interface: of === '' ? undefined : of });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    announce(t('interoperability.derive.kept', { title }));
    if (outcome.id !== undefined) onKept(outcome.id, end);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {about}
      <div className={classes['form']}>
        <TextInput
          size="xs"
          label={t('interoperability.derive.title')}
          required
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={t('interoperability.derive.end')}
          value={end}
          onChange={(event) => setEnd(event.currentTarget.value)}
          data={['source', 'target', 'both'].map((value) => ({
            value,
            label: words.option('messageProfile', 'end', value),
          }))}
        />
        <NativeSelect
          size="xs"
          label={t('interoperability.derive.interface')}
          value={of}
          onChange={(event) => setOf(event.currentTarget.value)}
          data={[
            { value: '', label: t('interoperability.derive.noInterface') },
            ...interfaces.map((one) => ({
              value: one.id,
              label: `${words.reference(one.kind, one.number)} ${one.title}`,
            })),
          ]}
        />
        <Button size="xs" type="submit" loading={pending} disabled={title.trim() === ''}>
          {keep}
        </Button>
      </div>
      <Problems problems={problems} focus />
    </form>
  );
}
