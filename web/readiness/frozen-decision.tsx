import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import type { Condition, Gate, RecordView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { StateMark, type Tone } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { FulfilDialog } from './fulfil-dialog.tsx';
import classes from './readiness.module.css';
import { Snapshot } from './snapshot.tsx';
import { textOf } from '../kit/text-of.ts';

type Decision = NonNullable<Gate['decision']>;

/** The decision that stands, as it was frozen: reasons, votes, conditions, evidence. */
export function FrozenDecision(props: {
  readonly decision: Decision;
  readonly today: string;
  readonly mayFulfil: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const api = useApi();
  const project = useProject();
  const { decision } = props;
  const record = useQuery(api.records.get.queryOptions({ input: { key: project.key, id: decision.id } }));
  return (
    <Loaded query={record}>
      {(view) => (
        <>
          <p>
            <strong>
              {t('readiness.decidedOn', {
                outcome: t(`outcome.${decision.outcome}`),
                date: format.date(decision.decidedOn),
              })}
            </strong>{' '}
            <Link
              to="/p/$key/$reference"
              params={{ key: project.key, reference: words.reference(view.record.kind, view.record.number) }}
            >
              {words.reference(view.record.kind, view.record.number)}
            </Link>
          </p>
          <p className={classes['rationale']}>{textOf(view.record.fields['rationale'])}</p>
          <VoteList view={view} />
          {decision.conditions.length > 0 && (
            <ConditionList conditions={decision.conditions} today={props.today} mayFulfil={props.mayFulfil} />
          )}
          <h3 className={classes['minor']}>{t('readiness.snapshot')}</h3>
          <Snapshot value={view.record.fields['snapshot']} />
        </>
      )}
    </Loaded>
  );
}

function VoteList({ view }: { readonly view: RecordView }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const api = useApi();
  const project = useProject();
  const links = view.links.filter((link) => link.type === 'vote.on');
  const votes = useQueries({
    queries: links.map((link) => api.records.get.queryOptions({ input: { key: project.key, id: link.other.id } })),
  }).flatMap((result) => (result.data ? [result.data.record] : []));
  if (votes.length === 0) return null;
  return (
    <>
      <h3 className={classes['minor']}>{t('readiness.votes')}</h3>
      <ul className={classes['plainList']}>
        {votes.map(({ id, fields }) => (
          <li key={id}>
            {nameOf(textOf(fields['voter']))}: {words.option('vote', 'vote', textOf(fields['vote']))}
            {typeof fields['remark'] === 'string' && <span className={classes['soft']}> “{fields['remark']}”</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function ConditionList(props: {
  readonly conditions: readonly Condition[];
  readonly today: string;
  readonly mayFulfil: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [fulfilling, setFulfilling] = useState<Condition>();
  const toneOf = (condition: Condition): Tone => {
    if (condition.fulfilled) return 'met';
    return condition.due < props.today ? 'unmet' : 'unknown';
  };
  const wordOf = (condition: Condition): string => {
    if (condition.fulfilled) return t('readiness.conditionFulfilled');
    const due = format.date(condition.due);
    return condition.due < props.today
      ? t('readiness.conditionExpired', { due })
      : t('readiness.conditionOpen', { due });
  };
  return (
    <>
      <h3 className={classes['minor']}>{t('readiness.conditions')}</h3>
      <ul className={classes['plainList']}>
        {props.conditions.map((condition) => (
          <li key={condition.id} className={classes['condition']}>
            <span>{condition.title}</span>
            <StateMark tone={toneOf(condition)} word={wordOf(condition)} />
            {props.mayFulfil && !condition.fulfilled && (
              <Button size="compact-xs" variant="subtle" onClick={() => setFulfilling(condition)}>
                {t('readiness.fulfil')}
                <span className="hidden"> {condition.title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FulfilDialog condition={fulfilling} onClose={() => setFulfilling(undefined)} />
    </>
  );
}
