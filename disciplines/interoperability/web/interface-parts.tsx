import type { Mention } from '@callosum/kernel';
import {
  Mentioned,
  StateMark,
  useFormat,
  useNameOf,
  useProject,
  useReason,
  useWords,
  ViewTable,
} from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Told } from '../views/told.ts';
import type { OneInterface } from '../views/interface.ts';
import { RunCells } from './run-cells.tsx';
import classes from './interface.module.css';

/** Records of a kind that are shown at once. */
const MOST = 8;

/** What an interface is made of. A part without records says so in a line, and where the first one is made. */
export function InterfaceParts({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <Tests opened={opened} />
      <Endpoints opened={opened} />
      <Queues opened={opened} />
      <Gaps opened={opened} />
      <div className={classes['columns']}>
        <Part
          of={opened}
          kind="messageProfile"
          link="messageProfile.of"
          count={opened.profiles.length}
          {...(isHl7(opened)
            ? { begins: { view: 'messages', choice: 'interface', label: t('interoperability.next.look.messages') } }
            : {})}
        >
          <ul className={classes['links']}>
            {opened.profiles.map((one) => (
              <li key={one.id}>
                <Mentioned record={one} />{' '}
                <span className={classes['soft']}>
                  {[one.structure, one.end === undefined ? undefined : words.option(one.kind, 'end', one.end)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {one.file !== undefined && (
                  <>
                    {' '}
                    <Field profile={one.id} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Part>
        <Part of={opened} kind="mapping" link="mapping.for" count={opened.mappings.length}>
          <Judged records={opened.mappings} />
        </Part>
        <Part of={opened} kind="codeMap" link="codeMap.for" count={opened.codeMaps.length}>
          <Judged records={opened.codeMaps} />
        </Part>
        <section className={classes['part']}>
          <h2>{words.many('environment')}</h2>
          {opened.environments.length === 0 && (
            <p className={classes['soft']}>{t('interoperability.interface.noEnvironment')}</p>
          )}
          <ul className={classes['links']}>
            {opened.environments.map((one) => (
              <li key={one.id}>
                <Mentioned record={one} />{' '}
                <span className={classes['soft']}>
                  {[words.option(one.kind, 'purpose', one.purpose), one.version].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
        {opened.linked.map(({ kind, records }) => (
          <section key={kind} className={classes['part']}>
            <h2>{words.many(kind)}</h2>
            <Records records={records} />
          </section>
        ))}
      </div>
    </>
  );
}

/** What the workbench makes is made of messages of HL7 version 2; nobody may have said yet that they are. */
function isHl7({ fields: { standard = 'hl7v2' } }: OneInterface): boolean {
  return standard === 'hl7v2';
}

/** A part with its heading, and the way to its first record where there is none. */
function Part(props: {
  readonly of: Mention;
  readonly kind: string;
  readonly link: string;
  readonly count: number;
  /** Where the first one is begun, when not in its form. */
  readonly begins?: { readonly view: string; readonly choice: string; readonly label: string };
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { key } = useProject();
  const { kind, link, begins } = props;
  return (
    <section className={classes['part']}>
      <h2>{words.many(kind)}</h2>
      {props.count > 0 ? (
        props.children
      ) : (
        <p className={classes['soft']}>
          {t('interoperability.interface.none')}{' '}
          {begins ? (
            <Link to="/p/$key/view/$view" params={{ key, view: begins.view }} search={{ [begins.choice]: props.of.id }}>
              {begins.label}
            </Link>
          ) : (
            <Link to="/p/$key/new/$kind" params={{ key, kind }} search={{ link, to: props.of.id }}>
              {t('interoperability.next.make', { kind: words.one(kind) })}
            </Link>
          )}
        </p>
      )}
    </section>
  );
}

function Records({ records }: { readonly records: readonly Mention[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <ul className={classes['links']}>
        {records.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Mentioned record={one} /> <span className={classes['soft']}>{words.state(one.kind, one.state)}</span>
          </li>
        ))}
      </ul>
      {records.length > MOST && (
        <p className={classes['soft']}>{t('interoperability.interface.others', { count: records.length - MOST })}</p>
      )}
    </>
  );
}

function Judged({ records }: { readonly records: readonly (Mention & { readonly told?: Told | undefined })[] }) {
  const reason = useReason();
  return (
    <ul className={classes['links']}>
      {records.map((one) => (
        <li key={one.id}>
          <Mentioned record={one} />
          {one.told && (
            <div className={classes['soft']}>
              <StateMark quiet tone={one.told.ok ? 'met' : 'unmet'} /> {reason(one.told)}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Field({ profile }: { readonly profile: string }) {
  const { t } = useTranslation();
  const { key } = useProject();
  return (
    <Link to="/p/$key/view/$view" params={{ key, view: 'profile' }} search={{ profile }}>
      {t('interoperability.derive.open')}
    </Link>
  );
}

function Tests({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  const reason = useReason();
  const { key } = useProject();
  const { tests } = opened;
  return (
    <Part
      of={opened}
      kind="interfaceTest"
      link="interfaceTest.tests"
      count={tests.length}
      {...(isHl7(opened)
        ? { begins: { view: 'runs', choice: 'make', label: t('interoperability.next.look.cases') } }
        : {})}
    >
      <ViewTable label={words.many('interfaceTest')}>
        <thead>
          <tr>
            <th scope="col">{words.one('interfaceTest')}</th>
            <th scope="col">{words.field('interfaceTest', 'trigger')}</th>
            <th scope="col">{words.field('interfaceTest', 'ranOn')}</th>
            <th scope="col" data-align="end">
              {t('interoperability.interface.correct')}
            </th>
            <th scope="col">{t('interoperability.interface.stands')}</th>
          </tr>
        </thead>
        <tbody>
          {tests.slice(0, MOST).map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
                <div className={classes['soft']}>
                  {words.option(one.kind, 'level', one.level)}
                  {one.hasCases && (
                    <>
                      {' · '}
                      <Link to="/p/$key/view/$view" params={{ key, view: 'runs' }} search={{ test: one.id }}>
                        {t('interoperability.next.look.runs')}
                      </Link>
                    </>
                  )}
                </div>
              </th>
              <td>{one.trigger}</td>
              <RunCells run={one} />
              <td>
                {one.told ? (
                  <>
                    <StateMark quiet tone={one.told.ok ? 'met' : 'unmet'} /> {reason(one.told)}
                  </>
                ) : (
                  words.state(one.kind, one.state)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      {tests.length > MOST && (
        <p className={classes['soft']}>{t('interoperability.interface.earlier', { count: tests.length - MOST })}</p>
      )}
    </Part>
  );
}

function Endpoints({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { key } = useProject();
  return (
    <Part
      of={opened}
      kind="testEndpoint"
      link="testEndpoint.of"
      count={opened.endpoints.length}
      begins={{ view: 'received', choice: 'open', label: t('interoperability.next.look.endpoint') }}
    >
      <ul className={classes['links']}>
        {opened.endpoints.map((one) => (
          <li key={one.id}>
            <Mentioned record={one} />{' '}
            <span className={classes['soft']}>
              {words.state(one.kind, one.state)}
              {' · '}
              {t('interoperability.figure.conform', {
                part: format.number(one.conforming),
                whole: format.number(one.received),
                count: one.received,
              })}
              {one.lastAt !== undefined && ` · ${format.instant(one.lastAt)}`}
            </span>{' '}
            <Link to="/p/$key/view/$view" params={{ key, view: 'received' }} search={{ endpoint: one.id }}>
              {t('interoperability.next.look.received')}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Queues({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const COUNTS = ['sent', 'delivered', 'rejected', 'queued', 'missing'] as const;
  return (
    <Part of={opened} kind="queue" link="queue.of" count={opened.queues.length}>
      <ViewTable label={words.many('queue')}>
        <thead>
          <tr>
            <th scope="col">{words.one('queue')}</th>
            <th scope="col">{words.field('queue', 'owner')}</th>
            <th scope="col">{words.field('queue', 'reconciledAt')}</th>
            {COUNTS.map((name) => (
              <th key={name} scope="col" data-align="end">
                {words.field('queue', name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {opened.queues.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
              </th>
              <td>{one.owner === undefined ? t('interoperability.inventory.nobody') : nameOf(one.owner)}</td>
              <td>{one.countedAt === undefined ? '' : format.instant(one.countedAt)}</td>
              {COUNTS.map((name) => (
                <td key={name} data-align="end">
                  {name === 'missing' && (one.missing ?? 0) !== 0 && <StateMark quiet tone="unmet" />}{' '}
                  {one[name] === undefined ? '' : format.number(one[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ViewTable>
    </Part>
  );
}

function Gaps({ opened }: { readonly opened: OneInterface }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const { key } = useProject();
  if (opened.gaps.length === 0) return null;
  // What is still open is what somebody comes for.
  const gaps = opened.gaps.toSorted((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'));
  return (
    <section className={classes['part']}>
      <h2>{words.many('interfaceGap')}</h2>
      <ViewTable label={words.many('interfaceGap')}>
        <thead>
          <tr>
            <th scope="col">{words.one('interfaceGap')}</th>
            <th scope="col">{words.field('interfaceGap', 'place')}</th>
            <th scope="col">{words.field('interfaceGap', 'owner')}</th>
            <th scope="col">{t('interoperability.gaps.treated')}</th>
          </tr>
        </thead>
        <tbody>
          {gaps.slice(0, MOST).map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
                <div className={classes['soft']}>{words.state(one.kind, one.state)}</div>
              </th>
              <td>{one.place}</td>
              <td>{one.owner === undefined ? t('interoperability.inventory.nobody') : nameOf(one.owner)}</td>
              <td>
                {one.treatment !== undefined && words.option(one.kind, 'treatment', one.treatment)}
                {one.by.map((by) => (
                  <div key={by.id}>
                    <Mentioned record={by} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      {gaps.length > MOST && (
        <p className={classes['soft']}>
          {t('interoperability.interface.others', { count: gaps.length - MOST })}{' '}
          <Link to="/p/$key/view/$view" params={{ key, view: 'gaps' }}>
            {t('interoperability.next.look.gaps')}
          </Link>
        </p>
      )}
    </section>
  );
}
