import { lookUp, pointsOf, rate, ratingOf } from '@callosum/kernel';
import { Input as Frame, NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type CellProps, type FieldOf, type FieldView, type InputProps, valueOf } from './field.ts';
import classes from './fields.module.css';

/** One question an axis; the level follows from the answers as the table has it. */
function Input({ field, label, help, error, entry, onEntry, option }: InputProps<FieldOf<'rating'>>) {
  const { t } = useTranslation();
  const id = useId();
  const { table } = field;
  // Answers that do not make a rating yet stand in the text of the entry.
  const at = 'text' in entry ? pointsOf(entry.text) : (ratingOf(valueOf(entry))?.at ?? {});
  const answer = (axis: string, point: string): void => {
    const next = Object.fromEntries(Object.entries({ ...at, [axis]: point }).filter(([, one]) => one !== ''));
    const rated = rate(table, next);
    if (rated) onEntry({ value: rated });
    else if (Object.keys(next).length === 0) onEntry({ value: undefined });
    else onEntry({ text: JSON.stringify(next), problem: t('field.rating.incomplete') });
  };
  const level = lookUp(table, at)?.level;
  return (
    <Frame.Wrapper
      label={label}
      description={[
        help,
        t('field.rating.table', { title: option('title'), version: table.version, source: option('source') }),
      ]
        .filter(Boolean)
        .join(' · ')}
      required={field.required ?? false}
      error={error}
      labelElement="div"
      labelProps={{ id }}
    >
      <fieldset aria-labelledby={id} className={classes['axes']}>
        {table.axes.map((axis) => (
          <NativeSelect
            key={axis.key}
            label={option(`axis.${axis.key}`)}
            value={at[axis.key] ?? ''}
            onChange={(event) => answer(axis.key, event.currentTarget.value)}
            data={[
              { value: '', label: t('field.none') },
              ...axis.points.map(({ key }) => ({ value: key, label: option(`point.${axis.key}.${key}`) })),
            ]}
          />
        ))}
        <output className={classes['level']}>
          {level === undefined ? t('field.rating.open') : t('field.rating.level', { level: option(`level.${level}`) })}
        </output>
      </fieldset>
    </Frame.Wrapper>
  );
}

function Cell({ field, value, dense, option }: CellProps<FieldOf<'rating'>>) {
  const { t } = useTranslation();
  const read = ratingOf(value);
  if (!read) return null;
  const level = option(`level.${read.level}`);
  if (dense) return <span>{level}</span>;
  const current = read.table === field.table.id && read.version === field.table.version;
  return (
    <span>
      <strong>{level}</strong>{' '}
      {field.table.axes.map((axis) => option(`point.${axis.key}.${read.at[axis.key] ?? ''}`)).join(' × ')}
      {!current && ` · ${t('field.rating.older')}`}
    </span>
  );
}

export const rating: FieldView<FieldOf<'rating'>> = { Input, Cell, width: 120, align: 'start' };
