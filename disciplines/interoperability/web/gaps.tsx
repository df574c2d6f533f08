import type { GapAnalysis, GapQuestion } from '@callosum/hl7v2';
import type { ModelOf } from '@callosum/kernel';
import {
  Figures,
  Loaded,
  StateMark,
  Toggles,
  type Tone,
  useFormat,
  useWords,
  type ViewProps,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { gapsView } from '../index.ts';
import type { TreatedGap } from '../views/gaps.ts';
import { GapRows } from './gap-rows.tsx';
import { Onward } from './onward.tsx';
import { NoProfile } from './no-profile.tsx';
import { ProfileSelect } from './profile-select.tsx';
import { useBench } from './use-bench.ts';
import { useGaps } from './use-gaps.ts';
import classes from './workbench.module.css';

const TONE: Readonly<Record<'yes' | 'no' | 'look', Tone>> = { yes: 'met', no: 'unmet', look: 'waived' };

/** Two profiles side by side along the eight questions; each difference becomes work. */
export default function Gaps({ model, choices, onChoose }: ViewProps<ModelOf<typeof gapsView>>) {
  const { t } = useTranslation();
  const bench = useBench();
  const full = model.profiles.filter(({ file }) => file !== undefined);
  const source = full.find(({ id }) => id === model.source);
  const target = full.find(({ id }) => id === model.target);
  const gaps = useGaps(bench, source, target);
  if (full.length === 0) return <NoProfile />;
  return (
    <>
      <div className={classes['tools']}>
        <ProfileSelect
          label={t('interoperability.gaps.source')}
          profiles={full}
          value={source?.id}
          onChoose={(id) => onChoose({ source: id, target: model.target })}
        />
        <ProfileSelect
          label={t('interoperability.gaps.target')}
          profiles={full}
          value={target?.id}
          onChoose={(id) => onChoose({ source: model.source, target: id })}
        />
        {source && target && <Onward view="mapping" />}
      </div>
      {source && target ? (
        <Loaded query={gaps}>
          {(analysis) => (
            <Analysis
              analysis={analysis}
              treated={model.treated}
              source={source.id}
              target={target.id}
              question={choices['question']}
              onQuestion={(question) => onChoose({ question })}
            />
          )}
        </Loaded>
      ) : (
        <p>{t('interoperability.gaps.choose')}</p>
      )}
    </>
  );
}

function Analysis({
  analysis,
  treated,
  source,
  target,
  question,
  onQuestion,
}: {
  readonly analysis: GapAnalysis;
  readonly treated: readonly TreatedGap[];
  readonly source: string;
  readonly target: string;
  readonly question: string | undefined;
  readonly onQuestion: (question: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const differing = analysis.questions.filter(({ rows }) => rows.length > 0);
  const shown = analysis.questions.find(({ id }) => id === question) ?? differing[0];
  const known = new Map(treated.map((one) => [one.key, one]));
  const all = analysis.questions.flatMap(({ id, rows }) => rows.map(({ path }) => `${id} ${path}`));
  const taken = all.filter((key) => known.has(key)).length;
  const name = (id: GapQuestion): string => t(`interoperability.question.${id}`);
  return (
    <>
      <Figures
        figures={[
          { value: format.number(all.length), label: t('interoperability.gaps.differences') },
          { value: format.number(taken), label: t('interoperability.gaps.taken') },
          { value: format.number(all.length - taken), label: t('interoperability.gaps.open') },
        ]}
      />
      <ul className={classes['findings']} aria-label={t('interoperability.gaps.questions')}>
        {analysis.questions.map(({ id, answer, sentences }) => (
          <li key={id}>
            <StateMark tone={TONE[answer]} word={t(`interoperability.answer.${answer}`)} />{' '}
            {words.sentence(sentences.question)}
          </li>
        ))}
      </ul>
      <Toggles
        label={t('interoperability.gaps.questions')}
        value={shown?.id}
        options={differing.map(({ id, rows }) => ({ value: id, label: name(id), count: rows.length }))}
        onChange={onQuestion}
      />
      {shown && (
        <GapRows
          key={shown.id}
          name={name(shown.id)}
          question={shown.id}
          rows={shown.rows}
          known={known}
          source={source}
          target={target}
        />
      )}
    </>
  );
}
