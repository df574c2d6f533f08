import type { ModelOf } from '@callosum/kernel';
import {
  Choice,
  dayOf,
  Figures,
  LineChart,
  monthTicks,
  useFormat,
  useWords,
  type ViewProps,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { surveyTrends } from '../index.ts';
import { SurveyTable } from './survey-table.tsx';
import classes from './coverage.module.css';

export type Trends = ModelOf<typeof surveyTrends>;

/** How people are coming along: one line for each dimension, from survey to survey. */
export default function SurveyTrends({ model, choices, onChoose }: ViewProps<Trends>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { rounds, dimensions, instrument, barrierAt } = model;
  const told = rounds.filter(({ scores }) => scores !== undefined);
  const last = told.at(-1);
  const response = rounds.findLast((one) => one.response !== undefined)?.response;
  const days = [...told.map(({ opens }) => opens), ...goLiveShown(model)];
  return (
    <>
      <Figures
        figures={[
          ...(barrierAt === undefined || !last
            ? []
            : [
                {
                  value:
                    last.barrier === undefined
                      ? t('adoption.surveys.noBarrier')
                      : t(`adoption.surveys.dimensions.${dimensions[last.barrier] ?? ''}`),
                  label: t('adoption.surveys.barrier'),
                },
              ]),
          ...(response === undefined ? [] : [{ value: format.percent(response), label: t('adoption.surveys.last') }]),
          { value: format.number(last?.answered ?? 0), label: t('adoption.surveys.answers') },
          { value: format.number(rounds.length), label: t('adoption.surveys.rounds') },
        ]}
      />
      {model.instruments.length > 1 && (
        <Choice
          label={t('adoption.surveys.instrument')}
          value={instrument}
          options={model.instruments.map(({ name }) => ({ value: name, label: t(`adoption.surveys.names.${name}`) }))}
          onChange={(name) => onChoose({ instrument: name })}
        />
      )}
      {model.professions.length > 0 && (
        <Choice
          label={t('adoption.surveys.profession')}
          value={choices['profession'] ?? ''}
          options={[
            { value: '', label: t('adoption.surveys.everybody') },
            ...model.professions.map((one) => ({
              value: one,
              label: words.option('surveyAnswer', 'profession', one),
            })),
          ]}
          onChange={(profession) => onChoose({ profession: profession === '' ? undefined : profession })}
        />
      )}
      <p className={classes['note']}>{t('adoption.surveys.privacy', { least: model.minimumGroup })}</p>
      {rounds.length === 0 ? (
        <p>{t('adoption.surveys.none')}</p>
      ) : (
        <>
          <LineChart
            label={t('adoption.surveys.picture', { instrument: t(`adoption.surveys.names.${instrument}`) })}
            series={dimensions.map((name, place) => ({
              name: t(`adoption.surveys.dimensions.${name}`),
              points: told.map(({ opens, scores }) => ({ x: dayOf(opens), y: scores?.[place] ?? 0 })),
            }))}
            ticks={monthTicks(days, format)}
            write={(value) => format.number(value)}
            lines={goLiveShown(model).map((day) => ({ at: dayOf(day), label: t('adoption.surveys.golive') }))}
            least={model.least}
            largest={model.largest}
            height={300}
            {...(barrierAt === undefined
              ? {}
              : {
                  mark: {
                    at: barrierAt,
                    label: t('adoption.surveys.mark', { mark: format.number(barrierAt) }),
                  },
                })}
          />
          <SurveyTable model={model} />
        </>
      )}
    </>
  );
}

/** The day of go-live belongs to the picture once somebody was asked after it; before, it would only be far away. */
function goLiveShown({ goLive, rounds }: Trends): readonly string[] {
  const last = rounds.at(-1)?.opens;
  return goLive !== undefined && last !== undefined && goLive <= last ? [goLive] : [];
}
