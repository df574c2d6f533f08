import type { Mention } from '@callosum/kernel';
import { Mentioned, Problems, type Trouble, useAnnounce, useFormat, useProject, useWords } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleLine } from '../bench/sample.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import { useKeeping } from './profile-file.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** The systems whose messages lie here; of each a profile can be learnt and kept. */
export function Senders({
  bench,
  lines,
  interfaces,
  profiles,
}: {
  readonly bench: Bench;
  readonly lines: readonly SampleLine[];
  readonly interfaces: readonly Mention[];
  readonly profiles: readonly ProfileOffer[];
}) {
  const { t } = useTranslation();
  const project = useProject();
  const [kept, setKept] = useState<Readonly<Record<string, { readonly id: string; readonly end: string }>>>({});
  const senders = [...new Set(lines.map(({ sender }) => sender))].sort();
  const ends = Object.values(kept);
  const source = ends.find(({ end }) => end === 'source')?.id;
  const target = ends.find(({ end, id }) => end === 'target' && id !== source)?.id;
  return (
    <section className={classes['cards']} aria-label={t('interoperability.messages.parts.profiles')}>
      <p className={classes['soft']}>{t('interoperability.derive.about')}</p>
      {senders.map((sender, at) => (
        <Sender
          key={sender}
          bench={bench}
          sender={sender}
          lines={lines.filter((line) => line.sender === sender)}
          interfaces={interfaces}
          first={at === 0}
          kept={profiles.find(({ id }) => id === kept[sender]?.id)}
          onKept={(id, end) => setKept((before) => ({ ...before, [sender]: { id, end } }))}
        />
      ))}
      {source !== undefined && target !== undefined && (
        <p>
          <Link to="/p/$key/view/$view" params={{ key: project.key, view: 'gaps' }} search={{ source, target }}>
            {t('interoperability.derive.compare')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Sender({
  bench,
  sender,
  lines,
  interfaces,
  first,
  kept,
  onKept,
}: {
  readonly bench: Bench;
  readonly sender: string;
  readonly lines: readonly SampleLine[];
  readonly interfaces: readonly Mention[];
  readonly first: boolean;
  readonly kept: ProfileOffer | undefined;
  readonly onKept: (id: string, end: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const project = useProject();
  const announce = useAnnounce();
  const { make, pending } = useKeeping();
  const types = [...new Set(lines.map(({ type }) => type))].sort().join(', ');
  const name = sender || t('interoperability.derive.noSender');
  const [title, setTitle] = useState(`${name}: ${types}`.slice(0, 300));
  const [end, setEnd] = useState(first ? 'source' : 'target');
  const [of, setOf] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const learn = async (): Promise<void> => {
    const derived = await bench.ask('derive', { sender, name: title });
    const outcome = await make({
      title,
      end,
      interface: of === '' ? undefined : of,
      written: derived.written,
      samples: derived.text,
      said: {
        ...(derived.structures.length > 0 ? { structure: derived.structures.join(', ').slice(0, 100) } : {}),
        basis: t('interoperability.derive.basis', { version: derived.profile.version }),
        ...(derived.own.length > 0 ? { localParts: derived.own.join(', ') } : {}),
        samples: t('interoperability.derive.samples', {
          count: derived.samples,
          types,
          date: format.date(project.today),
        }),
      },
    });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok && outcome.id !== undefined) {
      onKept(outcome.id, end);
      announce(t('interoperability.derive.kept', { title }));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void learn();
      }}
    >
      <h2>{name}</h2>
      <p className={classes['soft']}>
        {t('interoperability.derive.from', { count: lines.length, number: format.number(lines.length), types })}
      </p>
      {kept ? (
        <p>
          <Mentioned record={kept} />{' '}
          <Link to="/p/$key/view/$view" params={{ key: project.key, view: 'profile' }} search={{ profile: kept.id }}>
            {t('interoperability.derive.open')}
          </Link>
        </p>
      ) : (
        project.mayRun('messageProfile.keep') && (
          <div className={classes['form']}>
            <TextInput
              size="xs"
              label={t('interoperability.derive.title')}
              required
              maxLength={300}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <NativeSelect
              size="xs"
              label={t('interoperability.derive.end')}
              value={end}
              onChange={(event) => setEnd(event.currentTarget.value)}
              data={[
                { value: 'source', label: t('interoperability.derive.source') },
                { value: 'target', label: t('interoperability.derive.target') },
              ]}
            />
            <NativeSelect
              size="xs"
              label={t('interoperability.derive.interface')}
              value={of}
              onChange={(event) => setOf(event.currentTarget.value)}
              data={[
                { value: '', label: t('interoperability.derive.noInterface') },
                ...interfaces.map((one) => ({
                  value: one.id,
                  label: `${words.reference(one.kind, one.number)} ${one.title}`,
                })),
              ]}
            />
            <Button size="xs" type="submit" loading={pending}>
              {t('interoperability.derive.keep')}
            </Button>
          </div>
        )
      )}
      <Problems problems={problems} focus />
    </form>
  );
}
