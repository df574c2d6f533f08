import type { GapQuestion, GapRow, Said } from '@callosum/hl7v2';
import { ExportTable, Find, Mentioned, useNameOf, useProject, useWords, ViewTable } from '@callosum/web/views';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreatedGap } from '../views/gaps.ts';
import { TreatForm } from './treat-form.tsx';
import classes from './workbench.module.css';

/** As many as are written in one batch. */
const SHOWN = 200;

/** A difference in the reader's language; what is data on a side stays as it is. */
function wordsOf({ a, b, sentences }: GapRow, sentence: (said: Said) => string) {
  return {
    a: sentences.a ? sentence(sentences.a) : a,
    b: sentences.b ? sentence(sentences.b) : b,
    text: sentence(sentences.text),
  };
}

/** The differences under one question: chosen and made work of, or leading to what was made of them. */
export function GapRows({
  name,
  question,
  rows,
  known,
  source,
  target,
}: {
  readonly name: string;
  readonly question: GapQuestion;
  readonly rows: readonly GapRow[];
  readonly known: ReadonlyMap<string, TreatedGap>;
  readonly source: string;
  readonly target: string;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const nameOf = useNameOf();
  const { sentence } = useWords();
  const [words, setWords] = useState('');
  const [most, setMost] = useState(SHOWN);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const said = rows.map((row) => ({ row, ...wordsOf(row, sentence) }));
  const found = said.filter(({ row, a, b, text }) =>
    `${row.path} ${a} ${b} ${text}`.toLowerCase().includes(words.toLowerCase()),
  );
  const shown = found.slice(0, most);
  const treatedOf = ({ path }: GapRow): TreatedGap | undefined => known.get(`${question} ${path}`);
  const open = shown.map(({ row }) => row).filter((row) => !treatedOf(row));
  const picked = open.filter(({ path }) => chosen.has(path));
  const may = project.mayRun('interfaceGap.treat');
  const toggle = (path: string): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  return (
    <div>
      <h2>{name}</h2>
      <div className={classes['tools']}>
        <Find label={t('interoperability.gaps.find')} value={words} onChange={(next) => setWords(next ?? '')} />
        <ExportTable
          name={name}
          sheet={() => ({
            headings: ['place', 'text', 'atSource', 'atTarget'].map((head) => t(`interoperability.gaps.${head}`)),
            rows: said.map(({ row, text, a, b }) => [row.path, text, a, b]),
          })}
        />
      </div>
      {may && (
        <TreatForm
          source={source}
          target={target}
          rows={picked.map(({ path, a, b, text }) => ({ question, place: path, source: a, target: b, text }))}
          onDone={() => setChosen(new Set())}
        />
      )}
      <ViewTable label={name}>
        <thead>
          <tr>
            {may && (
              <th scope="col">
                <Checkbox
                  size="xs"
                  aria-label={t('interoperability.gaps.all')}
                  checked={open.length > 0 && picked.length === open.length}
                  indeterminate={picked.length > 0 && picked.length < open.length}
                  onChange={() =>
                    setChosen(picked.length === open.length ? new Set() : new Set(open.map(({ path }) => path)))
                  }
                />
              </th>
            )}
            <th scope="col">{t('interoperability.gaps.place')}</th>
            <th scope="col">{t('interoperability.gaps.text')}</th>
            <th scope="col">{t('interoperability.gaps.atSource')}</th>
            <th scope="col">{t('interoperability.gaps.atTarget')}</th>
            <th scope="col">{t('interoperability.gaps.treated')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, a, b, text }) => {
            const treated = treatedOf(row);
            return (
              <tr key={row.path}>
                {may && (
                  <td>
                    {!treated && (
                      <Checkbox
                        size="xs"
                        aria-label={t('interoperability.gaps.pick', { place: row.path })}
                        checked={chosen.has(row.path)}
                        onChange={() => toggle(row.path)}
                      />
                    )}
                  </td>
                )}
                <th scope="row" className={classes['within']}>
                  {row.path}
                </th>
                <td>{text}</td>
                <td className={classes['code']}>{a}</td>
                <td className={classes['code']}>{b}</td>
                <td>
                  {treated && (
                    <>
                      <Mentioned record={treated.gap} brief />{' '}
                      {t(`interoperability.treatment.${treated.treatment ?? 'accepted'}`)}
                      {treated.by.map((record) => (
                        <span key={record.id}>
                          {' '}
                          <Mentioned record={record} brief />
                        </span>
                      ))}
                      {treated.owner !== undefined && <span className={classes['soft']}> {nameOf(treated.owner)}</span>}
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </ViewTable>
      {found.length > most && (
        <Button size="xs" variant="default" mt={8} onClick={() => setMost(most + SHOWN)}>
          {t('interoperability.gaps.more', { count: found.length - most })}
        </Button>
      )}
    </div>
  );
}
