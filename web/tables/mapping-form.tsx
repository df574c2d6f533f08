import { isImported, type Kind, type TableColumn, type TableMapping } from '@callosum/kernel';
import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReadTable } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import classes from './tables.module.css';

const SHOWN_VALUES = 3;
const KEY = 'key';

/** For each column of the table where it goes, and how rows find their records. */
export function MappingForm(props: {
  readonly kind: Kind;
  readonly table: ReadTable;
  readonly mapping: TableMapping;
  readonly onMapping: (mapping: TableMapping) => void;
}) {
  const { t } = useTranslation();
  const { table, mapping, onMapping } = props;
  const choices = useTargets(props.kind);
  const set = (index: number, target: string): void => {
    const columns = mapping.columns.map(({ header }, place): TableColumn => {
      const before = mapping.columns[place] ?? { header };
      if (place === index) return { header, ...targetOf(target) };
      // A target takes one column: it moves from the one that had it.
      return target !== '' && nameOf(before) === target ? { header } : before;
    });
    const keyed = columns.some(({ key }) => key);
    const titled = columns.some(({ field }) => field === 'title');
    const byKey = mapping.match === 'key' || mapping.match === 'number';
    const fits = byKey ? keyed : mapping.match === 'title' ? titled && !keyed : !keyed && !titled;
    const match = fits ? mapping.match : keyed ? 'key' : titled ? 'title' : 'none';
    onMapping({ ...mapping, columns, match: props.kind.anonymous ? 'none' : match });
  };
  return (
    <>
      <table className={classes['mapping']}>
        <thead>
          <tr>
            <th scope="col">{t('tables.column')}</th>
            <th scope="col">{t('tables.sample')}</th>
            <th scope="col">{t('tables.to')}</th>
          </tr>
        </thead>
        <tbody>
          {mapping.columns.map((column, index) => (
            <tr key={column.header}>
              <th scope="row">{column.header}</th>
              <td className={classes['soft']}>
                {table.sample
                  .map((cells) => cells[index] ?? '')
                  .filter(Boolean)
                  .slice(0, SHOWN_VALUES)
                  .join(' · ')}
              </td>
              <td>
                <NativeSelect
                  size="xs"
                  aria-label={t('tables.targetOf', { column: column.header })}
                  value={nameOf(column)}
                  data={choices}
                  onChange={(event) => set(index, event.currentTarget.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes['options']}>
        <NativeSelect
          label={t('tables.match')}
          value={mapping.match}
          data={[
            { value: 'key', label: t('tables.byKey'), disabled: !mapping.columns.some(({ key }) => key) },
            { value: 'number', label: t('tables.byNumber'), disabled: !mapping.columns.some(({ key }) => key) },
            {
              value: 'title',
              label: t('tables.byTitle'),
              disabled: !mapping.columns.some(({ field }) => field === 'title'),
            },
            { value: 'none', label: t('tables.byNothing') },
          ]}
          onChange={(event) => onMapping({ ...mapping, match: matchOf(event.currentTarget.value) })}
        />
        <Checkbox
          label={t('tables.clearEmpty')}
          checked={mapping.clearEmpty}
          onChange={(event) => onMapping({ ...mapping, clearEmpty: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

function useTargets(kind: Kind) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const fields = Object.entries(kind.fields).filter(([, field]) => isImported(field));
  const links = [...registry.links.values()].filter(({ from, byHand }) => from === kind.name && byHand !== 'never');
  return [
    { value: '', label: t('tables.ignore') },
    { value: KEY, label: t('tables.key') },
    {
      group: t('tables.fields'),
      items: fields.map(([name]) => ({ value: `field ${name}`, label: words.field(kind.name, name) })),
    },
    ...(links.length === 0
      ? []
      : [
          {
            group: t('tables.links'),
            items: links.map(({ type }) => ({ value: `link ${type}`, label: words.link(type, 'out') })),
          },
        ]),
  ];
}

function nameOf({ key, field, link }: TableColumn): string {
  if (key) return KEY;
  if (field !== undefined) return `field ${field}`;
  return link === undefined ? '' : `link ${link}`;
}

function targetOf(name: string): Omit<TableColumn, 'header'> {
  if (name === KEY) return { key: true };
  if (name.startsWith('field ')) return { field: name.slice('field '.length) };
  return name.startsWith('link ') ? { link: name.slice('link '.length) } : {};
}

function matchOf(value: string): TableMapping['match'] {
  return value === 'key' || value === 'number' || value === 'title' ? value : 'none';
}
