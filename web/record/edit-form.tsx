import type { FieldChanges, Kind } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isConflict, type Trouble } from '../api/problems.ts';
import type { PersonThere, RecordView } from '../api/shapes.ts';
import { useFocusFirst } from '../kit/focus-first.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useWords } from '../messages/words.ts';
import { compareChanges } from './conflict.ts';
import { ConflictTable } from './conflict-table.tsx';
import { useEdits } from './edits.tsx';
import { focusFirstFault } from './create-page.tsx';
import { changesOf, type Entries, faults } from './entries.ts';
import classes from './record.module.css';
import { FormSections } from './sections.tsx';
import { Form } from '../kit/form.tsx';

/** Edits a record. What somebody else saves meanwhile is never overwritten: both are shown, and one chooses. */
export function EditForm(props: {
  readonly kind: Kind;
  readonly view: RecordView;
  readonly refetch: () => Promise<RecordView | undefined>;
  /** Who else is at it. */
  readonly people: readonly PersonThere[];
  readonly onDone: () => void;
  /** Another field has the focus. */
  readonly onField: (name: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const edits = useEdits();
  const form = useFocusFirst();
  const { kind } = props;
  /** The record as it was when editing began; live updates must not change it under one's hands. */
  const [base] = useState(props.view.record);
  const [entries, setEntries] = useState<Entries>({});
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [theirs, setTheirs] = useState<RecordView['record']>();
  const reference = words.reference(kind.name, base.number);
  const mine = changesOf(entries, base.fields);

  const save = async (changes: FieldChanges, version: number): Promise<void> => {
    if (Object.keys(changes).length === 0) {
      announce(t('record.unchanged'));
      props.onDone();
      return;
    }
    const outcome = await edits.run(kind, [{ record: { ...(theirs ?? base), version }, fields: changes }], reference);
    if (outcome.ok) {
      announce(t('record.saved', { reference }));
      props.onDone();
      return;
    }
    setProblems(outcome.problems);
    if (isConflict(outcome.problems)) setTheirs((await props.refetch())?.record);
  };
  const closed = [...props.view.may.locked, ...props.view.hidden];
  const faultsNow = (): Record<string, string> => {
    const all = Object.entries(faults(kind, entries, base.fields, words));
    return Object.fromEntries(all.filter(([name]) => !closed.includes(name)));
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(faultsNow()).length > 0) {
      focusFirstFault();
      return;
    }
    await save(mine, base.version);
  };

  if (theirs && theirs.version !== base.version) {
    return (
      <ConflictTable
        kind={kind}
        comparison={compareChanges(base.fields, theirs.fields, mine)}
        pending={edits.pending}
        onSave={(changes) => void save(changes, theirs.version)}
        onCancel={() => setTheirs(undefined)}
      />
    );
  }
  return (
    <Form ref={form} onSubmit={() => void submit()}>
      {props.view.record.version !== base.version && (
        <output className={classes['note']}>{t('record.changedMeanwhile')}</output>
      )}
      <FormSections
        kind={kind}
        fields={base.fields}
        entries={entries}
        faults={tried ? faultsNow() : {}}
        problems={problems}
        closed={closed}
        people={props.people}
        onField={props.onField}
        onEntry={(name, entry) => setEntries((before) => ({ ...before, [name]: entry }))}
      />
      <Group my="lg">
        <Button type="submit" loading={edits.pending}>
          {t('kit.save')}
        </Button>
        <Button variant="default" onClick={props.onDone}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Form>
  );
}
