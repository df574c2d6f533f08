import { checkPlan, type PlanCheck } from '@callosum/schedule';
import { StateMark, useFormat, useWords } from '@callosum/web/views';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from './panel.tsx';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

/** What the checks need of a planner's desk. */
type HealthDesk = Pick<PlanDesk, 'goTo'> & { readonly state: Pick<PlanDesk['state'], 'plan'> };

/** Tasks to mend that are listed at once. */
const MOST = 25;

/** The checks of DCMA and GAO on the plan as it stands, each with the tasks to mend. */
export function HealthPanel({ desk, onClose }: { readonly desk: HealthDesk; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { plan } = desk.state;
  const checks = useMemo(() => {
    const schedule = plan.schedule();
    const { model } = schedule;
    return checkPlan({ ...plan.mapped().plan, tasks: model.tasks, links: model.links }, schedule);
  }, [plan]);
  const failed = checks.filter(({ pass }) => pass === false).length;
  return (
    <Panel title={t('planning.health.title')} onClose={onClose}>
      <p className={classes['soft']}>{t('planning.health.lead', { count: failed })}</p>
      <ul className={classes['checks']}>
        {checks.map((check) => (
          <Check key={check.id} check={check} desk={desk} />
        ))}
      </ul>
    </Panel>
  );
}

function Check({ check, desk }: { readonly check: PlanCheck; readonly desk: HealthDesk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { plan } = desk.state;
  const { idOf } = plan.mapped();
  const { sentences, value, unit, at, limit, pass, uids, source } = check;
  const say = (one: number): string => {
    if (unit === 'flag') return t(one === 1 ? 'planning.health.yes' : 'planning.health.no');
    return unit === 'percent' ? format.measure(one, '%') : format.number(one);
  };
  return (
    <li>
      <div className={classes['check']}>
        <StateMark
          tone={pass === null ? 'unknown' : pass ? 'met' : 'unmet'}
          word={t(pass === null ? 'planning.health.unknown' : pass ? 'planning.health.pass' : 'planning.health.fail')}
        />
        <b>{words.sentence(sentences.name)}</b>
        <span className={classes['soft']}>
          {value === null
            ? t('planning.health.nothing')
            : t(at === 'most' ? 'planning.health.most' : 'planning.health.least', {
                value: say(value),
                limit: say(limit),
              })}
          {source.unverified && ` · ${t('planning.health.unverified')}`}
        </span>
        {uids.length > 0 && (
          <button type="button" className={classes['go']} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('planning.health.mend', { count: uids.length })}
          </button>
        )}
      </div>
      {open && (
        <ul className={classes['causes']}>
          {uids.slice(0, MOST).map((uid) => (
            <li key={uid}>
              <button type="button" className={classes['go']} onClick={() => desk.goTo(idOf.get(uid) ?? '')}>
                {plan.schedule().model.tasks[plan.schedule().model.indexOf.get(uid) ?? -1]?.name}
              </button>
            </li>
          ))}
          {uids.length > MOST && (
            <li className={classes['soft']}>{t('planning.health.more', { count: uids.length - MOST })}</li>
          )}
        </ul>
      )}
    </li>
  );
}
