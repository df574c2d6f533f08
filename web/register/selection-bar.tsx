import type { Kind } from '@callosum/kernel';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import type { RecordRow } from '../api/shapes.ts';
import type { Entry } from '../fields/field.ts';
import { FieldInput } from '../fields/index.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { useEdits } from '../record/edits.tsx';
import { changesOf, editable, faults, writable } from '../record/entries.ts';
import type { Edit } from '../record/inverse.ts';
import classes from './register.module.css';
import { commonMoves, type Selection } from './selection.ts';
import { Form } from '../kit/form.tsx';

/** What can be done with the records that are chosen, all at once and undone at once. */
export function SelectionBar(props: {
  readonly kind: Kind;
  readonly selection: Selection;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const announce = useAnnounce();
  const edits = useEdits();
  const { kind, selection } = props;
  const [changing, setChanging] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const records = [...selection.values()];
  const project = useProject();
  const others = records.filter((record) => !project.mayTo('update', kind, record)).length;
  const what = t('register.several', { count: records.length, number: format.number(records.length) });
  const run = async (all: readonly Edit[]): Promise<boolean> => {
    const outcome = all.length === 0 ? undefined : await edits.run(kind, all, what);
    setProblems(outcome && !outcome.ok ? outcome.problems : []);
    if (outcome && !outcome.ok) return false;
    announce(t('register.changedSeveral', { count: all.length, number: format.number(all.length) }));
    return true;
  };
  return (
    <section className={classes['selectionBar']} aria-label={t('register.selection')}>
      <strong>{what}</strong>
      {others > 0 && <span>{t('register.others', { count: others, number: format.number(others) })}</span>}
      {others === 0 && (
        <Button size="xs" variant="default" onClick={() => setChanging(true)}>
          {t('register.changeField')}
        </Button>
      )}
      {(others === 0 ? commonMoves(kind, selection, (record) => project.movesOf(kind, record)) : []).map((move) => (
        <Button
          key={move}
          size="xs"
          variant="default"
          loading={edits.pending}
          onClick={() => void run(records.map((record) => ({ record, move })))}
        >
          {words.move(kind.name, move)}
        </Button>
      ))}
      <Button size="xs" variant="subtle" color="gray" onClick={props.onClear}>
        {t('register.clearSelection')}
      </Button>
      {!changing && <Problems problems={problems} focus />}
      <Dialog opened={changing} onClose={() => setChanging(false)} title={t('register.changeOf', { what })}>
        <Problems problems={problems} focus />
        <BulkForm
          kind={kind}
          records={records}
          pending={edits.pending}
          onSave={async (name, entry) => {
            const all = records.flatMap((record) => {
              const fields = changesOf({ [name]: entry }, record.fields);
              return Object.keys(fields).length > 0 ? [{ record, fields }] : [];
            });
            if (await run(all)) setChanging(false);
          }}
        />
      </Dialog>
    </section>
  );
}

function BulkForm(props: {
  readonly kind: Kind;
  readonly records: readonly RecordRow[];
  readonly pending: boolean;
  readonly onSave: (name: string, entry: Entry) => Promise<void>;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { kind } = props;
  const project = useProject();
  const closed = project.closedIn(kind);
  const open = props.records.map(({ fields }) => new Set(writable(kind, fields, closed)));
  const names = editable(kind).filter((name) => name !== 'title' && open.every((one) => one.has(name)));
  const [name, setName] = useState(names[0] ?? 'title');
  const [entry, setEntry] = useState<Entry>({ value: undefined });
  const [tried, setTried] = useState(false);
  const field = kind.fields[name];
  const fault = faults(kind, { [name]: entry }, {}, words)[name];
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (fault === undefined) void props.onSave(name, entry);
      }}
    >
      <NativeSelect
        data-autofocus
        label={t('register.filterField')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setEntry({ value: undefined });
          setTried(false);
        }}
        data={names.map((one) => ({ value: one, label: words.field(kind.name, one) }))}
        mb="sm"
      />
      {field && (
        <FieldInput
          key={name}
          kind={kind.name}
          name={name}
          field={field}
          entry={entry}
          error={tried ? fault : undefined}
          onEntry={setEntry}
        />
      )}
      <p className={classes['hint']}>{t('register.emptyClears')}</p>
      <Button type="submit" loading={props.pending}>
        {t('kit.save')}
      </Button>
    </Form>
  );
}
