import { type ChecklistItem, itemsOf, nextId } from '@callosum/kernel';
import { ActionIcon, Button, Checkbox, Input as Frame, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { useFormat } from '../messages/format.ts';
import { type CellProps, type FieldOf, type FieldView, type InputProps, problemOf, valueOf } from './field.ts';
import classes from './fields.module.css';
import { useTick } from './tick.ts';

/** One line an item. Ticks are not typed: they are set where the record is read, and stamped by the server. */
function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'checklist'>>) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const items = drafts(valueOf(entry));
  const set = (next: readonly ChecklistItem[]): void => onEntry({ value: next.length === 0 ? undefined : next });
  const add = (): void => {
    set([...items, { id: nextId(items), text: '' }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  return (
    <Frame.Wrapper
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      labelElement="div"
      labelProps={{ id }}
    >
      <ul ref={list} className={classes['items']} aria-labelledby={id}>
        {items.map((item, index) => (
          <li key={item.id}>
            <TextInput
              aria-label={t('field.checklist.item', { field: label, number: index + 1 })}
              value={item.text}
              maxLength={500}
              onChange={(event) => {
                const text = event.currentTarget.value;
                set(items.map((one) => (one.id === item.id ? { ...one, text } : one)));
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('field.checklist.remove', { number: index + 1 })}
              onClick={() => set(items.filter((one) => one.id !== item.id))}
            >
              <IconTrash size={16} stroke={1.7} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={add}>
        {t('field.checklist.add')}
      </Button>
    </Frame.Wrapper>
  );
}

/** Items as they are typed: a line that is still empty is no item yet, but it must not vanish under one's hands. */
function drafts(value: unknown): readonly ChecklistItem[] {
  return Array.isArray(value) ? value : [];
}

function Cell({ value, dense, name }: CellProps<FieldOf<'checklist'>>) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const tick = useTick();
  const items = itemsOf(value);
  const done = items.filter((item) => item.done).length;
  const progress = t('field.checklist.progress', { done, total: items.length });
  if (dense) return <span>{progress}</span>;
  return (
    <div>
      <p className={classes['progress']}>{progress}</p>
      <ul className={classes['ticks']}>
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox
              checked={item.done !== undefined}
              disabled={tick === undefined}
              label={item.text}
              description={
                item.done &&
                t('field.checklist.stamp', { name: nameOf(item.done.by), at: format.instant(item.done.at) })
              }
              onChange={(event) => tick?.(name, item.id, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

export const checklist: FieldView<FieldOf<'checklist'>> = { Input, Cell, width: 128, align: 'start' };
