import { ExportTable, Mentioned, ToneMark, useFormat, useWords, ViewTable, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { TONES, type Waits } from './waits.ts';
import classes from './team-waits.module.css';

type Wait = Waits['waits'][number];

/** The tasks behind the number that was opened, or all: what each waits for, when it is needed and when it comes. */
export function WaitTable({ model, onChoose }: { readonly model: Waits } & Pick<ViewProps<Waits>, 'onChoose'>) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { waits, of, parties, chosen } = model;
  const titles = new Map(parties.map(({ key, title }) => [key, title]));
  const title = (key: string | undefined): string => (key === undefined ? '' : (titles.get(key) ?? ''));
  const [waiting, giving] = [chosen.waits, chosen.gives];
  const isChosen = waiting !== undefined || giving !== undefined;
  const heading =
    waiting !== undefined && giving !== undefined
      ? t('planning.waits.cell', { waits: title(waiting), gives: title(giving) })
      : waiting !== undefined
        ? t('planning.waits.allOf', { waits: title(waiting) })
        : giving !== undefined
          ? t('planning.waits.allFor', { gives: title(giving) })
          : t('planning.waits.everything');
  const day = (one: string | undefined): string => (one === undefined ? t('planning.waits.noDay') : format.date(one));
  const stands = ({ standing, late }: Wait): string =>
    standing === 'late' && late > 0
      ? t('planning.waits.daysLate', { count: late, number: format.number(late) })
      : t(`planning.waits.standing.${standing}`);
  const named = ({ kind, number, title: said }: Wait['task']): string => `${words.reference(kind, number)} ${said}`;
  const sheet = () => ({
    headings: ['task', 'waiting', 'on', 'giving', 'needed', 'promised', 'worst', 'stands'].map((name) =>
      t(`planning.waits.column.${name}`),
    ),
    rows: waits.map((one) => [
      named(one.task),
      title(one.waits),
      named(one.on),
      title(one.gives),
      one.needed === undefined ? null : { date: one.needed },
      one.promised === undefined ? null : { date: one.promised },
      { number: one.late },
      t(`planning.waits.standing.${one.standing}`),
    ]),
  });
  return (
    <section aria-labelledby="waits-behind" className={classes['behind']}>
      <div className={classes['head']}>
        <h2 id="waits-behind">{heading}</h2>
        {isChosen && (
          <button type="button" onClick={() => onChoose({ waits: undefined, gives: undefined })}>
            {t('planning.waits.showAll')}
          </button>
        )}
      </div>
      {of > waits.length && (
        <p className={classes['note']}>
          {t('planning.waits.first', { number: format.number(waits.length), of: format.number(of) })}
        </p>
      )}
      <ViewTable label={t('planning.waits.table')}>
        <thead>
          <tr>
            {(['task', 'on', 'needed', 'promised', 'stands'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`planning.waits.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {waits.map((one) => (
            <tr key={`${one.task.id} ${one.on.id}`}>
              <th scope="row">
                <Mentioned record={one.task} />
                <div className={classes['note']}>{title(one.waits)}</div>
              </th>
              <td>
                <Mentioned record={one.on} />
                <div className={classes['note']}>{title(one.gives)}</div>
              </td>
              <td className={classes['day']}>{day(one.needed)}</td>
              <td className={classes['day']}>{day(one.promised)}</td>
              <td>
                <ToneMark tone={TONES[one.standing]} word={stands(one)} quiet={false} />
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('planning.waits.table')} sheet={sheet} />
      </div>
    </section>
  );
}
