import { type SentenceForm } from '@callosum/kernel/say';
import { CommandButton, Mentioned, StateMark, useAsk, useFormat, useProject, useWords } from '@callosum/web/views';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { QueueCount } from '../views/queue-count.ts';
import type { EndpointOffer } from '../views/received.ts';
import classes from './workbench.module.css';

const status = z.object({
  host: z.string(),
  listening: z.boolean(),
  port: z.number().optional(),
  connected: z.number().optional(),
  received: z.number().optional(),
  problem: z.string().optional(),
  sentences: z.object({ problem: z.custom<SentenceForm>() }).optional(),
});

/** A port opens and falls a little after its record says so. */
const LOOK_EVERY_MS = 2_000;

/** How an endpoint does at its port; asked for again and again while it listens. */
export function useEndpointStatus({ id, state }: EndpointOffer): z.infer<typeof status> | undefined {
  const project = useProject();
  const ask = useAsk('interoperability');
  const { data } = useQuery({
    queryKey: ['interoperability', 'endpoint', project.key, id, state],
    gcTime: 0,
    refetchInterval: state === 'listening' ? LOOK_EVERY_MS : false,
    queryFn: async ({ signal }) => status.parse(await ask('endpoint', { endpoint: id }, signal)),
  });
  return data;
}

/** Whether the port is open, where to send to, and what to do when it is not. */
export function Listening({ endpoint }: { readonly endpoint: EndpointOffer }) {
  const { t } = useTranslation();
  const words = useWords();
  const { id, state, title } = endpoint;
  const data = useEndpointStatus(endpoint);
  if (state === 'off') {
    return (
      <div className={classes['tools']}>
        <StateMark tone="unknown" word={t('interoperability.endpoint.off')} />
        <CommandButton
          command="testEndpoint.start"
          input={{ id }}
          label={t('interoperability.endpoint.startOf', { title })}
          done={t('interoperability.endpoint.started')}
        >
          {t('interoperability.endpoint.start')}
        </CommandButton>
      </div>
    );
  }
  if (!data) return null;
  const { host, port, listening, connected = 0, problem, sentences } = data;
  const address = `${host}:${String(port ?? '')}`;
  return (
    <div className={classes['tools']}>
      {listening ? (
        <>
          <StateMark tone="met" word={t('interoperability.endpoint.listens', { address })} />
          <span className={classes['soft']}>
            {connected === 0
              ? t('interoperability.endpoint.nobody')
              : t('interoperability.endpoint.connections', { count: connected })}{' '}
            {t('interoperability.endpoint.howToSend')} <code>callosum mllp send FILE --to {address}</code>
          </span>
        </>
      ) : (
        <StateMark
          tone="unmet"
          word={
            problem === undefined
              ? t('interoperability.endpoint.opening')
              : sentences
                ? words.sentence(sentences.problem)
                : problem
          }
        />
      )}
      <CommandButton
        command="testEndpoint.stop"
        input={{ id }}
        label={t('interoperability.endpoint.stopOf', { title })}
        done={t('interoperability.endpoint.stopped')}
      >
        {t('interoperability.endpoint.stop')}
      </CommandButton>
    </div>
  );
}

/** The queue that an endpoint counts for: what was sent is delivered, rejected or queued, or is missing. */
export function Counted({ queue }: { readonly queue: QueueCount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sent, delivered = 0, rejected = 0, queued = 0, missing = 0, countedAt } = queue;
  return (
    <p>
      <Mentioned record={queue} />{' '}
      {sent === undefined ? (
        <span className={classes['soft']}>{t('interoperability.endpoint.notCounted')}</span>
      ) : (
        <>
          <StateMark
            tone={missing === 0 ? 'met' : 'unmet'}
            word={t('interoperability.endpoint.counted', {
              sent: format.number(sent),
              delivered: format.number(delivered),
              rejected: format.number(rejected),
              queued: format.number(queued),
            })}
          />{' '}
          <span className={classes['soft']}>
            {missing !== 0 &&
              t('interoperability.endpoint.missing', { count: missing, number: format.number(missing) })}{' '}
            {countedAt !== undefined && format.instant(countedAt)}
          </span>
        </>
      )}
    </p>
  );
}
