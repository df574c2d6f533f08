import type { ModelOf } from '@callosum/kernel';
import { ExportTable, Mentioned, useFormat, useNameOf, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { stakeholderMap } from '../index.ts';

type Map = ModelOf<typeof stakeholderMap>;
type Placed = Map['stakeholders'][number];

/** The same as a table: who is short by how much, who keeps in touch, and when next. */
export function StakeholderTable({ model }: { readonly model: Map }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const option = (field: string, one: Placed, value: string | undefined): string =>
    value === undefined ? t('adoption.map.unknown') : words.option(one.kind, field, value);
  const moved = ({ moved: steps }: Placed): string =>
    steps === 0
      ? t('adoption.map.stands')
      : t(steps > 0 ? 'adoption.map.stepsTowards' : 'adoption.map.stepsAway', { count: Math.abs(steps) });
  const owner = (one: Placed): string => (one.owner === undefined ? t('adoption.map.ownerNone') : nameOf(one.owner));
  const day = (date: string | undefined) => (date === undefined ? null : { date });
  const sheet = () => ({
    headings: [
      t('adoption.map.number'),
      t('adoption.map.who'),
      t('adoption.map.powerOf'),
      t('adoption.map.interestOf'),
      t('adoption.map.now'),
      t('adoption.map.wanted'),
      t('adoption.map.short'),
      ...(model.since ? [t('adoption.map.moved')] : []),
      t('adoption.map.owner'),
      t('adoption.map.next'),
      t('adoption.map.last'),
    ],
    rows: model.stakeholders.map((one) => [
      words.reference(one.kind, one.number),
      one.title,
      option('power', one, one.power),
      option('interest', one, one.interest),
      option('stance', one, one.stance),
      option('wanted', one, one.wanted),
      one.gap === undefined ? null : { number: one.gap },
      ...(model.since ? [moved(one)] : []),
      owner(one),
      day(one.due),
      day(one.lastMet),
    ]),
  });
  return (
    <>
      <ViewTable label={t('adoption.map.table')}>
        <thead>
          <tr>
            <th scope="col">{t('adoption.map.who')}</th>
            <th scope="col">{t('adoption.map.now')}</th>
            <th scope="col">{t('adoption.map.wanted')}</th>
            <th scope="col">{t('adoption.map.short')}</th>
            {model.since && <th scope="col">{t('adoption.map.moved')}</th>}
            <th scope="col">{t('adoption.map.owner')}</th>
            <th scope="col">{t('adoption.map.next')}</th>
            <th scope="col">{t('adoption.map.last')}</th>
          </tr>
        </thead>
        <tbody>
          {model.stakeholders.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
              </th>
              <td>{option('stance', one, one.stance)}</td>
              <td>{option('wanted', one, one.wanted)}</td>
              <td>{one.gap === undefined ? t('adoption.map.unknown') : t('adoption.map.steps', { count: one.gap })}</td>
              {model.since && <td>{moved(one)}</td>}
              <td>{owner(one)}</td>
              <td>
                {one.due === undefined ? t('adoption.map.noDay') : format.date(one.due)}
                {one.overdue && <div>{t('adoption.map.overdue')}</div>}
              </td>
              <td>
                {one.lastMet === undefined ? t('adoption.map.never') : format.date(one.lastMet)}
                {!one.kept && one.lastMet !== undefined && <div>{t('adoption.map.late')}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('adoption.map.table')} sheet={sheet} />
      </div>
    </>
  );
}
