import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { redaction } from '@callosum/kernel';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { RedactionPlaces } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './redaction.module.css';

type Place = RedactionPlaces['places'][number];
const idOf = ({ record, field }: Place): string => `${record} ${field}`;

/** Looks where words stand and asks that they be erased there. The words leave no trace, in no address either. */
export function FindPlaces() {
  const { t } = useTranslation();
  const api = useApi();
  const { key } = useProject();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<RedactionPlaces>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [busy, setBusy] = useState(false);
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      setFound(await api.redactions.find.call({ key, words }));
      setProblems([]);
    } catch (error) {
      setFound(undefined);
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const done = (): void => {
    setFound(undefined);
    setWords('');
  };
  return (
    <section className={classes['section']} aria-labelledby="find">
      <h2 id="find">{t('redaction.find')}</h2>
      <p>{t('redaction.findLead')}</p>
      <Problems problems={problems} focus />
      <form noValidate onSubmit={(event) => void look(event)}>
        <Group align="end">
          <TextInput
            className={classes['words']}
            label={t('redaction.words')}
            autoComplete="off"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={busy}>
            {t('redaction.look')}
          </Button>
        </Group>
      </form>
      {found && <Found key={words} found={found} onDone={done} />}
    </section>
  );
}

function Found({ found, onDone }: { readonly found: RedactionPlaces; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('patient');
  const { places } = found;
  const chosen = places.filter((place) => !left.has(idOf(place)));
  const toggle = (place: Place): void => {
    const next = new Set(left);
    if (!next.delete(idOf(place))) next.add(idOf(place));
    setLeft(next);
  };
  if (places.length === 0) return <output className={classes['said']}>{t('redaction.none')}</output>;
  const reasons = Object.keys(redaction.fields.reason.options);
  return (
    <>
      <output className={classes['said']}>
        {t('redaction.found', { count: places.length, number: format.number(places.length) })}
        {found.more && ` ${t('redaction.more')}`}
      </output>
      <table className={classes['places']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">{t('redaction.chosen')}</span>
            </th>
            {(['record', 'field', 'times'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`redaction.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => {
            const record = words.reference(place.kind, place.number);
            const named = words.field(place.kind, place.field);
            // One that is declared no more has the name that the server knows it by.
            const field = named === place.field ? place.label : named;
            return (
              <tr key={idOf(place)}>
                <td>
                  <Checkbox
                    aria-label={t('redaction.pick', { field, record })}
                    checked={!left.has(idOf(place))}
                    onChange={() => toggle(place)}
                  />
                </td>
                <td>
                  {record} {place.title}
                </td>
                <td>{field}</td>
                <td className="numeric">{format.number(place.events)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <CommandForm
        command="redaction.ask"
        input={{ reason, places: chosen.map(({ record, field }) => ({ record, field })) }}
        fields={[]}
        submit={t('redaction.ask')}
        disabled={chosen.length === 0}
        done={t('redaction.asked')}
        onDone={onDone}
      >
        {() => (
          <Select
            className={classes['words']}
            label={t('redaction.reason')}
            allowDeselect={false}
            data={reasons.map((value) => ({ value, label: words.option(redaction.name, 'reason', value) }))}
            value={reason}
            onChange={(value) => setReason(value ?? 'other')}
          />
        )}
      </CommandForm>
    </>
  );
}
