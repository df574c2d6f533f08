import type { Mention } from '@callosum/kernel';
import { Problems, type Trouble, useAnnounce, useFormat, useProject, useWords } from '@callosum/web/views';
import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bundle, BundleNote, BundleResult } from '../bench/read-bundle.ts';
import { useKeeping } from './profile-file.ts';
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
  const words = useWords();
  const { today } = useProject();
  const announce = useAnnounce();
  const { make, pending } = useKeeping();
  const [title, setTitle] = useState(bundle.name.slice(0, 300));
  const [end, setEnd] = useState('target');
  const [of, setOf] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const keep = async (): Promise<void> => {
    const outcome = await make({
      title: title.trim(),
      end,
      interface: of === '' ? undefined : of,
      written: bundle.written,
      said: {
        structure: bundle.structures.join(', ').slice(0, 100),
        basis: t('interoperability.bundle.basis', { version: bundle.version, date: format.date(today) }),
        ...(bundle.own.length === 0 ? {} : { localParts: bundle.own.join('\n') }),
      },
    });
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(t('interoperability.derive.kept', { title }));
    if (outcome.id !== undefined) onKept(outcome.id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p>
        {t('interoperability.bundle.about', {
          name: bundle.name,
          version: bundle.version,
          messages: bundle.structures.join(', '),
          predicates: format.number(bundle.predicates),
          constraints: format.number(bundle.constraints),
        })}
      </p>
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
          data={['source', 'target', 'both'].map((value) => ({
            value,
            label: words.option('messageProfile', 'end', value),
          }))}
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
        <Button size="xs" type="submit" loading={pending} disabled={title.trim() === ''}>
          {t('interoperability.bundle.keep')}
        </Button>
      </div>
      <Problems problems={problems} focus />
    </form>
  );
}
