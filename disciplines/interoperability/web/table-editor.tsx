import type { Code, Profile } from '@callosum/hl7v2';
import { useFormat, ViewTable } from '@callosum/web/views';
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableAs } from '../bench/profile-edits.ts';
import type { Edits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

/** A longer table is narrowed by a search. */
const SHOWN = 100;

/** The codes that values are taken from, table by table, which can be changed. */
export function TableEditor({ edits, profile }: { readonly edits: Edits; readonly profile: Profile }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [chosen, setChosen] = useState('');
  const [search, setSearch] = useState('');
  const names = [...new Set([...Object.keys(profile.tables), ...Object.keys(edits.edits.tables)])].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const name = names.includes(chosen) ? chosen : names[0];
  const table = name === undefined ? undefined : tableAs(profile, edits.edits, name);
  const { closed } = edits;
  const wanted = search.trim().toLowerCase();
  const found = [...(table?.codes.entries() ?? [])].filter(([, { value, text }]) =>
    `${value} ${text}`.toLowerCase().includes(wanted),
  );
  return (
    <section aria-label={t('interoperability.profile.codes.title')}>
      <h2>{t('interoperability.profile.codes.title')}</h2>
      <div className={classes['tools']}>
        {names.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t('interoperability.profile.table')}
            value={name}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setSearch('');
            }}
            data={names.map((value) => ({
              value,
              label: `${value} ${profile.tables[value]?.description ?? ''}`.trim(),
            }))}
          />
        )}
        {!closed && (
          <NewTable
            taken={names}
            onMake={(made) => {
              edits.editTable(made, { codes: [] });
              setChosen(made);
            }}
          />
        )}
        {table && table.codes.length > SHOWN && (
          <TextInput
            size="xs"
            type="search"
            aria-label={t('interoperability.profile.codes.search')}
            placeholder={t('interoperability.profile.codes.search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </div>
      {table === undefined || name === undefined ? (
        <p className={classes['soft']}>{t('interoperability.profile.codes.none')}</p>
      ) : (
        <>
          <Checkbox
            size="xs"
            label={t('interoperability.profile.codes.extensible')}
            checked={table.extensible}
            disabled={closed}
            onChange={(event) => edits.editTable(name, { extensible: event.currentTarget.checked })}
          />
          {table.codes.length > 0 && (
            <ViewTable label={t('interoperability.profile.codes.of', { table: name })}>
              <thead>
                <tr>
                  <th scope="col">{t('interoperability.profile.codes.value')}</th>
                  <th scope="col">{t('interoperability.profile.meaning')}</th>
                  <th scope="col">{t('interoperability.profile.codes.sent')}</th>
                  {!closed && <th scope="col">{t('interoperability.profile.codes.remove')}</th>}
                </tr>
              </thead>
              <tbody>
                {found.slice(0, SHOWN).map(([at, code]) => (
                  <CodeRow
                    // Codes are known by their number here: what is typed changes their value.
                    key={`${name} ${at}`}
                    code={code}
                    closed={closed}
                    onChange={(next) =>
                      edits.editTable(name, {
                        codes: table.codes.flatMap((one, index) => (index === at ? (next ? [next] : []) : [one])),
                      })
                    }
                  />
                ))}
              </tbody>
            </ViewTable>
          )}
          {found.length > SHOWN && (
            <p className={classes['soft']}>
              {t('interoperability.profile.codes.more', { number: number(found.length - SHOWN) })}
            </p>
          )}
          {!closed && (
            <NewCode taken={table.codes} onAdd={(code) => edits.editTable(name, { codes: [...table.codes, code] })} />
          )}
        </>
      )}
    </section>
  );
}

function CodeRow({
  code,
  closed,
  onChange,
}: {
  readonly code: Code;
  readonly closed: boolean;
  /** Nothing takes it away. */
  readonly onChange: (code: Code | undefined) => void;
}) {
  const { t } = useTranslation();
  const { excluded = false, ...rest } = code;
  const of = (part: 'meaning' | 'sent' | 'remove'): string =>
    `${code.value} ${t(part === 'meaning' ? 'interoperability.profile.meaning' : `interoperability.profile.codes.${part}`)}`;
  return (
    <tr>
      <th scope="row" className={classes['code']}>
        {code.pattern ?? code.value}
      </th>
      <td>
        {closed ? (
          code.text
        ) : (
          <TextInput
            size="xs"
            miw={180}
            aria-label={of('meaning')}
            maxLength={500}
            value={code.text}
            onChange={(event) => onChange({ ...code, text: event.currentTarget.value })}
          />
        )}
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={of('sent')}
          checked={!excluded}
          disabled={closed}
          onChange={(event) => onChange(event.currentTarget.checked ? rest : { ...rest, excluded: true })}
        />
      </td>
      {!closed && (
        <td>
          <ActionIcon variant="subtle" aria-label={of('remove')} onClick={() => onChange(undefined)}>
            <IconX size={16} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
}

function NewCode({ taken, onAdd }: { readonly taken: readonly Code[]; readonly onAdd: (code: Code) => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  const [text, setText] = useState('');
  const code = value.trim();
  const isTaken = taken.some((one) => one.value === code);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (code === '' || isTaken) return;
    onAdd({ value: code, text: text.trim() });
    setValue('');
    setText('');
  };
  return (
    <form className={classes['tools']} onSubmit={add}>
      <TextInput
        size="xs"
        aria-label={t('interoperability.profile.codes.new')}
        placeholder={t('interoperability.profile.codes.new')}
        maxLength={200}
        error={isTaken ? t('interoperability.profile.codes.taken') : undefined}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        aria-label={t('interoperability.profile.codes.newMeaning')}
        placeholder={t('interoperability.profile.meaning')}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={code === '' || isTaken}>
        {t('interoperability.profile.codes.add')}
      </Button>
    </form>
  );
}

function NewTable({ taken, onMake }: { readonly taken: readonly string[]; readonly onMake: (name: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isTaken = taken.includes(name);
  return (
    <form
      className={classes['side']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || isTaken) return;
        onMake(name);
        setTyped('');
      }}
    >
      <TextInput
        size="xs"
        aria-label={t('interoperability.profile.codes.newTable')}
        placeholder={t('interoperability.profile.codes.newTable')}
        maxLength={80}
        error={isTaken ? t('interoperability.profile.codes.tableTaken') : undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={name === '' || isTaken}>
        {t('interoperability.profile.codes.make')}
      </Button>
    </form>
  );
}
