import type { Mention } from '@callosum/kernel';
import { useFormat, useProject, useWords } from '@callosum/web/views';
import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bundle, BundleNote, BundleResult } from '../bench/read-bundle.ts';
import { ProfileForm } from './profile-form.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** Notes that are shown; the command line tells all. */
const NOTES_SHOWN = 20;

/** Reads the XML files of a NIST or IGAMT bundle in this browser, and keeps them as a profile. */
export function ImportBundle({
  bench,
  interfaces,
  onKept,
}: {
  readonly bench: Bench;
  readonly interfaces: readonly Mention[];
  readonly onKept: (profile: string) => void;
}) {
  const { t } = useTranslation();
  const [read, setRead] = useState<BundleResult>();
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<string>();
  const take = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    setPending(true);
    setFailed(undefined);
    try {
      const dropped = await Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
      );
      setRead(await bench.ask('readBundle', dropped));
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <FileButton
        multiple
        accept=".zip,.xml,.json"
        onChange={(files) => void take(files)}
        inputProps={{ 'aria-label': t('interoperability.bundle.choose') }}
      >
        {(button) => (
          <Button
            {...button}
            size="xs"
            variant="default"
            loading={pending}
            leftSection={<IconFileImport size={15} stroke={1.7} aria-hidden="true" />}
          >
            {t('interoperability.bundle.choose')}
          </Button>
        )}
      </FileButton>
      {failed !== undefined && (
        <p role="alert" data-tone="unmet">
          {failed}
        </p>
      )}
      {read && (
        <Reading
          key={read.bundle?.name ?? ''}
          read={read}
          interfaces={interfaces}
          onKept={(profile) => {
            setRead(undefined);
            onKept(profile);
          }}
        />
      )}
    </>
  );
}

function Reading({
  read: { bundle, notes },
  interfaces,
  onKept,
}: {
  readonly read: BundleResult;
  readonly interfaces: readonly Mention[];
  readonly onKept: (profile: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className={classes['panel']} aria-label={t('interoperability.bundle.read')}>
      {!bundle && <p role="alert">{t('interoperability.bundle.none')}</p>}
      {bundle && <Keep bundle={bundle} interfaces={interfaces} onKept={onKept} />}
      {notes.length > 0 && <Notes notes={notes} />}
    </section>
  );
}

function Notes({ notes }: { readonly notes: readonly BundleNote[] }) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  return (
    <>
      <p className={classes['soft']}>{t('interoperability.bundle.notes', { count: notes.length })}</p>
      <ul className={classes['untaken']} aria-label={t('interoperability.bundle.notRead')}>
        {notes.slice(0, NOTES_SHOWN).map(({ file, line, sentences }) => (
          <li key={`${file} ${line} ${JSON.stringify(sentences)}`}>
            {file !== '' && <strong>{t('interoperability.bundle.place', { file, line })} </strong>}
            {sentence(sentences.text)} <span className={classes['soft']}>{sentence(sentences.remedy)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Keep({
  bundle,
  interfaces,
  onKept,
}: {
  readonly bundle: Bundle;
  readonly interfaces: readonly Mention[];
  readonly onKept: (profile: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useProject();
  const about = t('interoperability.bundle.about', {
    name: bundle.name,
    version: bundle.version,
    messages: bundle.structures.join(', '),
    predicates: format.number(bundle.predicates),
    constraints: format.number(bundle.constraints),
  });
  return (
    <ProfileForm
      begin={{ title: bundle.name, end: 'target' }}
      interfaces={interfaces}
      keep={t('interoperability.bundle.keep')}
      about={<p>{about}</p>}
      onMake={async () => ({
        written: bundle.written,
        said: {
          structure: bundle.structures.join(', ').slice(0, 100),
          basis: t('interoperability.bundle.basis', { version: bundle.version, date: format.date(today) }),
          ...(bundle.own.length === 0 ? {} : { localParts: bundle.own.join('\n') }),
        },
      })}
      onKept={onKept}
    />
  );
}
