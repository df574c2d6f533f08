import type { ModelOf } from '@callosum/kernel';
import {
  Figures,
  Find,
  Loaded,
  Mentioned,
  Problems,
  problemsOf,
  StateMark,
  Toggles,
  useFormat,
  useProject,
  useWords,
  type ViewProps,
} from '@callosum/web/views';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { receivedView } from '../index.ts';
import type { EndpointOffer } from '../views/received.ts';
import { Counted, Listening, useEndpointStatus } from './listening.tsx';
import { MessagePanel } from './message-panel.tsx';
import { Onward } from './onward.tsx';
import { OpenEndpoint } from './open-endpoint.tsx';
import { RowList } from './row-list.tsx';
import { type Bench, useBench } from './use-bench.ts';
import { type ReceivedLine, useReceive, useReceived } from './use-received.ts';
import classes from './workbench.module.css';

type Props = ViewProps<ModelOf<typeof receivedView>>;

/** What came in at an endpoint: searched and narrowed by the server, opened message by message. */
export default function Received({ model, choices, onChoose }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const bench = useBench();
  const { endpoints } = model;
  const mayOpen = project.mayRun('testEndpoint.open');
  const endpoint =
    endpoints.find(({ id }) => id === choices['endpoint']) ??
    endpoints.find(({ received }) => received > 0) ??
    endpoints[0];
  if (mayOpen && (!endpoint || choices['open'] !== undefined)) {
    return (
      <OpenEndpoint
        model={model}
        chosen={choices['open']}
        onLeave={endpoint && (() => onChoose({ open: undefined }))}
        onOpened={(id) => onChoose({ endpoint: id, open: undefined, trigger: undefined, message: undefined })}
      />
    );
  }
  if (!endpoint) return <p>{t('interoperability.received.noEndpoint')}</p>;
  return (
    <>
      <div className={classes['tools']}>
        <NativeSelect
          size="xs"
          label={words.one('testEndpoint')}
          value={endpoint.id}
          onChange={(event) =>
            onChoose({ endpoint: event.currentTarget.value, trigger: undefined, message: undefined, find: undefined })
          }
          data={endpoints.map((one) => ({
            value: one.id,
            label: `${words.reference(one.kind, one.number)} ${one.title}`,
          }))}
        />
        <Mentioned record={endpoint} />
        <span className={classes['soft']}>{words.state(endpoint.kind, endpoint.state)}</span>
        {endpoint.of && <Of record={endpoint.of} />}
        {mayOpen && (
          <Button
            size="xs"
            variant="default"
            onClick={() => onChoose({ open: endpoint.of?.id ?? model.interfaces[0]?.id })}
          >
            {t('interoperability.endpoint.another')}
          </Button>
        )}
        {endpoint.received === 0 && <Onward view="runs" choices={{ make: endpoint.of?.id }} />}
      </div>
      <Listening endpoint={endpoint} />
      {endpoint.queue && <Counted queue={endpoint.queue} />}
      <Messages key={endpoint.id} bench={bench} endpoint={endpoint} choices={choices} onChoose={onChoose} />
    </>
  );
}

function Of({ record }: { readonly record: NonNullable<EndpointOffer['of']> }) {
  const words = useWords();
  const { key } = useProject();
  return (
    <Link to="/p/$key/view/$view" params={{ key, view: 'interface' }} search={{ interface: record.id }}>
      {words.reference(record.kind, record.number)} {record.title}
    </Link>
  );
}

function Messages({
  bench,
  endpoint,
  choices,
  onChoose,
}: Pick<Props, 'choices' | 'onChoose'> & { readonly bench: Bench; readonly endpoint: EndpointOffer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { find, trigger, show, from, message } = choices;
  const status = useEndpointStatus(endpoint);
  const received = useReceived(
    {
      endpoint: endpoint.id,
      find,
      trigger,
      valid: show === undefined ? undefined : show === 'conforming',
      run: from === undefined ? undefined : from === 'runs',
    },
    // Its record counts what partners sent; what a run sends is seen at the port alone.
    `${endpoint.received} ${endpoint.lastAt ?? ''} ${status?.received ?? ''}`,
  );
  const pages = received.data?.pages ?? [];
  const lines = pages.flatMap(({ messages }) => messages);
  const found = pages[0]?.found ?? 0;
  const triggers = pages[0]?.triggers ?? [];
  const sum = (of: 'received' | 'conforming' | 'ofRuns' | 'conformingOfRuns'): number =>
    triggers.reduce((all, one) => all + one[of], 0);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = received;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [kept, conforming, ofRuns] = [sum('received'), sum('conforming'), sum('ofRuns')];
  // What partners sent is what facts count; a run sends faults on purpose.
  const [sent, good] = [kept - ofRuns, conforming - sum('conformingOfRuns')];
  return (
    <>
      <Figures
        figures={[
          { value: format.number(sent), label: t('interoperability.received.kept') },
          { value: format.number(good), label: t('interoperability.received.conforming') },
          { value: format.number(sent - good), label: t('interoperability.received.faulty') },
          ...(ofRuns > 0 ? [{ value: format.number(ofRuns), label: t('interoperability.received.besides') }] : []),
        ]}
      />
      <div className={classes['tools']}>
        <Find
          label={t('interoperability.messages.find')}
          value={find ?? ''}
          onChange={(next) => onChoose({ find: next, message: undefined })}
        />
        <Toggles
          label={t('interoperability.messages.narrow')}
          value={show}
          options={[
            { value: 'conforming', label: t('interoperability.received.conforming'), count: conforming },
            { value: 'faulty', label: t('interoperability.received.faulty'), count: kept - conforming },
          ]}
          onChange={(next) => onChoose({ show: next, message: undefined })}
        />
        {ofRuns > 0 && (
          <Toggles
            label={t('interoperability.received.from')}
            value={from}
            options={[
              { value: 'partners', label: t('interoperability.received.partners'), count: kept - ofRuns },
              { value: 'runs', label: t('interoperability.received.runs'), count: ofRuns },
            ]}
            onChange={(next) => onChoose({ from: next, message: undefined })}
          />
        )}
        {triggers.length > 1 && (
          <Toggles
            label={t('interoperability.received.trigger')}
            value={trigger}
            options={triggers.map((one) => ({
              value: one.trigger,
              label: one.trigger || t('interoperability.messages.noType'),
              count: one.received,
            }))}
            onChange={(next) => onChoose({ trigger: next, message: undefined })}
          />
        )}
        <output className={classes['soft']}>
          {received.data &&
            t('interoperability.messages.shown', {
              shown: format.number(found),
              count: kept,
              number: format.number(kept),
            })}
        </output>
      </div>
      {kept === 0 && received.data && <p>{t('interoperability.received.none')}</p>}
      {received.isError && <Problems problems={problemsOf(received.error)} />}
      {lines.length > 0 && (
        <RowList rows={lines} total={found} opened={message} onOpen={(id) => onChoose({ message: id })} onEnd={onEnd}>
          {(line) => <Line line={line} />}
        </RowList>
      )}
      {message !== undefined && (
        <Opened
          key={message}
          bench={bench}
          id={message}
          lines={lines}
          onClose={() => onChoose({ message: undefined })}
        />
      )}
    </>
  );
}

function Line({ line }: { readonly line: ReceivedLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <StateMark
        quiet
        tone={line.valid ? 'met' : 'unmet'}
        word={t(line.valid ? 'interoperability.received.conforming' : 'interoperability.received.faulty')}
      />
      <strong>{line.trigger || t('interoperability.messages.noType')}</strong>
      <span className={classes['cut']}>{line.controlId}</span>
      <span className={classes['cut']}>{format.instant(line.received)}</span>
      <span className={classes['wide']}>
        {line.run === null
          ? t('interoperability.received.answered', { code: line.answer })
          : t('interoperability.received.answeredRun', { code: line.answer })}
      </span>
      <span className={classes['count']}>
        {line.errors > 0 &&
          t('interoperability.messages.findings', { count: line.errors, number: format.number(line.errors) })}
      </span>
      <span className={classes['wide']}>{line.version}</span>
    </>
  );
}

/** Offered at most to compare with. */
const OFFERED = 200;

function Opened({
  bench,
  id,
  lines,
  onClose,
}: {
  readonly bench: Bench;
  readonly id: string;
  readonly lines: readonly ReceivedLine[];
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const receive = useReceive(bench);
  const panel = useId();
  const number = useQuery({
    queryKey: ['interoperability', 'opened', id, panel],
    staleTime: Infinity,
    // The worker that holds it goes with the page.
    gcTime: 0,
    queryFn: () => receive(id),
  });
  const compareWith = useCallback(
    async (other: string) => bench.ask('compare', { left: await receive(id), right: await receive(other) }),
    [bench, id, receive],
  );
  const trigger = lines.find((line) => line.id === id)?.trigger;
  const others = lines
    .filter((line) => line.id !== id)
    .sort((a, b) => Number(b.trigger === trigger) - Number(a.trigger === trigger))
    .slice(0, OFFERED)
    .map((line) => ({
      value: line.id,
      label: [line.trigger, line.controlId, format.instant(line.received)].filter(Boolean).join(' · '),
    }));
  return (
    <Loaded query={number}>
      {(at) => (
        <MessagePanel bench={bench} id={at} path={undefined} comparing={{ others, compareWith }} onClose={onClose} />
      )}
    </Loaded>
  );
}
