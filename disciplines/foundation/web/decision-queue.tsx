import type { ModelOf } from '@callosum/kernel';
import {
  CommandButton,
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
import { Deciders } from './decision-deciders.tsx';
import { DecisionPicture } from './decision-picture.tsx';
import classes from './parts.module.css';

export type Queue = ModelOf<typeof decisionQueue>;
type Queued = Queue['decisions'][number];

/** Open decisions, the dearest first: by whom, how old, what waits, and what to do about it. */
export default function DecisionQueue({ model }: ViewProps<Queue>) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const decides = ({ owner }: Queued) => (owner === undefined ? t('foundation.queue.nobody') : nameOf(owner));
  const sheet = () => ({
    headings: [
      t('foundation.queue.number'),
      t('foundation.queue.decision'),
      t('foundation.queue.decides'),
      t('foundation.queue.age'),
      t('foundation.queue.by'),
      t('foundation.queue.cost'),
      t('foundation.queue.holds'),
    ],
    rows: model.decisions.map((decision) => [
      words.reference(decision.kind, decision.number),
      decision.title,
      decides(decision),
      decision.age === undefined ? null : { number: decision.age },
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
      <DecisionPicture decisions={model.decisions} />
      <ViewTable label={t('foundation.queue.table')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.queue.decision')}</th>
            <th scope="col">{t('foundation.queue.decides')}</th>
            <th scope="col" data-align="end">
              {t('foundation.queue.age')}
            </th>
            <th scope="col">{t('foundation.queue.by')}</th>
            <th scope="col" data-align="end">
              {t('foundation.queue.cost')}
            </th>
            <th scope="col">{t('foundation.queue.holds')}</th>
            <th scope="col">{t('foundation.queue.next')}</th>
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
              <td data-align="end">{decision.age === undefined ? '–' : format.number(decision.age)}</td>
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
              <td>
                <Next decision={decision} />
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.queue.table')} sheet={sheet} />
      </div>
      <Deciders deciders={model.deciders} />
    </>
  );
}

/** Reminds whoever decides, and puts the question before the next meeting. */
function Next({ decision }: { readonly decision: Queued }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const name = words.reference(decision.kind, decision.number);
  return (
    <div className={classes['actions']}>
      {decision.owner !== undefined && (
        <CommandButton
          command="comment.add"
          input={{
            on: decision.id,
            text: `@{${decision.owner}} ${
              decision.due === undefined
                ? t('foundation.queue.remindOpen')
                : t('foundation.queue.remindBy', { day: format.date(decision.due) })
            }`,
          }}
          label={t('foundation.queue.remindOf', { decision: name })}
          done={t('foundation.queue.reminded', { decision: name })}
        >
          {t('foundation.queue.remind')}
        </CommandButton>
      )}
      {decision.agenda && (
        <span className={classes['soft']}>
          {t('foundation.queue.onAgenda')} <Mentioned record={decision.agenda} brief />
        </span>
      )}
      {decision.nextMeeting && (
        <CommandButton
          command="link.create"
          input={{ type: 'meeting.treats', from: decision.nextMeeting.id, to: decision.id }}
          label={t('foundation.queue.putOf', { decision: name, meeting: decision.nextMeeting.title })}
          done={t('foundation.queue.put', { decision: name, meeting: decision.nextMeeting.title })}
        >
          {t('foundation.queue.putOn')}
        </CommandButton>
      )}
    </div>
  );
}
