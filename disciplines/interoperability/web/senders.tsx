import { Mentioned, useFormat, useProject } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleLine } from '../bench/sample.ts';
import type { InterfaceOffer, ProfileOffer } from '../views/profiles.ts';
import { ProfileForm, type ProfileMade } from './profile-form.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** The systems whose messages lie here; of each a profile can be learnt and kept. */
export function Senders({
  bench,
  lines,
  interfaces,
  profiles,
  wanted,
}: {
  readonly bench: Bench;
  readonly lines: readonly SampleLine[];
  readonly interfaces: readonly InterfaceOffer[];
  readonly profiles: readonly ProfileOffer[];
  /** The interface that somebody came from. */
  readonly wanted: string | undefined;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const [kept, setKept] = useState<Readonly<Record<string, { readonly id: string; readonly end: string }>>>({});
  const senders = [...new Set(lines.map(({ sender }) => sender))].sort();
  const of = interfaces.find(({ id }) => id === (wanted ?? interfaces[0]?.id));
  // The one that is called as the system at the source of the interface; where none is, the first.
  const sending =
    senders.find((sender) => of?.sentBy.some((name) => sender.toLowerCase().split(' · ').includes(name))) ?? senders[0];
  const ends = Object.values(kept);
  const source = ends.find(({ end }) => end === 'source')?.id;
  const target = ends.find(({ end, id }) => end === 'target' && id !== source)?.id;
  return (
    <section className={classes['cards']} aria-label={t('interoperability.messages.parts.profiles')}>
      <p className={classes['soft']}>{t('interoperability.derive.about')}</p>
      {senders.map((sender) => (
        <Sender
          key={sender}
          bench={bench}
          sender={sender}
          lines={lines.filter((line) => line.sender === sender)}
          interfaces={interfaces}
          wanted={of?.id}
          sends={sender === sending}
          kept={profiles.find(({ id }) => id === kept[sender]?.id)}
          onKept={(id, end) => setKept((before) => ({ ...before, [sender]: { id, end } }))}
        />
      ))}
      {source !== undefined && target !== undefined && (
        <div>
          <Button
            size="xs"
            renderRoot={(props) => (
              <Link
                to="/p/$key/view/$view"
                params={{ key: project.key, view: 'gaps' }}
                search={{ source, target }}
                {...props}
              />
            )}
          >
            {t('interoperability.derive.compare')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Sender({
  bench,
  sender,
  lines,
  interfaces,
  wanted,
  sends,
  kept,
  onKept,
}: {
  readonly bench: Bench;
  readonly sender: string;
  readonly lines: readonly SampleLine[];
  readonly interfaces: readonly InterfaceOffer[];
  readonly wanted: string | undefined;
  /** Whether it seems to be the source. */
  readonly sends: boolean;
  readonly kept: ProfileOffer | undefined;
  readonly onKept: (id: string, end: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const types = [...new Set(lines.map(({ type }) => type))].sort().join(', ');
  const name = sender || t('interoperability.derive.noSender');
  const proposed = `${name}: ${types}`.slice(0, 300).trim();
  const learn = async (title: string): Promise<ProfileMade> => {
    // What differs from it is said in sentences: there it is called as briefly as can be.
    const derived = await bench.ask('derive', { sender, name: title === proposed ? name : title });
    return {
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
    };
  };
  const about = (
    <>
      <h2>{name}</h2>
      <p className={classes['soft']}>
        {t('interoperability.derive.from', { count: lines.length, number: format.number(lines.length), types })}
      </p>
    </>
  );
  if (kept) {
    return (
      <section aria-label={name}>
        {about}
        <p>
          <Mentioned record={kept} />{' '}
          <Link to="/p/$key/view/$view" params={{ key: project.key, view: 'profile' }} search={{ profile: kept.id }}>
            {t('interoperability.derive.open')}
          </Link>
        </p>
      </section>
    );
  }
  if (!project.mayRun('messageProfile.keep')) return <section aria-label={name}>{about}</section>;
  return (
    <section aria-label={name}>
      <ProfileForm
        begin={{ title: proposed, end: sends ? 'source' : 'target', interface: wanted }}
        interfaces={interfaces}
        keep={t('interoperability.derive.keep')}
        about={about}
        onMake={learn}
        onKept={onKept}
      />
    </section>
  );
}
