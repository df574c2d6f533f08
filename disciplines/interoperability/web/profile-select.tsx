import { NativeSelect } from '@mantine/core';
import { useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { ProfileOffer } from '../views/profiles.ts';

/** Chooses among the profiles that are said in full. */
export function ProfileSelect({
  label,
  profiles,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly profiles: readonly ProfileOffer[];
  readonly value: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
      data={[
        { value: '', label: t('interoperability.profile.choose') },
        ...profiles
          .filter(({ file }) => file !== undefined)
          .map((one) => ({ value: one.id, label: `${words.reference(one.kind, one.number)} ${one.title}` })),
      ]}
    />
  );
}
