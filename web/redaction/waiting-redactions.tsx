import { redaction } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import type { RecordRow } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { textOf } from '../kit/text-of.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './redaction.module.css';

const MOST = 200;

interface Answering {
  readonly row: RecordRow;
  readonly answer: 'erase' | 'decline';
}

/** What was asked for and not answered yet. */
export function WaitingRedactions() {
  const { t } = useTranslation();
  const api = useApi();
  const { key } = useProject();
  const [answering, setAnswering] = useState<Answering>();
  const close = (): void => setAnswering(undefined);
  const query = useQuery(
    api.records.list.queryOptions({ input: { key, kind: redaction.name, offset: 0, limit: MOST } }),
  );
  return (
    <section className={classes['section']} aria-labelledby="waiting">
      <h2 id="waiting">{t('redaction.waiting')}</h2>
      <Loaded query={query}>
        {({ rows }) => <Waiting rows={rows.filter(({ state }) => state === 'asked')} onAnswer={setAnswering} />}
      </Loaded>
      {answering && <AnswerDialog {...answering} onClose={close} />}
    </section>
  );
}

function Waiting({
  rows,
  onAnswer,
}: {
  readonly rows: readonly RecordRow[];
  readonly onAnswer: (answering: Answering) => void;
}) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p>{t('redaction.nothingWaits')}</p>;
  return (
    <table className={classes['places']}>
      <thead>
        <tr>
          {(['what', 'reason', 'askedBy', 'answer'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`redaction.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <WaitingRow key={row.id} row={row} onAnswer={onAnswer} />
        ))}
      </tbody>
    </table>
  );
}

function WaitingRow({ row, onAnswer }: { readonly row: RecordRow; readonly onAnswer: (answering: Answering) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const { key, account } = useProject();
  const what = textOf(row.fields['title']);
  const askedBy = textOf(row.fields['askedBy']);
  return (
    <tr>
      <td>
        <Link to="/p/$key/$reference" params={{ key, reference: row.id }}>
          {what}
        </Link>
      </td>
      <td>{words.option(redaction.name, 'reason', textOf(row.fields['reason']))}</td>
      <td>{nameOf(askedBy)}</td>
      <td>
        <Group gap="xs">
          {askedBy === account ? (
            <span className={classes['soft']}>{t('redaction.yours')}</span>
          ) : (
            <Button size="compact-sm" onClick={() => onAnswer({ row, answer: 'erase' })}>
              {t('redaction.erase')}
              <span className="hidden"> {what}</span>
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => onAnswer({ row, answer: 'decline' })}>
            {t('redaction.decline')}
            <span className="hidden"> {what}</span>
          </Button>
        </Group>
      </td>
    </tr>
  );
}

function AnswerDialog({ row, answer, onClose }: Answering & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const what = textOf(row.fields['title']);
  const { places } = row.fields;
  const count = Array.isArray(places) ? places.length : 0;
  const words = { what, places: t('redaction.places', { count, number: format.number(count) }) };
  const erase = answer === 'erase';
  return (
    <Dialog opened onClose={onClose} title={t(erase ? 'redaction.eraseOf' : 'redaction.declineOf', words)}>
      <CommandForm
        command={erase ? 'redaction.approve' : 'redaction.decline'}
        input={{ id: row.id }}
        versions={{ [row.id]: row.version }}
        fields={[]}
        lead={t(erase ? 'redaction.eraseLead' : 'redaction.declineLead', words)}
        submit={t(erase ? 'redaction.erase' : 'redaction.decline')}
        done={t(erase ? 'redaction.erased' : 'redaction.declined', words)}
        onCancel={onClose}
        onDone={onClose}
      />
    </Dialog>
  );
}
