import { NativeSelect, TextInput } from '@mantine/core';
import { formatInstant, instantOf, reasonsFor } from '@callosum/schedule';
import { useFormat, useProject, useWords } from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSTRAINTS, task as taskKind } from '../index.ts';
import { needsDate } from '../kinds/task-rules.ts';
import { datesIn, isSummary, measuresOf } from '../plan/gestures.ts';
import { floatsOf } from '../plan/kept-floats.ts';
import type { TaskRecord } from '../plan/records.ts';
import { writeDuration, writeLink } from '../plan/typed.ts';
import { Panel } from './panel.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RestsPanel } from './rests-panel.tsx';
import classes from './plan.module.css';
import { constraintOf, isConstraint, useBecause } from './use-because.ts';
import type { PlanDesk } from './use-desk.ts';

/** So many steps of a chain of causes are told, and so many tasks that wait. */
const MOST = 30;

/** Why the chosen task is where it is, how far it may slip, what waits for it, and what holds it. */
export function WhyPanel({ desk, onClose }: { readonly desk: PlanDesk; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { key } = useProject();
  const task = desk.taskAt(desk.active.row);
  return (
    <Panel title={task?.fields.title ?? ''} onClose={onClose}>
      {task && (
        <>
          <Link to="/p/$key/$reference" params={{ key, reference: words.reference(taskKind.name, task.number) }}>
            {t('planning.why.open', { reference: words.reference(taskKind.name, task.number) })}
          </Link>
          <Facts desk={desk} task={task} />
          <RestsPanel desk={desk} task={task} />
          <Causes desk={desk} task={task} />
          <Followers desk={desk} task={task} />
          {desk.mayEdit(task) && !isSummary(desk.state.plan, task.id) && (
            <>
              <ProgressPanel key={`progress ${task.id}`} desk={desk} task={task} />
              <Held key={task.id} desk={desk} task={task} />
            </>
          )}
        </>
      )}
    </Panel>
  );
}

interface Parts {
  readonly desk: PlanDesk;
  readonly task: TaskRecord;
}

function useMoment(): (instant: number) => string {
  const format = useFormat();
  return (instant) => format.localTime(formatInstant(instant).slice(0, 16));
}

function Facts({ desk, task }: Parts) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const moment = useMoment();
  const { plan } = desk.state;
  const { dates, floats } = plan.schedule();
  const place = plan.indexOf(task.id) ?? 0;
  const days = (seconds: number): string =>
    writeDuration({ seconds: Math.round(seconds), unit: 'd', elapsed: false }, measuresOf(plan));
  const total = floats.total[place] ?? 0;
  const reckoned = useMemo(() => floatsOf(plan.records(), plan.mapped(), plan.schedule()), [plan]);
  const { toGate } = reckoned(place);
  const gates = plan
    .records()
    .gates.filter(({ task: seat, readiedBy }) => seat === task.id || readiedBy.includes(task.id));
  const { start, finish } = datesIn(plan, task.id);
  const { storedStart, storedFinish } = task.fields;
  const kept =
    storedStart !== undefined &&
    storedFinish !== undefined &&
    (Math.abs(instantOf(storedStart) - start) >= 60 || Math.abs(instantOf(storedFinish) - finish) >= 60);
  return (
    <dl className={classes['facts']}>
      <dt>{t('planning.column.start')}</dt>
      <dd>{moment(start)}</dd>
      <dt>{t('planning.column.finish')}</dt>
      <dd>{moment(finish)}</dd>
      <dt>{t('planning.why.late')}</dt>
      <dd>{moment(dates.lateFinish[place] ?? 0)}</dd>
      <dt>{t('planning.why.total')}</dt>
      <dd data-bad={total < 0}>
        {days(total)}
        {floats.critical[place] === 1 && <span className={classes['mark']}>{t('planning.critical')}</span>}
      </dd>
      <dt>{t('planning.why.free')}</dt>
      <dd>{days(floats.free[place] ?? 0)}</dd>
      {!Number.isNaN(toGate) && (
        <>
          <dt>{words.field(taskKind.name, 'gateFloat')}</dt>
          <dd data-bad={toGate < 0}>{days(toGate)}</dd>
        </>
      )}
      {gates.length > 0 && (
        <>
          <dt>{t('planning.why.gates')}</dt>
          <dd>{gates.map(({ title }) => title).join(', ')}</dd>
        </>
      )}
      {kept && (
        <>
          <dt>{t('planning.why.kept')}</dt>
          <dd>
            {t('planning.span', {
              start: format.date(storedStart.slice(0, 10)),
              finish: format.date(storedFinish.slice(0, 10)),
            })}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The chain of causes, from the task to what depends on no other. */
function Causes({ desk, task }: Parts) {
  const { t } = useTranslation();
  const { plan } = desk.state;
  const because = useBecause(plan);
  const { uidOf, idOf } = plan.mapped();
  const uid = uidOf.get(task.id);
  if (uid === undefined) return null;
  const reasons = reasonsFor(plan.schedule(), uid).slice(0, MOST);
  return (
    <section>
      <h3>{t('planning.why.title')}</h3>
      <ol className={classes['causes']}>
        {reasons.map((reason, step) => {
          const { uid: at, name } = reason;
          return (
            <li key={`${at} ${reason.because.kind}`}>
              {step === 0 ? (
                <b>{name}</b>
              ) : (
                <button type="button" className={classes['go']} onClick={() => desk.goTo(idOf.get(at) ?? '')}>
                  {name}
                </button>
              )}
              <span>{because(reason)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What waits for the task, and what of it would move at once. */
function Followers({ desk, task }: Parts) {
  const { t } = useTranslation();
  const { plan } = desk.state;
  const { dates, model } = plan.schedule();
  const waiting = plan.records().links.filter(({ from }) => from === task.id);
  if (waiting.length === 0) return null;
  const drives = (to: string): boolean => {
    const cause = dates.cause[plan.indexOf(to) ?? -1] ?? -1;
    return cause >= 0 && model.linkFrom[cause] === plan.indexOf(task.id);
  };
  return (
    <section>
      <h3>{t('planning.why.followers', { count: waiting.length })}</h3>
      <ul className={classes['causes']}>
        {waiting.slice(0, MOST).map(({ id, to, fields }) => {
          const row = plan.indexOf(to) ?? 0;
          return (
            <li key={id}>
              <button type="button" className={classes['go']} onClick={() => desk.goTo(to)}>
                {plan.records().tasks[row]?.fields.title}
              </button>
              <span>
                {writeLink((plan.indexOf(task.id) ?? 0) + 1, fields, measuresOf(plan))}
                {drives(to) && ` · ${t('planning.why.drives')}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What holds the task besides logic. */
function Held({ desk, task }: Parts) {
  const { t } = useTranslation();
  const words = useWords();
  const { constraint = 'asap', constraintDate, deadline } = task.fields;
  const { plan } = desk.state;
  const what = t('planning.did.cell', { column: words.field(taskKind.name, 'constraint'), task: task.fields.title });
  const day = constraintDate?.slice(0, 10) ?? '';
  const options = Object.keys(CONSTRAINTS).filter(isConstraint);
  const hold = (type: string, date: string): void => {
    const next = constraintOf(type);
    const at = date === '' ? formatInstant(datesIn(plan, task.id).start).slice(0, 10) : date;
    const time = next.startsWith('f') || next === 'mfo' ? 'T17:00' : 'T08:00';
    desk.carryOut(what, {
      edits: [
        { do: 'set', task: task.id, fields: { constraint: next, constraintDate: needsDate(next) ? at + time : null } },
      ],
    });
  };
  return (
    <section className={classes['held']}>
      <NativeSelect
        size="xs"
        label={words.field(taskKind.name, 'constraint')}
        value={constraint}
        onChange={(event) => hold(event.currentTarget.value, day)}
        data={options.map((one) => ({ value: one, label: words.option(taskKind.name, 'constraint', one) }))}
      />
      {needsDate(constraint) && (
        <TextInput
          size="xs"
          type="date"
          key={day}
          label={words.field(taskKind.name, 'constraintDate')}
          defaultValue={day}
          onBlur={(event) => {
            const typed = event.currentTarget.value;
            if (typed !== '' && typed !== day) hold(constraint, typed);
          }}
        />
      )}
      <TextInput
        size="xs"
        type="date"
        key={`deadline ${deadline}`}
        label={words.field(taskKind.name, 'deadline')}
        defaultValue={deadline?.slice(0, 10) ?? ''}
        onBlur={(event) => {
          const typed = event.currentTarget.value;
          if (typed === (deadline?.slice(0, 10) ?? '')) return;
          const fields = { deadline: typed === '' ? null : `${typed}T17:00` };
          const did = t('planning.did.cell', {
            column: words.field(taskKind.name, 'deadline'),
            task: task.fields.title,
          });
          desk.carryOut(did, { edits: [{ do: 'set', task: task.id, fields }] });
        }}
      />
    </section>
  );
}
