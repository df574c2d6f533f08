import { type Kind, STATE_FIELD } from '@callosum/kernel';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import type { RecordRow } from '../api/shapes.ts';
import type { Entry } from '../fields/field.ts';
import { FieldInput } from '../fields/index.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { useWords } from '../messages/words.ts';
import { useEdits } from '../record/edits.tsx';
import { changesOf, faults } from '../record/entries.ts';
import { useProject } from '../shell/project.ts';
import classes from './register.module.css';
import { Form } from '../kit/form.tsx';

/** The cell that is being changed: of which record, under which column, and where it stands in the window. */
export interface EditedCell {
  readonly record: RecordRow;
  readonly column: string;
  readonly top: number;
  readonly left: number;
}

/** Changes one cell where it stands: Enter keeps, Escape leaves it as it was. */
export function CellEditor({
  kind,
  cell,
  onClose,
}: {
  readonly kind: Kind;
  readonly cell: EditedCell;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const edits = useEdits();
  const project = useProject();
  const box = useRef<HTMLFormElement>(null);
  const { record, column } = cell;
  const field = kind.fields[column];
  const [entry, setEntry] = useState<Entry>({ value: record.fields[column] });
  const [move, setMove] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const reference = words.reference(kind.name, record.number);
  const name = column === STATE_FIELD ? t('register.column.state') : words.field(kind.name, column);
  const fault = field && faults(kind, { [column]: entry }, record.fields, words)[column];
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const form = box.current;
    form?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    const onFocus = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Node && !form?.contains(event.relatedTarget)) close();
    };
    form?.addEventListener('keydown', onKey);
    form?.addEventListener('focusout', onFocus);
    return () => {
      form?.removeEventListener('keydown', onKey);
      form?.removeEventListener('focusout', onFocus);
    };
  }, []);

  const save = async (): Promise<void> => {
    if (fault !== undefined) return;
    const fields = changesOf({ [column]: entry }, record.fields);
    const edit = column === STATE_FIELD ? { record, move } : { record, fields };
    if (column === STATE_FIELD ? move === '' : Object.keys(fields).length === 0) {
      onClose();
      return;
    }
    const outcome = await edits.run(kind, [edit], t('register.cellOf', { field: name, reference }));
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(t('record.saved', { reference }));
    onClose();
  };
  return (
    <dialog
      open
      aria-label={t('register.cellOf', { field: name, reference })}
      className={classes['cellEditor']}
      style={{ top: cell.top, left: cell.left }}
    >
      <Form ref={box} onSubmit={() => void save()}>
        <Problems problems={problems} />
        {field ? (
          <FieldInput kind={kind.name} name={column} field={field} entry={entry} error={fault} onEntry={setEntry} />
        ) : (
          <NativeSelect
            label={name}
            value={move}
            onChange={(event) => setMove(event.currentTarget.value)}
            data={[
              { value: '', label: words.state(kind.name, record.state) },
              ...project.movesOf(kind, record).map((one) => ({ value: one, label: words.move(kind.name, one) })),
            ]}
          />
        )}
        <Group gap={8} mt={8}>
          <Button type="submit" size="xs" loading={edits.pending}>
            {t('kit.save')}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
        </Group>
      </Form>
    </dialog>
  );
}
