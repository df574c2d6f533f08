import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';

/** Of which records one is told. */
export function KindNames(props: { readonly value: string[]; readonly onChange: (kinds: string[]) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const data = [...registry.kinds.keys()]
    .map((value) => ({ value, label: words.many(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return (
    <MultiSelect
      mt="sm"
      label={t('webhooks.kinds')}
      description={t('webhooks.kindsHelp')}
      data={data}
      searchable
      value={props.value}
      onChange={props.onChange}
    />
  );
}
