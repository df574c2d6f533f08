import { Choice, Figures, RegisterLink, ToneLegend, ToneMark, useFormat, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { team } from '../index.ts';
import { TeamMatrix } from './team-matrix.tsx';
import { WaitTable } from './wait-table.tsx';
import { TONES, type Waits } from './waits.ts';
import classes from './team-waits.module.css';

type Standing = Waits['waits'][number]['standing'];

const STANDINGS = ['late', 'undated', 'inTime'] as const satisfies readonly Standing[];

/** Who waits for whom: a row for each team that waits, a column for each that is waited for, and behind every number its tasks. */
export default function TeamWaits({ model, onChoose }: ViewProps<Waits>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cells, parties, by } = model;
  const sum = (of: 'count' | 'late' | 'undated'): string =>
    format.number(cells.reduce((total, cell) => total + cell[of], 0));
  return (
    <>
      <Figures
        figures={[
          { value: sum('count'), label: t('planning.waits.open') },
          { value: sum('late'), label: t('planning.waits.late') },
          { value: sum('undated'), label: t('planning.waits.undated') },
          { value: format.number(parties.length), label: t(`planning.waits.parties.${by}`) },
        ]}
      />
      <div className={classes['bar']}>
        <Choice
          label={t('planning.waits.by')}
          value={by}
          options={(['team', 'workstream'] as const).map((one) => ({
            value: one,
            label: t(`planning.waits.between.${one}`),
          }))}
          onChange={(next) => onChoose({ by: next, waits: undefined, gives: undefined })}
        />
        <ToneLegend
          label={t('planning.waits.legend')}
          of={STANDINGS}
          render={(one) => <ToneMark tone={TONES[one]} word={t(`planning.waits.standing.${one}`)} quiet={false} />}
        />
      </div>
      {cells.length === 0 ? (
        <p>{t('planning.waits.none')}</p>
      ) : (
        <>
          <TeamMatrix model={model} onChoose={onChoose} />
          <WaitTable model={model} onChoose={onChoose} />
        </>
      )}
      {by === 'team' && (model.teams === 0 || model.withoutTeam > 0) && (
        <p className={classes['note']}>
          {model.teams === 0
            ? t('planning.waits.noTeams')
            : t('planning.waits.withoutTeam', { count: model.withoutTeam })}{' '}
          <RegisterLink kind={team.name} filter={[]}>
            {t('planning.waits.teams')}
          </RegisterLink>
        </p>
      )}
    </>
  );
}
