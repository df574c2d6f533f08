import type { GapQuestion, GapRow } from '@callosum/hl7v2';
import { ExportTable, Find, Mentioned, useNameOf, useProject, ViewTable } from '@callosum/web/views';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreatedGap } from '../views/gaps.ts';
import { TreatForm } from './treat-form.tsx';
import classes from './workbench.module.css';

/** As many as are written in one batch. */
const SHOWN = 200;

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
  const [words, setWords] = useState('');
  const [most, setMost] = useState(SHOWN);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = rows.filter(({ path, a, b, text }) =>
    `${path} ${a} ${b} ${text}`.toLowerCase().includes(words.toLowerCase()),
  );
  const shown = found.slice(0, most);
  const treatedOf = ({ path }: GapRow): TreatedGap | undefined => known.get(`${question} ${path}`);
  const open = shown.filter((row) => !treatedOf(row));
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
            rows: rows.map(({ path, text, a, b }) => [path, text, a, b]),
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
          {shown.map((row) => {
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
                <th scope="row" className={classes['path']}>
                  {row.path}
                </th>
                <td>{row.text}</td>
                <td className={classes['code']}>{row.a}</td>
                <td className={classes['code']}>{row.b}</td>
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
