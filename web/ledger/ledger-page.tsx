import { RECORD_COMMANDS } from '@callosum/kernel';
import { proofPath } from '@callosum/kernel/contract';
import { Button, Code } from '@mantine/core';
import { IconDownload, IconEraser, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import { useNameOf } from '../api/people.tsx';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { HistoryEntry, LedgerCheck } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './ledger.module.css';
import { LedgerState } from './ledger-state.tsx';

const PAGE = 50;
/** Commands that say no more than the action itself does. */
const GENERAL = new Set(RECORD_COMMANDS.map((command) => command.name));

/** Who did what, when; and the proof that nothing was altered. */
export function LedgerPage() {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const navigate = useNavigate();
  const [check, setCheck] = useState<LedgerCheck>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [busy, setBusy] = useState(false);
  const status = useQuery(api.ledger.status.queryOptions({ input: { key: project.key } }));
  const events = useInfiniteQuery(
    api.ledger.events.infiniteOptions({
      input: (before: number | undefined) => ({
        key: project.key,
        limit: PAGE,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.events.length < PAGE ? undefined : page.events.at(-1)?.sequence),
    }),
  );
  const verify = async (): Promise<void> => {
    setBusy(true);
    try {
      setCheck(await api.ledger.verify.call({ key: project.key }));
      setProblems([]);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const action: Action = {
    id: 'verify-ledger',
    labelKey: 'ledger.verify',
    group: 'do',
    icon: IconShieldCheck,
    run: () => void verify(),
  };
  const redact: Action = {
    id: 'redact',
    labelKey: 'redaction.open',
    group: 'do',
    icon: IconEraser,
    run: () => void navigate({ to: '/p/$key/redaction', params: { key: project.key } }),
  };
  const mayRedact = project.mayRun('redaction.ask');
  useActions(mayRedact ? [action, redact] : [action]);
  return (
    <Page
      title={t('ledger.title')}
      context={project.title}
      lead={t('ledger.lead')}
      actions={
        <>
          {mayRedact && <ActionButton action={redact} />}
          <ActionButton action={action} variant="filled" loading={busy} />
        </>
      }
    >
      <Problems problems={problems} focus />
      <Result check={check} busy={busy} />
      <Loaded query={status}>{(state) => <LedgerState state={state} />}</Loaded>
      <section className={classes['section']} aria-labelledby="offline">
        <h2 id="offline">{t('ledger.offline')}</h2>
        <p>{t('ledger.offlineHow')}</p>
        <Code block>npx callosum ledger verify {project.key}-1.proof.json</Code>
      </section>
      <Loaded query={events}>
        {({ pages }) => (
          <>
            <table className={classes['events']}>
              <caption className="hidden">{t('ledger.title')}</caption>
              <thead>
                <tr>
                  {(['event', 'when', 'who', 'what', 'record', 'proof'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(column === 'record' ? 'readiness.rows.record' : `ledger.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {pages
                  .flatMap((page) => page.events)
                  .map((event) => (
                    <EventRow key={event.sequence} event={event} />
                  ))}
              </tbody>
            </table>
            {events.hasNextPage && (
              <Button
                mt="md"
                size="xs"
                variant="default"
                loading={events.isFetchingNextPage}
                onClick={() => void events.fetchNextPage()}
              >
                {t('kit.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Result({ check, busy }: { readonly check: LedgerCheck | undefined; readonly busy: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const detail = check?.firstFault ? words.sentence(check.firstFault.sentences.detail) : '';
  return (
    <output className={classes['result']} data-ok={check?.ok}>
      {busy && t('ledger.verifying')}
      {!busy && check?.ok && (
        <>
          <StateMark tone="met" quiet word={t('state.met')} />{' '}
          {t('ledger.ok', { number: format.number(check.events), seconds: format.number(check.ms / 1_000, 2) })}
        </>
      )}
      {!busy && check && !check.ok && (
        <>
          <StateMark tone="unmet" quiet word={t('state.unmet')} />{' '}
          {t('ledger.faulty', { sequence: check.firstFault?.sequence ?? 0, detail })} {t('ledger.faultRemedy')}
        </>
      )}
    </output>
  );
}

function EventRow({ event }: { readonly event: HistoryEntry }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const { key } = useProject();
  return (
    <tr>
      <td className="numeric">{event.sequence}</td>
      <td className={classes['nowrap']}>
        <time dateTime={event.recorded}>{format.instant(event.recorded)}</time>
      </td>
      <td>{nameOf(event.account)}</td>
      <td>
        {event.link
          ? t('ledger.link', { link: words.link(event.link.type, 'out') })
          : t('ledger.record', {
              action: t(`record.action.${event.action}`, { defaultValue: t('record.action.other') }),
              kind: words.one(event.subject.kind),
            })}
        {!GENERAL.has(event.command) && <span className={classes['soft']}> {words.command(event.command)}</span>}
      </td>
      <td>
        <Link to="/p/$key/$reference" params={{ key, reference: event.link?.from ?? event.subject.id }}>
          {event.title || t('record.noField')}
        </Link>
      </td>
      <td className={classes['nowrap']}>
        <a href={proofPath(key, event.sequence)} download>
          <IconDownload size={15} stroke={1.7} aria-hidden="true" />
          <span className="hidden">{t('ledger.download', { sequence: event.sequence })}</span>
        </a>
      </td>
    </tr>
  );
}
