import type { Mention } from '@callosum/kernel';
import { attach, Problems, type Trouble, useAnnounce, useCommand, useProject, useWords } from '@callosum/web/views';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Followed } from '../bench/laboratory.ts';
import { ROUND_TRIP_NAME } from '../laboratory/round-trip-name.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const made = z.object({ id: z.string() });

/** Keeps a round trip that was followed as a test of an interface, from end to end; the server follows it again through the file. */
export function KeepTrip({
  bench,
  followed,
  interfaces,
}: {
  readonly bench: Bench;
  readonly followed: Followed;
  readonly interfaces: readonly Mention[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const announce = useAnnounce();
  const { run, pending } = useCommand(project.key);
  const [about, setAbout] = useState(interfaces[0]?.id ?? '');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [kept, setKept] = useState<string>();
  if (!project.mayRun('interfaceTest.keepRoundTrip') || interfaces.length === 0) return null;
  if (followed.chart === null) return <p className={classes['soft']}>{t('interoperability.laboratory.keepNeeds')}</p>;

  const send = async (): Promise<{ readonly kept: string } | { readonly problems: readonly Trouble[] }> => {
    const trip = await bench.ask('trip', followed);
    if (!trip)
      return {
        problems: [{ severity: 'error', code: 'refused', message: t('interoperability.laboratory.keepNeeds') }],
      };
    const title = t('interoperability.laboratory.keptTitle', { code: followed.code });
    const { text, trigger } = trip;
    const given = { interface: about, title, level: 'endToEnd', trigger, owner: project.account };
    const begun = await run('interfaceTest.begin', given);
    if (!begun.ok) return begun;
    const { id } = made.parse(begun.result);
    const file = new File([text], `${followed.code.replaceAll(/[^\w-]/g, '-')}${ROUND_TRIP_NAME}`, {
      type: 'application/json',
    });
    const sent = await attach(
      { project: project.key, record: id },
      file,
      () => undefined,
      new AbortController().signal,
    );
    if ('problems' in sent) return sent;
    const done = await run('interfaceTest.keepRoundTrip', { id, file: sent.hash, year: new Date().getUTCFullYear() });
    if (!done.ok) return done;
    return { kept: id };
  };
  const keep = async (): Promise<void> => {
    const outcome = await send();
    setProblems('problems' in outcome ? outcome.problems : []);
    if (!('kept' in outcome)) return;
    setKept(outcome.kept);
    announce(t('interoperability.laboratory.kept'));
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <NativeSelect
        size="xs"
        label={t('interoperability.laboratory.keepFor')}
        description={t('interoperability.laboratory.keepHelp')}
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
        data={interfaces.map(({ id, kind, number, title }) => ({
          value: id,
          label: `${words.reference(kind, number)} ${title}`,
        }))}
      />
      <Button size="xs" type="submit" loading={pending}>
        {t('interoperability.laboratory.keep')}
      </Button>
      <Problems problems={problems} focus />
      {kept !== undefined && (
        <Link to="/p/$project/$record" params={{ project: project.key, record: kept }}>
          {t('interoperability.laboratory.openKept')}
        </Link>
      )}
    </form>
  );
}
