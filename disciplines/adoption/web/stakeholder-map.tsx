import type { ModelOf } from '@callosum/kernel';
import { Choice, Figures, useFormat, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { stakeholderMap } from '../index.ts';
import { StakeholderTable } from './stakeholder-table.tsx';
import { Stakeholders } from './stakeholders.tsx';
import classes from './stakeholder-map.module.css';

type Map = ModelOf<typeof stakeholderMap>;

/** Power by interest; in each corner who stands there, where he stands now and where he is wanted. */
export default function StakeholderMap({ model, choices, onChoose }: ViewProps<Map>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { since } = model;
  const unrated = model.stakeholders.filter(({ power, interest }) => power === undefined || interest === undefined);
  return (
    <>
      <Figures
        figures={[
          { value: format.number(model.gap), label: t('adoption.map.gap') },
          { value: format.number(model.against), label: t('adoption.map.against') },
          { value: format.number(model.notMet), label: t('adoption.map.notMet') },
          ...(since
            ? [
                {
                  value: format.number(since.towards),
                  label: t('adoption.map.towards', { date: format.date(since.on) }),
                },
                { value: format.number(since.away), label: t('adoption.map.away', { date: format.date(since.on) }) },
              ]
            : []),
        ]}
      />
      <Choice
        label={t('adoption.map.show')}
        value={choices['only'] ?? 'all'}
        options={[
          { value: 'all', label: t('adoption.map.all') },
          { value: 'gap', label: t('adoption.map.only') },
        ]}
        onChange={(only) => onChoose({ only: only === 'all' ? undefined : only })}
      />
      <p className={classes['legend']}>{t(since ? 'adoption.map.legend' : 'adoption.map.legendNow')}</p>
      <div className={classes['map']}>
        {model.quadrants.map(({ power, interest, label, days }) => (
          <Stakeholders
            key={`${power} ${interest}`}
            title={label}
            about={`${t('adoption.map.quadrant', {
              power: t(`adoption.map.power.${power}`),
              interest: t(`adoption.map.interest.${interest}`),
            })}; ${t('adoption.map.every', { count: days })}`}
            strong={power === 'high' && interest === 'high'}
            stakeholders={model.stakeholders.filter((one) => one.power === power && one.interest === interest)}
          />
        ))}
      </div>
      {unrated.length > 0 && <Stakeholders title={t('adoption.map.unrated')} stakeholders={unrated} />}
      <StakeholderTable model={model} />
    </>
  );
}
