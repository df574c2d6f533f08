import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';
import { useLinkable } from './use-linkable.ts';

/** Chooses records, found by number or words, that links of a type may lead to. */
export function FindRecords(props: {
  readonly label: string;
  readonly link: string;
  readonly view: RecordView;
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChoose: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const [typed, setTyped] = useState('');
  const found = useLinkable(props.link, typed);
  const name = (one: { readonly kind: string; readonly number: number }, title: string): string =>
    `${words.reference(one.kind, one.number)} ${title}`;
  const standing = props.view.links.filter((one) => one.type === props.link && one.direction === 'out');
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(
    new Map(standing.map(({ other }) => [other.id, name(other, other.title)])),
  );
  const options = new Map([...known, ...found.map(({ id, label }) => [id, label] as const)]);
  return (
    <MultiSelect
      data-autofocus
      label={props.label}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      value={[...props.chosen]}
      onChange={(ids) => {
        setKnown(options);
        props.onChoose(ids);
      }}
      data={Array.from(options, ([value, label]) => ({ value, label }))}
      nothingFoundMessage={t('record.command.notFound')}
      error={props.error}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
