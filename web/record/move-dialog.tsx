import { type FieldChanges, type Kind, type Registry, say, type Sentence } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { FieldInput } from '../fields/index.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useWords } from '../messages/words.ts';
import { focusFirstFault } from './create-page.tsx';
import { changesOf, editable, type Entries, entryOf, faults, withChanges } from './entries.ts';
import classes from './record.module.css';
import { Form } from '../kit/form.tsx';

/** A move that is to be made, and where it leads. */
export interface WantedMove {
  readonly kind: Kind;
  readonly record: RecordRow;
  readonly move: string;
}

/** What the rules of a kind say of a record once a move is made, and did not say before: by field that people fill in. */
export function askedBy(
  registry: Registry,
  { kind, record, move }: WantedMove,
  fields: RecordRow['fields'] = record.fields,
): ReadonlyMap<string, Sentence> {
  const to = kind.lifecycle.moves[move]?.to ?? record.state;
  const told = new Set(
    (kind.check?.(record.fields, { registry, state: record.state }) ?? []).map((one) => one.message.text),
  );
  const named = new Map<string, Sentence>();
  for (const { at, message, remedy } of kind.check?.(fields, { registry, state: to }) ?? [])
    if (!told.has(message.text) && editable(kind).includes(at[0])) named.set(at[0], say`${message} ${remedy}`);
  return named;
}

/** Asks for what a move needs before it can be made, so that nobody has to look for it in the form first. */
export function MoveDialog(props: {
  readonly wanted: WantedMove | undefined;
  /** With what was filled in; undefined when somebody would rather not. */
  readonly onDone: (fields: FieldChanges | undefined) => void;
}) {
  const words = useWords();
  const { wanted } = props;
  const title = wanted
    ? `${words.move(wanted.kind.name, wanted.move)} · ${words.reference(wanted.kind.name, wanted.record.number)}`
    : '';
  return (
    <Dialog opened={wanted !== undefined} onClose={() => props.onDone(undefined)} title={title}>
      {wanted && <MoveForm wanted={wanted} onDone={props.onDone} />}
    </Dialog>
  );
}

function MoveForm({
  wanted,
  onDone,
}: {
  readonly wanted: WantedMove;
  readonly onDone: (fields: FieldChanges | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const { kind, record } = wanted;
  const [entries, setEntries] = useState<Entries>({});
  const [names, setNames] = useState<readonly string[]>([...askedBy(registry, wanted).keys()]);
  const [tried, setTried] = useState(false);
  const changes = changesOf(entries, record.fields);
  const asked = askedBy(registry, wanted, withChanges(record.fields, changes));
  const wrong = faults(kind, entries, record.fields, words);
  const spoken = (sentence: Sentence | undefined) => sentence && words.sentence(sentence.toJSON());
  const submit = (): void => {
    setTried(true);
    // One answer may raise the next question.
    setNames((before) => [...new Set([...before, ...asked.keys()])]);
    if (asked.size > 0 || names.some((name) => wrong[name] !== undefined)) focusFirstFault();
    else onDone(changes);
  };
  return (
    <Form
      onSubmit={() => {
        submit();
      }}
    >
      <p className={classes['soft']}>{t('record.moveAsks')}</p>
      <div className={classes['asked']}>
        {names.map((name, index) => {
          const field = kind.fields[name];
          return field ? (
            <div key={name} data-autofocus={index === 0 || undefined}>
              <FieldInput
                kind={kind.name}
                name={name}
                field={field}
                entry={entryOf(entries, record.fields, name)}
                // What is there already does not do, and says why at once.
                error={
                  tried || Object.hasOwn(record.fields, name) ? (wrong[name] ?? spoken(asked.get(name))) : undefined
                }
                onEntry={(entry) => setEntries((before) => ({ ...before, [name]: entry }))}
              />
            </div>
          ) : null;
        })}
      </div>
      <Group mt="lg">
        <Button type="submit">{words.move(kind.name, wanted.move)}</Button>
        <Button variant="default" onClick={() => onDone(undefined)}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}
