import { Button } from '@mantine/core';
import { IconAdjustments, IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import type { Criterion, Gate } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import { Criteria } from './criteria.tsx';
import { CriteriaEditor } from './criteria-editor.tsx';
import { DecideForm } from './decide-form.tsx';
import { FrozenDecision } from './frozen-decision.tsx';
import { toneOf } from './gate-state.ts';
import classes from './readiness.module.css';
import { Score } from './score.tsx';
import { Unwaive, WaiveDialog } from './waive.tsx';

/** What blocks a gate stands apart from what counts towards its score only. */
const KINDS_OF_CRITERIA = ['stop', 'scored'] as const;

/** One gate: what it asks for, what was decided, and the decision itself. */
export function GatePage() {
  const { key, gate } = useParams({ from: '/shell/p/$key/gate/$gate' });
  const { at } = useSearch({ from: '/shell/p/$key/gate/$gate' });
  const { t } = useTranslation();
  const api = useApi();
  const readiness = useQuery(api.projects.readiness.queryOptions({ input: { key, ...(at ? { at } : {}) } }));
  return (
    <Loaded query={readiness}>
      {({ gates, at: moment }) => {
        const found = gates.find((one) => one.key === gate);
        if (!found) return <Page title={t('readiness.noGate', { gate })}>{null}</Page>;
        return <GateScreen key={found.id} gate={found} at={at} today={moment.today} />;
      }}
    </Loaded>
  );
}

function GateScreen({
  gate,
  at,
  today,
}: {
  readonly gate: Gate;
  readonly at: string | undefined;
  readonly today: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const [deciding, setDeciding] = useState(false);
  const [waiving, setWaiving] = useState<Criterion>();
  const [editing, setEditing] = useState(false);
  const criterionKind = useComposition().registry.kinds.get('criterion');
  const mayEdit = at === undefined && criterionKind !== undefined && project.may('update', criterionKind);
  const may = (command: string): boolean => at === undefined && project.mayRun(command);
  const decide: Action = {
    id: 'decide',
    labelKey: gate.decision ? 'readiness.decideAgain' : 'readiness.decide',
    group: 'do',
    icon: IconGavel,
    shortcut: 'd',
    visible: may('gate.decide') && !deciding,
    run: () => setDeciding(true),
  };
  const edit: Action = {
    id: 'edit-criteria',
    labelKey: 'readiness.editCriteria',
    group: 'do',
    icon: IconAdjustments,
    shortcut: 'e',
    visible: !editing && mayEdit && gate.criteria.length > 0,
    run: () => setEditing(true),
  };
  useActions([decide, edit]);
  const weightOfAll = gate.criteria.reduce((sum, { weight }) => sum + weight, 0);
  const deeds = may('criterion.waive')
    ? {
        renderDeeds: (criterion: Criterion) => {
          if (criterion.waiver && criterion.state === 'waived') return <Unwaive criterion={criterion} />;
          if (criterion.state !== 'unmet' && criterion.state !== 'unknown') return null;
          return (
            <Button size="compact-xs" variant="subtle" onClick={() => setWaiving(criterion)}>
              {t('readiness.waive')}
              <span className="hidden"> {criterion.title}</span>
            </Button>
          );
        },
      }
    : {};
  return (
    <Page
      title={gate.title}
      context={project.title}
      above={
        <p className={classes['path']}>
          <Link to="/p/$key" params={{ key: project.key }} search={{ gate: gate.key, ...(at ? { at } : {}) }}>
            {t('readiness.title')}
          </Link>
        </p>
      }
      lead={
        <span className={classes['found']}>
          <StateMark tone={toneOf(gate.state)} word={t(`gateState.${gate.state}`)} />
          {gate.date !== null && <span>{format.date(gate.date)}</span>}
          {gate.score !== null && <span>{t('readiness.score', { score: format.percent(gate.score) })}</span>}
          {gate.milestone !== null && (
            <Link to="/p/$key/$reference" params={{ key: project.key, reference: gate.milestone }}>
              {t('readiness.milestoneOf')}
            </Link>
          )}
        </span>
      }
      actions={
        <>
          <ActionButton action={edit} />
          <ActionButton action={decide} variant={gate.decision && gate.state !== 'reopened' ? 'default' : 'filled'} />
        </>
      }
    >
      {at !== undefined && <p className={classes['travel']}>{t('readiness.travel', { date: format.date(at) })}</p>}
      {gate.state === 'reopened' && (
        <output className={classes['reopened']}>
          <strong>{t('readiness.reopened')}</strong>{' '}
          {gate.expired.map((condition) => (
            <span key={condition.id}>
              {t('readiness.reopenedBy', { title: condition.title, due: format.date(condition.due) })}{' '}
            </span>
          ))}
        </output>
      )}
      {deciding && <DecideForm gate={gate} today={today} onDone={() => setDeciding(false)} />}
      <Score gate={gate} />
      <section aria-labelledby="criteria" className={classes['gateSection']}>
        <h2 id="criteria">{t('readiness.criteria')}</h2>
        {editing ? (
          <CriteriaEditor criteria={gate.criteria} onDone={() => setEditing(false)} />
        ) : (
          KINDS_OF_CRITERIA.map((kind) => {
            const own = gate.criteria.filter(({ stop }) => stop === (kind === 'stop'));
            if (own.length === 0 && (kind === 'stop' || gate.criteria.length > 0)) return null;
            return (
              <Fragment key={kind}>
                <h3 className={classes['minor']}>{t(`readiness.criteriaThat.${kind}`)}</h3>
                <Criteria
                  project={project.key}
                  at={at}
                  caption={t('readiness.criteriaKindOf', {
                    gate: gate.title,
                    kind: t(`readiness.criteriaThat.${kind}`),
                  })}
                  criteria={own}
                  weightOfAll={weightOfAll}
                  {...deeds}
                />
              </Fragment>
            );
          })
        )}
      </section>
      <section aria-labelledby="decision" className={classes['gateSection']}>
        <h2 id="decision">{t('readiness.decisionTitle')}</h2>
        {gate.decision ? (
          <FrozenDecision decision={gate.decision} today={today} mayFulfil={may('condition.fulfil')} />
        ) : (
          <p className={classes['soft']}>{t('readiness.undecided')}</p>
        )}
      </section>
      <WaiveDialog criterion={waiving} today={today} onClose={() => setWaiving(undefined)} />
    </Page>
  );
}
