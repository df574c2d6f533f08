import type { ModelOf } from '@callosum/kernel';
import {
  ExportTable,
  Figures,
  Mentioned,
  useFormat,
  useNameOf,
  useWords,
  ViewTable,
  type ViewProps,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { decisionQueue } from '../index.ts';

type Queue = ModelOf<typeof decisionQueue>;

/** Open decisions, the dearest first. */
export default function DecisionQueue({ model }: ViewProps<Queue>) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const decides = ({ owner }: Queue['decisions'][number]) =>
    owner === undefined ? t('foundation.queue.nobody') : nameOf(owner);
  const sheet = () => ({
    headings: [
      t('foundation.queue.number'),
      t('foundation.queue.decision'),
      t('foundation.queue.decides'),
      t('foundation.queue.by'),
      t('foundation.queue.cost'),
      t('foundation.queue.holds'),
    ],
    rows: model.decisions.map((decision) => [
      words.reference(decision.kind, decision.number),
      decision.title,
      decides(decision),
      decision.due === undefined ? null : { date: decision.due },
      { number: decision.lost },
      decision.holds.map(({ kind, number }) => words.reference(kind, number)).join(', '),
    ]),
  });
  return (
    <>
      <Figures
        figures={[
          { value: format.number(model.decisions.length), label: t('foundation.queue.open') },
          { value: format.number(model.overdue), label: t('foundation.queue.overdue') },
          { value: format.number(model.waiting), label: t('foundation.queue.waiting') },
          { value: format.number(model.lost), label: t('foundation.queue.lost') },
        ]}
      />
      <ViewTable label={t('foundation.queue.table')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.queue.decision')}</th>
            <th scope="col">{t('foundation.queue.decides')}</th>
            <th scope="col">{t('foundation.queue.by')}</th>
            <th scope="col" data-align="end">
              {t('foundation.queue.cost')}
            </th>
            <th scope="col">{t('foundation.queue.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {model.decisions.map((decision) => (
            <tr key={decision.id}>
              <th scope="row">
                <Mentioned record={decision} />
              </th>
              <td>
                {decides(decision)}
                {decision.committee && (
                  <div>
                    <Mentioned record={decision.committee} />
                  </div>
                )}
              </td>
              <td>
                {decision.due === undefined ? t('foundation.queue.noDay') : format.date(decision.due)}
                {decision.overdue !== undefined && decision.overdue > 0 && (
                  <div>{t('foundation.queue.daysOver', { count: decision.overdue })}</div>
                )}
              </td>
              <td data-align="end">{format.number(decision.lost)}</td>
              <td>
                {decision.holds.map((one) => (
                  <div key={one.id}>
                    <Mentioned record={one} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.queue.table')} sheet={sheet} />
      </div>
    </>
  );
}
