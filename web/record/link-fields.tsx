import { type Field, type Fields, fieldType, type FieldValues } from '@callosum/kernel';
import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkView } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { problemOf, valueOf } from '../fields/field.ts';
import { FieldCell, FieldInput } from '../fields/index.tsx';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useWords } from '../messages/words.ts';
import { changesOf, type Entries, entryOf, type FaultWords, faultOf } from './entries.ts';
import classes from './record.module.css';

/** What a link says of itself, such as the type and lag of a dependency. */
export function LinkFields({ link }: { readonly link: LinkView }) {
  const words = useWords();
  const { registry } = useComposition();
  const told = Object.entries(registry.links.get(link.type)?.fields ?? {}).filter(
    ([name]) => link.fields[name] !== undefined,
  );
  if (told.length === 0) return null;
  return (
    <span className={classes['linkFields']}>
      {told.map(([name, field]) => (
        <span key={name} className={classes['linkField']}>
          {words.field(link.type, name)}:{' '}
          <FieldCell kind={link.type} name={name} field={field} value={link.fields[name]} dense />
        </span>
      ))}
    </span>
  );
}

/** Inputs for what a link says of itself. */
export function LinkInputs(props: {
  readonly type: string;
  readonly fields: Fields;
  readonly stored: FieldValues;
  readonly entries: Entries;
  readonly errorOf: (field: string) => string | undefined;
  readonly onEntries: (entries: Entries) => void;
}) {
  const words = useWords();
  const { type, entries } = props;
  return Object.entries(props.fields).map(([name, field]) => (
    <FieldInput
      key={name}
      kind={type}
      name={name}
      field={field}
      entry={entryOf(entries, props.stored, name)}
      error={wrong(field, entries, name, words) ?? props.errorOf(name)}
      onEntry={(entry) => props.onEntries({ ...entries, [name]: entry })}
    />
  ));
}

/** Whether what stands in the inputs makes values, and nothing required is left out. */
export function isWhole(fields: Fields, entries: Entries, stored: FieldValues): boolean {
  return Object.entries(fields).every(
    ([name, field]) =>
      fits(field, entries, name) && !(field.required && valueOf(entryOf(entries, stored, name)) === undefined),
  );
}

/** What is wrong with what was typed; undefined where nothing is, or nothing was typed. */
function wrong(field: Field, entries: Entries, name: string, words: FaultWords): string | undefined {
  const entry = entries[name];
  if (!entry) return undefined;
  const value = valueOf(entry);
  return problemOf(entry) ?? (value === undefined ? undefined : faultOf(field, value, words));
}

function fits(field: Field, entries: Entries, name: string): boolean {
  const entry = entries[name];
  if (!entry) return true;
  const value = valueOf(entry);
  return problemOf(entry) === undefined && (value === undefined || fieldType(field).schema().safeParse(value).success);
}

/** Changes what a link says of itself. */
export function EditLink({ link }: { readonly link: LinkView }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const title = t('record.changeLink', { title: link.other.title });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={title} onClick={() => setOpened(true)}>
        <IconPencil size={14} />
      </ActionIcon>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={title}>
        <EditForm link={link} onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function EditForm({ link, onDone }: { readonly link: LinkView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { registry } = useComposition();
  const [entries, setEntries] = useState<Entries>({});
  const fields = registry.links.get(link.type)?.fields ?? {};
  const changes = changesOf(entries, link.fields);
  return (
    <CommandForm
      command="link.update"
      input={{ id: link.id, fields: changes }}
      versions={{ [link.id]: link.version }}
      fields={Object.keys(fields)}
      submit={t('kit.save')}
      disabled={Object.keys(changes).length === 0 || !isWhole(fields, entries, link.fields)}
      done={t('record.linkChanged')}
      onDone={onDone}
    >
      {(errorOf) => (
        <div className={classes['commandForm']}>
          <LinkInputs
            type={link.type}
            fields={fields}
            stored={link.fields}
            entries={entries}
            errorOf={errorOf}
            onEntries={setEntries}
          />
        </div>
      )}
    </CommandForm>
  );
}
