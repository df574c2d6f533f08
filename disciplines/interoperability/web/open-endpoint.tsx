import { Problems, type Trouble, useAnnounce, useAsk, useCommand, useProject, useWords } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ReceivedModel } from '../views/received.ts';
import classes from './workbench.module.css';

const ports = z.object({
  host: z.string(),
  first: z.number().optional(),
  last: z.number().optional(),
  /** By endpoints of any project. */
  taken: z.array(z.number()),
});
const made = z.object({ id: z.string() });
const NEW = 'new';
const NONE = 'none';

/** Opens a port for messages of an interface, with the environment and the queue that go with it, all at once. */
export function OpenEndpoint({
  model: { interfaces, environments },
  chosen,
  onLeave,
  onOpened,
}: {
  readonly model: ReceivedModel;
  readonly chosen: string | undefined;
  readonly onLeave: (() => void) | undefined;
  readonly onOpened: (id: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const announce = useAnnounce();
  const ask = useAsk('interoperability');
  const { run, pending } = useCommand(project.key);
  const allowed = useQuery({
    queryKey: ['interoperability', 'ports', project.key],
    queryFn: async ({ signal }) => ports.parse(await ask('ports', {}, signal)),
  }).data;
  const [of, setOf] = useState(chosen ?? interfaces[0]?.id ?? '');
  const about = interfaces.find(({ id }) => id === of);
  const [place, setPlace] = useState(environments[0]?.id ?? NEW);
  const [placeName, setPlaceName] = useState('');
  const [typed, setPort] = useState<string>();
  const [answers, setAnswers] = useState('valid');
  const [counts, setCounts] = useState<string>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  if (!about) return <p>{t('interoperability.endpoint.noInterface')}</p>;
  const port = typed ?? String(freePort(allowed?.first, allowed?.last, allowed?.taken ?? []) ?? '');
  const queue = counts ?? about.queues[0]?.id ?? NEW;
  const named = placeName.trim() || t('interoperability.endpoint.placeName', { interface: about.title });
  const open = async (): Promise<void> => {
    const outcome = await run('testEndpoint.open', {
      interface: about.id,
      title: t('interoperability.endpoint.titled', { interface: about.title }).slice(0, 300),
      port: Number(port),
      answers,
      owner: project.account,
      environment: place === NEW ? { title: named.slice(0, 300) } : { id: place },
      ...(queue === NONE
        ? {}
        : {
            queue:
              queue === NEW
                ? { title: t('interoperability.endpoint.queueName', { interface: about.title }).slice(0, 300) }
                : { id: queue },
          }),
    });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    announce(t('interoperability.endpoint.started'));
    onOpened(made.parse(outcome.result).id);
  };
  const mention = (one: {
    readonly id: string;
    readonly kind: string;
    readonly number: number;
    readonly title: string;
  }) => ({
    value: one.id,
    label: `${words.reference(one.kind, one.number)} ${one.title}`,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h2>{t('interoperability.endpoint.open')}</h2>
      <p className={classes['soft']}>
        {t('interoperability.endpoint.why')}{' '}
        {allowed?.first !== undefined &&
          t('interoperability.endpoint.allowed', { first: String(allowed.first), last: String(allowed.last) })}
      </p>
      {allowed && allowed.first === undefined && <p data-tone="unmet">{t('interoperability.endpoint.noPorts')}</p>}
      <div className={classes['form']}>
        <NativeSelect
          size="xs"
          label={words.one('interface')}
          value={of}
          onChange={(event) => {
            setOf(event.currentTarget.value);
            setCounts(undefined);
          }}
          data={interfaces.map(mention)}
        />
        <NativeSelect
          size="xs"
          label={words.one('environment')}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          data={[...environments.map(mention), { value: NEW, label: t('interoperability.endpoint.newPlace') }]}
        />
        {place === NEW && (
          <TextInput
            size="xs"
            label={t('interoperability.endpoint.newPlaceName')}
            placeholder={named}
            maxLength={300}
            value={placeName}
            onChange={(event) => setPlaceName(event.currentTarget.value)}
          />
        )}
        <TextInput
          size="xs"
          type="number"
          required
          label={words.field('testEndpoint', 'port')}
          min={allowed?.first ?? 1}
          max={allowed?.last ?? 65_535}
          value={port}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={words.field('testEndpoint', 'answers')}
          value={answers}
          onChange={(event) => setAnswers(event.currentTarget.value)}
          data={['valid', 'readable'].map((value) => ({
            value,
            label: words.option('testEndpoint', 'answers', value),
          }))}
        />
        <NativeSelect
          size="xs"
          label={t('interoperability.endpoint.queue')}
          value={queue}
          onChange={(event) => setCounts(event.currentTarget.value)}
          data={[
            ...about.queues.map(mention),
            { value: NEW, label: t('interoperability.endpoint.newQueue') },
            { value: NONE, label: t('interoperability.endpoint.noQueue') },
          ]}
        />
        <Button size="xs" type="submit" loading={pending} disabled={port === ''}>
          {t('interoperability.endpoint.begin')}
        </Button>
        {onLeave && (
          <Button size="xs" variant="default" onClick={onLeave}>
            {t('interoperability.endpoint.leave')}
          </Button>
        )}
      </div>
      <Problems problems={problems} focus />
    </form>
  );
}

/** The first port that is allowed and that none of this project listens on. */
function freePort(first: number | undefined, last: number | undefined, taken: readonly number[]): number | undefined {
  if (first === undefined || last === undefined) return undefined;
  for (let port = first; port <= last; port++) if (!taken.includes(port)) return port;
  return undefined;
}
