import { ExportTable, Mentioned, StateMark, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Trends } from './survey-trends.tsx';
import classes from './coverage.module.css';

type Round = Trends['rounds'][number];

/** The same as a table: each survey with its response, its means, what moved, and the barrier marked. */
export function SurveyTable({ model }: { readonly model: Trends }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { dimensions, minimumGroup } = model;
  const digits = model.largest > 10 ? 0 : 1;
  const name = (place: number): string => t(`adoption.surveys.dimensions.${dimensions[place] ?? ''}`);
  const moved = (by: number | undefined): string | undefined => {
    if (by === undefined) return undefined;
    const size = format.number(Math.abs(by), digits);
    if (size === format.number(0, digits)) return t('adoption.surveys.same');
    return t(by > 0 ? 'adoption.surveys.up' : 'adoption.surveys.down', { by: size });
  };
  const sheet = () => ({
    headings: [
      t('adoption.surveys.number'),
      t('adoption.surveys.survey'),
      t('adoption.surveys.opens'),
      t('adoption.surveys.answered'),
      t('adoption.surveys.response'),
      ...dimensions.map((_, place) => name(place)),
      ...(model.barrierAt === undefined ? [] : [t('adoption.surveys.barrierColumn')]),
    ],
    rows: model.rounds.map((one) => [
      words.reference(one.kind, one.number),
      one.title,
      { date: one.opens },
      { number: one.answered },
      one.response === undefined ? null : { number: Math.round(one.response), unit: '%' },
      ...dimensions.map((_, place) => {
        const score = one.scores?.[place];
        return score === undefined ? null : { number: Math.round(score * 100) / 100 };
      }),
      ...(model.barrierAt === undefined ? [] : [one.barrier === undefined ? null : name(one.barrier)]),
    ]),
  });
  return (
    <>
      <ViewTable label={t('adoption.surveys.table')}>
        <thead>
          <tr>
            <th scope="col">{t('adoption.surveys.survey')}</th>
            <th scope="col">{t('adoption.surveys.opens')}</th>
            <th scope="col">{t('adoption.surveys.response')}</th>
            {dimensions.map((one, place) => (
              <th key={one} scope="col" data-align="end">
                {name(place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.rounds.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
              </th>
              <td>{format.date(one.opens)}</td>
              <td>
                <Response round={one} />
              </td>
              {one.scores === undefined ? (
                <td colSpan={dimensions.length}>
                  <span className={classes['note']}>{t('adoption.surveys.tooFew', { least: minimumGroup })}</span>
                </td>
              ) : (
                one.scores.map((score, place) => (
                  <td key={dimensions[place]} data-align="end">
                    {one.barrier === place ? (
                      <StateMark
                        tone="unmet"
                        word={t('adoption.surveys.isBarrier', { score: format.number(score, digits) })}
                      />
                    ) : (
                      format.number(score, digits)
                    )}
                    {one.change && <div className={classes['note']}>{moved(one.change[place])}</div>}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('adoption.surveys.table')} sheet={sheet} />
      </div>
    </>
  );
}

function Response({ round }: { readonly round: Round }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (round.response === undefined) return t('adoption.surveys.notKnown');
  return (
    <>
      <StateMark tone={round.response >= round.target ? 'met' : 'unmet'} word={format.percent(round.response)} />
      <div className={classes['note']}>{t('adoption.surveys.target', { target: format.percent(round.target) })}</div>
    </>
  );
}
